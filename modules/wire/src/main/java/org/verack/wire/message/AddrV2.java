package org.verack.wire.message;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.address.CjdnsAddress;
import org.verack.wire.address.I2pAddress;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.TorV2Address;
import org.verack.wire.address.TorV3Address;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * Tells addresses of nodes on any network (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>), to peers that
 * sent {@link SendAddrV2}.
 *
 * <p>More than {@value #MAX_ADDRESSES} are a violation when read and cannot be written. An address
 * of a wrong length for its network fails the whole message; addresses of unknown networks, and
 * such as BIP 155 forbids, are kept: {@link NetworkAddress#isValid()} tells them.
 *
 * {@snippet :
 * // From an addrv2: drop what must not be used, keep the rest.
 * Bytes payload = Bytes.ofHex("01" + "00f15365" + "fd0904" + "01" + "04" + "01020304" + "208d");
 * AddrV2 received = (AddrV2) network.messages().decode("addrv2", payload, format);
 * List<TimedAddress> usable =
 *     received.addresses().stream().filter(node -> node.address().isValid()).toList();
 *
 * assert usable.getFirst().toString().equals("1.2.3.4:8333");
 * assert usable.getFirst().services().has(ServiceFlags.WITNESS);
 * }
 *
 * @param addresses the addresses; of a received message a view with random access, whose entries
 *     are made anew at each look
 */
public record AddrV2(List<TimedAddress> addresses) implements Message {

  /** The most addresses. */
  public static final int MAX_ADDRESSES = AddressList.MAX_ENTRIES;

  /** The command, the codec and the limits. */
  public static final MessageType<AddrV2> TYPE =
      new MessageType<>("addrv2", AddrV2.class, new Codec(), Limits.ANY_PAYLOAD, 28);

  /** Copies the list. */
  public AddrV2 {
    addresses = AddressList.copyOf(addresses);
  }

  @Override
  public String command() {
    return "addrv2";
  }

  @Override
  public String toString() {
    return AddressList.describe("addrv2", addresses);
  }

  private static final class Codec implements PayloadCodec<AddrV2> {

    /** Time, services, network id, address length, port, each at its shortest. */
    private static final int SHORTEST_ENTRY = 4 + 1 + 1 + 1 + 2;

    @Override
    public AddrV2 decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      int count = in.readCountOrViolation("addresses", MAX_ADDRESSES, SHORTEST_ENTRY);
      int from = in.offset();
      int[] starts = new int[count];
      for (int i = 0; i < count; i++) {
        starts[i] = in.offset() - from;
        in.skip(4, "time");
        in.readCompactSize("services");
        skipAddress(in);
        in.skip(2, "port");
      }
      return new AddrV2(new AddressList.V2(in.since(from), starts, count));
    }

    private static void skipAddress(PayloadReader in) throws PayloadException {
      int networkId = in.readU8("network id");
      int at = in.offset();
      long length = in.readCompactSize("address length");
      int expected = lengthOn(networkId);
      if (expected >= 0 ? length != expected : length < 0 || length > NetworkAddress.MAX_LENGTH) {
        throw badLength(networkId, length, at);
      }
      in.skip((int) length, "address");
    }

    private static int lengthOn(int networkId) {
      return switch (networkId) {
        case IPv4Address.NETWORK_ID -> IPv4Address.LENGTH;
        case IPv6Address.NETWORK_ID -> IPv6Address.LENGTH;
        case TorV2Address.NETWORK_ID -> TorV2Address.LENGTH;
        case TorV3Address.NETWORK_ID -> TorV3Address.LENGTH;
        case I2pAddress.NETWORK_ID -> I2pAddress.LENGTH;
        case CjdnsAddress.NETWORK_ID -> CjdnsAddress.LENGTH;
        // Bitcoin Core does not know Yggdrasil, so its lengths are not checked either.
        default -> -1;
      };
    }

    private static PayloadException badLength(int networkId, long length, int at) {
      return new PayloadException(
          WireFault.BAD_ADDRESS,
          "address of network " + networkId + " with " + Long.toUnsignedString(length) + " bytes",
          at);
    }

    @Override
    public int size(AddrV2 message, WireFormat format) {
      int size = CompactSize.size(message.addresses.size());
      if (message.addresses instanceof AddressList.V2 view) {
        return size + view.entries.length();
      }
      for (TimedAddress each : message.addresses) {
        int length = each.address().bytes().length();
        int services = CompactSize.size(each.services().bits());
        size = Math.addExact(size, 4 + services + 1 + CompactSize.size(length) + length + 2);
      }
      return size;
    }

    @Override
    public void encode(AddrV2 message, PayloadWriter out, WireFormat format) {
      out.writeCount("addresses", message.addresses.size(), MAX_ADDRESSES);
      if (message.addresses instanceof AddressList.V2 view) {
        out.writeBytes(view.entries);
        return;
      }
      for (TimedAddress each : message.addresses) {
        Bytes bytes = each.address().bytes();
        out.writeU32(each.time());
        out.writeCompactSize(each.services().bits());
        out.writeU8(each.address().networkId());
        out.writeVarBytes("address", bytes, NetworkAddress.MAX_LENGTH);
        out.writePort(each.port());
      }
    }
  }
}
