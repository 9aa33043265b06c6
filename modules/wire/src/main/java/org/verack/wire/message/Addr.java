package org.verack.wire.message;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * Tells addresses of nodes in the old form, which holds IPv4, IPv6 and Tor v2. Peers that said
 * {@link SendAddrV2} are told them by {@link AddrV2} instead (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>).
 *
 * <p>More than {@value #MAX_ADDRESSES} are a violation when read and cannot be written. Below
 * protocol version 31402 the entries have no time; below 209 there may be one at most when writing.
 *
 * {@snippet :
 * NetworkAddress ip = NetworkAddress.parse("1.2.3.4");
 * TimedAddress node = new TimedAddress(1_700_000_000, ServiceFlags.NETWORK, ip, 8333);
 * Addr addr = new Addr(List.of(node));
 * assert network.encode(addr, format).payload().length() == 1 + 30;
 *
 * NetworkAddress unknown = NetworkAddress.of(99, Bytes.ofHex("0a"));
 * try {
 *   network.encode(new Addr(List.of(new TimedAddress(0, node.services(), unknown, 1))), format);
 *   assert false;
 * } catch (EncodeException e) {
 *   assert e.fault() == WireFault.BAD_ADDRESS; // only addrv2 has room for it
 * }
 * }
 *
 * @param addresses the addresses; of a received message a view with random access, whose entries
 *     are made anew at each look
 */
public record Addr(List<TimedAddress> addresses) implements Message {

  /** The most addresses. */
  public static final int MAX_ADDRESSES = AddressList.MAX_ENTRIES;

  /** The command, the codec and the limits. */
  public static final MessageType<Addr> TYPE =
      new MessageType<>("addr", Addr.class, new Codec(), Limits.ANY_PAYLOAD, 1);

  /** Copies the list. */
  public Addr {
    addresses = AddressList.copyOf(addresses);
  }

  @Override
  public String command() {
    return "addr";
  }

  @Override
  public String toString() {
    return AddressList.describe("addr", addresses);
  }

  private static final class Codec implements PayloadCodec<Addr> {

    private static boolean timed(WireFormat format) {
      return format.protocolVersion() >= ProtocolVersion.ADDRESS_TIME;
    }

    @Override
    public Addr decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      int entrySize = AddressList.Legacy.entrySize(timed(format));
      int count = in.readCountOrViolation("addresses", MAX_ADDRESSES, entrySize);
      Bytes entries = in.readBytes(count * entrySize);
      return new Addr(new AddressList.Legacy(entries, count, timed(format)));
    }

    @Override
    public int size(Addr message, WireFormat format) {
      int count = message.addresses.size();
      return Math.addExact(
          CompactSize.size(count),
          Math.multiplyExact(count, AddressList.Legacy.entrySize(timed(format))));
    }

    @Override
    public void encode(Addr message, PayloadWriter out, WireFormat format) {
      List<TimedAddress> addresses = message.addresses;
      if (addresses.size() > 1 && format.protocolVersion() < ProtocolVersion.MULTIPLE_ADDRESSES) {
        throw new EncodeException(
            WireFault.TOO_MANY,
            addresses.size() + " addresses, limit 1 below protocol version 209");
      }
      out.writeCount("addresses", addresses.size(), MAX_ADDRESSES);
      boolean timed = timed(format);
      if (addresses instanceof AddressList.Legacy view && view.timed == timed) {
        out.writeBytes(view.entries);
        return;
      }
      for (TimedAddress each : addresses) {
        if (timed) {
          out.writeU32(each.time());
        }
        out.writeI64(each.services().bits());
        LegacyAddress.write(each.address(), out);
        out.writePort(each.port());
      }
    }
  }
}
