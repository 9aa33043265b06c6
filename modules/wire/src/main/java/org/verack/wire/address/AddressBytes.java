package org.verack.wire.address;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.verack.wire.Bytes;

/** Numbers to bytes and back, big-endian as addresses are written. */
final class AddressBytes {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private AddressBytes() {}

  static void requireLength(String network, Bytes bytes, int length) {
    if (bytes.length() != length) {
      throw new IllegalArgumentException(
          "an address of " + network + " has " + length + " bytes, not " + bytes.length());
    }
  }

  static int intAt(Bytes bytes, int index) {
    return (int) INT.get(bytes.array(), bytes.offset() + index);
  }

  static long longAt(Bytes bytes, int index) {
    return (long) LONG.get(bytes.array(), bytes.offset() + index);
  }

  static Bytes ofInt(int value) {
    byte[] array = new byte[4];
    INT.set(array, 0, value);
    return Bytes.wrap(array);
  }

  static Bytes ofLongs(long high, long low) {
    byte[] array = new byte[16];
    LONG.set(array, 0, high);
    LONG.set(array, 8, low);
    return Bytes.wrap(array);
  }

  static Optional<InetAddress> inetAddress(Bytes bytes) {
    try {
      return Optional.of(InetAddress.getByAddress(bytes.toArray()));
    } catch (UnknownHostException e) {
      // Thrown only for lengths other than 4 and 16.
      throw new AssertionError(e);
    }
  }
}
