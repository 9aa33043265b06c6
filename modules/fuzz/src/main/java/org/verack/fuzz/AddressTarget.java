package org.verack.fuzz;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.verack.wire.Bytes;
import org.verack.wire.address.CjdnsAddress;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.OpaqueAddress;
import org.verack.wire.address.YggdrasilAddress;
import org.verack.wire.message.UserAgent;

/** Addresses: the first byte chooses whether as text, as {@code addrv2} or as {@code addr}. */
final class AddressTarget {

  private AddressTarget() {}

  static void run(Input in) {
    switch (in.u8() % 4) {
      case 0 -> text(new String(in.rest().toArray(), StandardCharsets.UTF_8));
      case 1 -> bytes(in);
      case 2 -> legacy(in);
      default -> userAgent(new String(in.rest().toArray(), StandardCharsets.ISO_8859_1));
    }
  }

  private static void text(String text) {
    NetworkAddress address;
    try {
      address = NetworkAddress.parse(text);
    } catch (IllegalArgumentException e) {
      Check.line(String.valueOf(e.getMessage()), "the text of a fault");
      return;
    }
    Check.line(text, "an address that is accepted");
    check(address);
  }

  private static void bytes(Input in) {
    int networkId = in.u8();
    Bytes bytes = in.rest();
    NetworkAddress address;
    try {
      address = NetworkAddress.of(networkId, bytes);
    } catch (IllegalArgumentException e) {
      Check.line(String.valueOf(e.getMessage()), "the text of a fault");
      return;
    }
    Check.same(address.networkId(), networkId, "network");
    Check.same(address.bytes(), bytes, "bytes of an address");
    check(address);
  }

  private static void legacy(Input in) {
    Bytes bytes = in.bytes(16);
    if (bytes.length() == 16) {
      NetworkAddress address = NetworkAddress.fromLegacy(bytes);
      Check.same(address.toLegacy().orElse(Bytes.EMPTY), bytes, "sixteen bytes of an address");
      check(address);
    }
  }

  private static void check(NetworkAddress address) {
    String text = address.toString();
    Check.line(text, "text of an address");
    Check.that(address.isValid() || !address.isRoutable(), "not valid, and yet routable");
    NetworkAddress again = NetworkAddress.parse(text);
    boolean likeIPv6 =
        address instanceof IPv6Address
            || address instanceof CjdnsAddress
            || address instanceof YggdrasilAddress;
    if (likeIPv6) {
      // The ranges decide which kind it is, and an IPv4 address may be in it.
      Check.same(sixteen(again), address.bytes(), "address read from its text");
    } else {
      Check.same(again, address, "address read from its text");
      Check.same(again.toString(), text, "text of an address read from its text");
    }
    if (!(address instanceof OpaqueAddress opaque) || opaque.networkId() > 0) {
      NetworkAddress same = NetworkAddress.of(address.networkId(), address.bytes());
      Check.same(same, address, "address read from its bytes");
    }
    Optional<Bytes> legacy = address.toLegacy();
    legacy.ifPresent(
        bytes ->
            Check.same(
                NetworkAddress.fromLegacy(bytes).toLegacy().orElse(Bytes.EMPTY), bytes, "bytes"));
    Optional<InetAddress> socket = address.toInetAddress();
    socket.ifPresent(inet -> Check.line(NetworkAddress.of(inet).toString(), "address of a socket"));
  }

  private static Bytes sixteen(NetworkAddress address) {
    return address.bytes().length() == 16
        ? address.bytes()
        : address.toLegacy().orElse(Bytes.EMPTY);
  }

  private static void userAgent(String text) {
    UserAgent agent = UserAgent.parse(text);
    // Each product gets a slash or two and a colon, each comment a separator of its own.
    Check.that(agent.toString().length() <= 4 * text.length() + 4, "a user agent that grows");
    Check.that(agent.products().size() <= text.length(), "more products than characters");
  }
}
