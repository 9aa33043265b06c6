package org.verack.wire.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.codec.PayloadReader;

/**
 * An immutable list over checked address entries as they came, in one of the layouts. The objects
 * are made when someone asks, because most of a thousand gossiped addresses are known already.
 */
abstract class AddressList extends AbstractList<TimedAddress> implements RandomAccess {

  /** The most entries of {@code addr} and {@code addrv2}; Bitcoin Core punishes more. */
  static final int MAX_ENTRIES = 1000;

  /** The entries, without their count. */
  final Bytes entries;

  private final int size;

  AddressList(Bytes entries, int size) {
    this.entries = entries;
    this.size = size;
  }

  /** Makes a list immutable, without copying one that is. */
  static List<TimedAddress> copyOf(List<TimedAddress> addresses) {
    return addresses instanceof AddressList ? addresses : List.copyOf(addresses);
  }

  static String describe(String command, List<TimedAddress> addresses) {
    int size = addresses.size();
    StringBuilder text = new StringBuilder(command).append(", ").append(size);
    text.append(size == 1 ? " address" : " addresses");
    int shown = Math.min(size, 3);
    for (int i = 0; i < shown; i++) {
      TimedAddress each = addresses.get(i);
      // An address of an unknown network may have 512 bytes.
      String shownAddress =
          each.address().bytes().length() <= 32
              ? each.toString()
              : "network " + each.address().networkId();
      text.append(i == 0 ? ": " : ", ").append(shownAddress);
    }
    return text.append(shown < size ? ", ..." : "").toString();
  }

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final TimedAddress get(int index) {
    int at = start(Objects.checkIndex(index, size));
    PayloadReader in = PayloadReader.over(entries.slice(at, entries.length() - at));
    try {
      return read(in);
    } catch (PayloadException e) {
      throw new AssertionError("an entry that was checked does not decode", e);
    }
  }

  /** Returns where in {@link #entries} an entry begins. */
  abstract int start(int index);

  /** Reads one entry. */
  abstract TimedAddress read(PayloadReader in) throws PayloadException;

  /** The layout of {@code addr}: entries of 30 bytes, or 26 without a time. */
  static final class Legacy extends AddressList {

    final boolean timed;

    Legacy(Bytes entries, int size, boolean timed) {
      super(entries, size);
      this.timed = timed;
    }

    static int entrySize(boolean timed) {
      return (timed ? 4 : 0) + NodeAddress.SIZE;
    }

    @Override
    int start(int index) {
      return index * entrySize(timed);
    }

    @Override
    TimedAddress read(PayloadReader in) throws PayloadException {
      long time = timed ? in.readU32("time") : 0;
      ServiceFlags services = new ServiceFlags(in.readI64("services"));
      NetworkAddress address = LegacyAddress.read(in, "address");
      return new TimedAddress(time, services, address, in.readPort("port"));
    }
  }

  /** The layout of {@code addrv2}. */
  static final class V2 extends AddressList {

    // Never changed; a thousand entries at most.
    private final int[] starts;

    V2(Bytes entries, int[] starts, int size) {
      super(entries, size);
      this.starts = starts;
    }

    @Override
    int start(int index) {
      return starts[index];
    }

    @Override
    TimedAddress read(PayloadReader in) throws PayloadException {
      long time = in.readU32("time");
      ServiceFlags services = new ServiceFlags(in.readCompactSize("services"));
      int networkId = in.readU8("network id");
      Bytes bytes = in.readVarBytes("address", NetworkAddress.MAX_LENGTH);
      return new TimedAddress(
          time, services, NetworkAddress.of(networkId, bytes), in.readPort("port"));
    }
  }
}
