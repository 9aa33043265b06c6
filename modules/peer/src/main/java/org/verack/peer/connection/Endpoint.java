package org.verack.peer.connection;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.verack.wire.RemoteText;
import org.verack.wire.address.NetworkAddress;

/**
 * Where a peer can be reached: a host and a port. The host is a name or an address in text form;
 * making an endpoint resolves nothing. Immutable.
 *
 * {@snippet :
 * assert Endpoint.parse("[2001:db8::1]:8333").host().equals("2001:db8::1");
 * assert Endpoint.parse("2001:db8::1", 8333).toString().equals("[2001:db8::1]:8333");
 * assert Endpoint.parse("192.0.2.7:8333").address().isPresent();
 * assert Endpoint.parse("seed.example", 8333).address().isEmpty(); // a name; nothing was resolved
 * }
 *
 * @param host a DNS name, an IP address (IPv6 without brackets), an onion or I2P name
 * @param port 0 to 65535
 */
public record Endpoint(String host, int port) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the host is empty or the port out of range
   */
  public Endpoint {
    Objects.requireNonNull(host, "host");
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is missing");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
    }
  }

  /**
   * Reads {@code host:port}.
   *
   * @param text an IPv6 address stands in brackets
   * @return the endpoint
   * @throws IllegalArgumentException if the text has no port or is anything else
   */
  public static Endpoint parse(String text) {
    return parse(text, -1);
  }

  /**
   * Reads {@code host:port} or {@code host}.
   *
   * @param text an IPv6 address stands in brackets, unless there is no port
   * @param defaultPort the port if the text has none; -1 if it must have one
   * @return the endpoint
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Endpoint parse(String text, int defaultPort) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    int bracket = text.indexOf(']');
    if (bracketed && bracket < 0) {
      throw new IllegalArgumentException("']' is missing in " + RemoteText.escape(text));
    }
    boolean bareIpv6 = !bracketed && colon >= 0 && text.indexOf(':') != colon;
    if (colon < 0 || bareIpv6 || (bracketed && bracket > colon)) {
      if (defaultPort < 0) {
        throw new IllegalArgumentException("expected HOST:PORT, not " + RemoteText.escape(text));
      }
      return new Endpoint(unbracketed(text), defaultPort);
    }
    String digits = text.substring(colon + 1);
    if (!digits.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "the port in " + RemoteText.escape(text) + " is not a number from 0 to 65535");
    }
    return new Endpoint(unbracketed(text.substring(0, colon)), Integer.parseInt(digits));
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Takes over a socket address, without looking its name up.
   *
   * @param address the address
   * @return its literal IP if it has one, else its name
   */
  public static Endpoint of(InetSocketAddress address) {
    String host =
        address.isUnresolved()
            ? address.getHostString()
            : withoutScope(address.getAddress().getHostAddress());
    return new Endpoint(host, address.getPort());
  }

  /**
   * Takes over an address of any network, such as one that a peer told us.
   *
   * @param address the address, whose text form becomes the host
   * @param port 0 to 65535
   * @return the endpoint
   */
  public static Endpoint of(NetworkAddress address, int port) {
    return new Endpoint(address.toString(), port);
  }

  /**
   * Returns the host as an address, if it is one.
   *
   * @return an IP, onion or I2P address; empty for a DNS name
   */
  public Optional<NetworkAddress> address() {
    try {
      return Optional.of(NetworkAddress.parse(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the host's name means nothing to DNS, and should not be asked for there. */
  boolean needsProxy() {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.endsWith(".onion") || name.endsWith(".i2p");
  }

  private static String withoutScope(String host) {
    int percent = host.indexOf('%');
    return percent < 0 ? host : host.substring(0, percent);
  }

  /** Returns {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    String shown = RemoteText.escape(host);
    return (shown.indexOf(':') >= 0 ? "[" + shown + "]" : shown) + ":" + port;
  }
}
