package org.verack.wire.decred.message;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.TorV3Address;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.TrustedReader;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Limits;

/**
 * Tells addresses of nodes. The layout is Decred's own, not that of <a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>: an entry has
 * no length, so a message with an address of an unknown type cannot be read at all; times have
 * eight bytes, ports are little-endian.
 *
 * <p>Exists from protocol version 12 on.
 *
 * {@snippet :
 * var address = NetworkAddress.parse("203.0.113.7");
 * var known = new TimedAddress(1_750_000_000, DecredServices.NETWORK, address, 9108);
 * AddrV2 told = new AddrV2(List.of(known));
 * assert network.messages().encode(told, format).length() == 1 + 8 + 8 + 1 + 4 + 2;
 * assertThrows( // a list of none is no message here
 *     EncodeException.class, () -> network.messages().encode(new AddrV2(List.of()), format));
 * }
 *
 * @param addresses the addresses, at least one; more than {@value #MAX_ADDRESSES} are a violation.
 *     Of a received message a view with random access, whose entries are made anew at each look
 */
public record AddrV2(List<TimedAddress> addresses) implements Message {

  /** The most addresses. */
  public static final int MAX_ADDRESSES = 1000;

  /** The command, the codec and the limits. */
  public static final MessageType<AddrV2> TYPE =
      MessageType.of("addrv2", AddrV2.class, new Codec(), Limits.ANY_PAYLOAD);

  /** Copies the list. */
  public AddrV2 {
    addresses = addresses instanceof View ? addresses : List.copyOf(addresses);
  }

  @Override
  public String command() {
    return "addrv2";
  }

  @Override
  public String toString() {
    int size = addresses.size();
    StringBuilder text = new StringBuilder("addrv2, ").append(size);
    text.append(size == 1 ? " address" : " addresses");
    int shown = Math.min(size, 3);
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? ": " : ", ").append(addresses.get(i));
    }
    return text.append(shown < size ? ", ..." : "").toString();
  }

  /** Entries that were checked, as they came. */
  private static final class View extends AbstractList<TimedAddress> implements RandomAccess {

    private final Bytes entries;

    // Never changed; a thousand entries at most.
    private final int[] starts;

    View(Bytes entries, int[] starts) {
      this.entries = entries;
      this.starts = starts;
    }

    @Override
    public TimedAddress get(int index) {
      TrustedReader in = new TrustedReader(entries, starts[index]);
      long time = in.i64();
      ServiceFlags services = new ServiceFlags(in.i64());
      int type = in.u8();
      Bytes bytes = in.bytes(Codec.length(type)).detached();
      NetworkAddress address =
          switch (type) {
            case Codec.IPV4 -> IPv4Address.of(bytes);
            case Codec.IPV6 -> IPv6Address.of(bytes);
            default -> new TorV3Address(bytes);
          };
      return new TimedAddress(time, services, address, in.u16());
    }

    @Override
    public int size() {
      return starts.length;
    }
  }

  private static final class Codec implements PayloadCodec<AddrV2> {

    static final int IPV4 = 1;
    static final int IPV6 = 2;
    static final int TOR_V3 = 3;
    private static final int SHORTEST_ENTRY = 8 + 8 + 1 + IPv4Address.LENGTH + 2;

    /** Returns how many bytes an address has, or -1 for an unknown type. */
    static int length(int type) {
      return switch (type) {
        case IPV4 -> IPv4Address.LENGTH;
        case IPV6 -> IPv6Address.LENGTH;
        case TOR_V3 -> TorV3Address.LENGTH;
        default -> -1;
      };
    }

    @Override
    public AddrV2 decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("addrv2", DecredProtocolVersion.ADDR_V2, format);
      int count = in.readCountOrViolation("addresses", MAX_ADDRESSES, SHORTEST_ENTRY);
      if (count == 0) {
        throw new PayloadException(WireFault.BAD_VALUE, "addrv2 without addresses", 0);
      }
      int from = in.offset();
      int[] starts = new int[count];
      for (int i = 0; i < count; i++) {
        int at = in.offset();
        starts[i] = at - from;
        long unused = Limits.checkTime(in.readI64("time"), at);
        in.skip(8, "services");
        int type = in.readU8("address type");
        int length = length(type);
        if (length < 0) {
          throw new PayloadException(
              WireFault.BAD_ADDRESS, "address of the unknown type " + type, in.offset() - 1);
        }
        in.skip(length, "address");
        in.skip(2, "port");
      }
      return new AddrV2(new View(in.since(from), starts));
    }

    private static int type(NetworkAddress address) {
      return switch (address) {
        case IPv4Address ip -> IPV4;
        case IPv6Address ip -> IPV6;
        case TorV3Address tor -> TOR_V3;
        default ->
            throw new EncodeException(
                WireFault.BAD_ADDRESS, address + " is not of a type that Decred's addrv2 has");
      };
    }

    @Override
    public int size(AddrV2 message, WireFormat format) {
      Gates.requireOnWrite("addrv2", DecredProtocolVersion.ADDR_V2, format);
      int size = CompactSize.size(message.addresses.size());
      if (message.addresses instanceof View view) {
        return size + view.entries.length();
      }
      for (TimedAddress each : message.addresses) {
        size = Math.addExact(size, 8 + 8 + 1 + length(type(each.address())) + 2);
      }
      return size;
    }

    @Override
    public void encode(AddrV2 message, PayloadWriter out, WireFormat format) {
      if (message.addresses.isEmpty()) {
        throw new EncodeException(WireFault.BAD_VALUE, "addrv2 without addresses");
      }
      out.writeCount("addresses", message.addresses.size(), MAX_ADDRESSES);
      if (message.addresses instanceof View view) {
        out.writeBytes(view.entries);
        return;
      }
      for (TimedAddress each : message.addresses) {
        out.writeI64(Limits.requireTime(each.time()));
        out.writeI64(each.services().bits());
        out.writeU8(type(each.address()));
        out.writeBytes(each.address().bytes());
        out.writeU16(each.port());
      }
    }
  }
}
