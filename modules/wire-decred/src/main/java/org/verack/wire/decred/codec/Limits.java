package org.verack.wire.decred.codec;

import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;

/** Limits and gates that several messages share. */
public final class Limits {

  /**
   * The longest payload of any message, 32 MiB. Messages whose length follows from their counts
   * have no tighter limit on their bytes, because that would make one entry too many a mere payload
   * fault, where the count makes it a violation.
   */
  public static final int ANY_PAYLOAD = 1 << 25;

  /** The largest time that dcrd takes: above it, its clock's arithmetic overflows. */
  public static final long MAX_TIME = Long.MAX_VALUE - 62_135_596_800L;

  private Limits() {}

  /** Checks an argument of 32 bits. */
  public static void requireU32(String what, long value) {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException(what + " " + value + " is not 0 to 4294967295");
    }
  }

  /** Checks an argument of 16 bits. */
  public static void requireU16(String what, int value) {
    if (value >>> 16 != 0) {
      throw new IllegalArgumentException(what + " " + value + " is not 0 to 65535");
    }
  }

  /** Checks an argument of 8 bits. */
  public static void requireU8(String what, int value) {
    if (value >>> 8 != 0) {
      throw new IllegalArgumentException(what + " " + value + " is not 0 to 255");
    }
  }

  /** Checks an argument of so many bytes. */
  public static void requireLength(String what, Bytes bytes, int length) {
    if (bytes.length() != length) {
      throw new IllegalArgumentException(what + " has " + length + " bytes, not " + bytes.length());
    }
  }

  /** Checks a time that was read at a place. */
  public static long checkTime(long time, int at) throws PayloadException {
    if (time < 0 || time > MAX_TIME) {
      throw new PayloadException(
          WireFault.BAD_VALUE,
          "time " + Long.toUnsignedString(time) + " is over the limit of " + MAX_TIME,
          at);
    }
    return time;
  }

  /** Checks a time that is to be written. */
  public static long requireTime(long time) {
    if (time < 0 || time > MAX_TIME) {
      throw new EncodeException(
          WireFault.BAD_VALUE,
          "time " + Long.toUnsignedString(time) + " is over the limit of " + MAX_TIME);
    }
    return time;
  }

  /** Checks the gate of a received message that exists up to a protocol version only. */
  public static void requireUntilOnRead(String command, int last, WireFormat format)
      throws PayloadException {
    if (format.protocolVersion() > last) {
      throw new PayloadException(WireFault.NOT_AT_THIS_VERSION, gone(command, last, format), -1);
    }
  }

  /** Checks the gate of a message to be sent that exists up to a protocol version only. */
  public static void requireUntilOnWrite(String command, int last, WireFormat format) {
    if (format.protocolVersion() > last) {
      throw new EncodeException(WireFault.NOT_AT_THIS_VERSION, gone(command, last, format));
    }
  }

  private static String gone(String command, int last, WireFormat format) {
    return command
        + " exists up to protocol version "
        + last
        + ", in force is "
        + format.protocolVersion();
  }
}
