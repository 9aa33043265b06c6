package org.verack.peer.connection;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Socks5Exception.Reason;
import org.verack.wire.Bytes;
import org.verack.wire.address.NetworkAddress;

/**
 * What is said to a SOCKS5 proxy before it connects (RFC 1928, RFC 1929). Reads exactly what the
 * proxy has to say and not a byte of what the peer behind it says.
 */
final class Socks5Handshake {

  private static final byte VERSION = 5;
  private static final byte SUBNEGOTIATION_VERSION = 1;

  private static final byte NO_AUTHENTICATION = 0;
  private static final byte USER_AND_PASSWORD = 2;
  private static final int NO_ACCEPTABLE_METHOD = 0xff;

  private static final byte CONNECT = 1;
  private static final byte IPV4 = 1;
  private static final byte NAME = 3;
  private static final byte IPV6 = 4;

  private final Connection connection;
  private final String what;

  /**
   * Begins.
   *
   * @param what names proxy and target, for messages of exceptions
   */
  Socks5Handshake(Connection connection, String what) {
    this.connection = connection;
    this.what = what;
  }

  /** Makes the request to connect; nothing is resolved. */
  static byte[] request(Endpoint endpoint) throws UnknownHostException {
    Optional<Bytes> ip = ip(endpoint);
    byte type;
    byte[] host;
    if (ip.isPresent()) {
      host = ip.get().toArray();
      type = host.length == 4 ? IPV4 : IPV6;
    } else {
      if (!endpoint.host().matches("[!-~]{1,255}")) {
        throw new UnknownHostException(
            endpoint + ": a proxy takes names of 1 to 255 ASCII characters");
      }
      host = endpoint.host().getBytes(StandardCharsets.US_ASCII);
      type = NAME;
    }
    ByteBuffer request = ByteBuffer.allocate(4 + 1 + host.length + 2);
    request.put(VERSION).put(CONNECT).put((byte) 0).put(type);
    if (type == NAME) {
      request.put((byte) host.length);
    }
    request.put(host).putShort((short) endpoint.port());
    byte[] bytes = new byte[request.position()];
    request.flip().get(bytes);
    return bytes;
  }

  /** The bytes of a literal IP address; CJDNS and Yggdrasil addresses are IPv6 ones. */
  private static Optional<Bytes> ip(Endpoint endpoint) {
    return endpoint
        .address()
        .filter(address -> address.toInetAddress().isPresent())
        .map(NetworkAddress::bytes);
  }

  /** Agrees on who we are; offers only what was asked for, so that it cannot be left out. */
  void authenticate(Socks5Dialer.@Nullable Credentials credentials) throws IOException {
    byte offered = credentials == null ? NO_AUTHENTICATION : USER_AND_PASSWORD;
    write(new byte[] {VERSION, 1, offered});
    ByteBuffer choice = read(2);
    requireVersion(VERSION, choice.get());
    int chosen = Byte.toUnsignedInt(choice.get());
    if (chosen == NO_ACCEPTABLE_METHOD) {
      throw new Socks5Exception(
          Reason.NO_ACCEPTABLE_METHOD,
          what
              + (credentials == null
                  ? ": it wants a user and a password, or more"
                  : ": it does not take a user and a password"));
    }
    if (chosen != offered) {
      throw new Socks5Exception(Reason.NOT_SOCKS5, what + ": it chose what was not offered");
    }
    if (credentials != null) {
      sendCredentials(credentials);
    }
  }

  private void sendCredentials(Socks5Dialer.Credentials credentials) throws IOException {
    byte[] user = credentials.user();
    byte[] password = credentials.password();
    ByteBuffer message = ByteBuffer.allocate(3 + user.length + password.length);
    message.put(SUBNEGOTIATION_VERSION);
    message.put((byte) user.length).put(user);
    message.put((byte) password.length).put(password);
    write(message.array());
    ByteBuffer answer = read(2);
    requireVersion(SUBNEGOTIATION_VERSION, answer.get());
    if (answer.get() != 0) {
      throw new Socks5Exception(
          Reason.CREDENTIALS_REFUSED, what + ": it refused the user and the password");
    }
  }

  /** Has the proxy connect. */
  void connect(byte[] request) throws IOException {
    write(request);
    ByteBuffer reply = read(4);
    requireVersion(VERSION, reply.get());
    int code = Byte.toUnsignedInt(reply.get());
    if (code != 0) {
      Reason reason = Reason.ofReply(code);
      throw new Socks5Exception(
          reason, what + ": " + reason.text() + String.format(" (reply 0x%02x)", code));
    }
    byte type = reply.get(3);
    // Where the proxy connects from; nobody needs it, and Tor does not tell.
    int length =
        switch (type) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> Byte.toUnsignedInt(read(1).get());
          default ->
              throw new Socks5Exception(
                  Reason.NOT_SOCKS5, what + ": address type " + Byte.toUnsignedInt(type));
        };
    ByteBuffer unused = read(length + 2);
  }

  private void requireVersion(byte expected, byte actual) throws Socks5Exception {
    if (actual != expected) {
      throw new Socks5Exception(
          Reason.NOT_SOCKS5,
          what
              + String.format(
                  ": it does not speak SOCKS5, it said 0x%02x instead of 0x%02x",
                  actual, expected));
    }
  }

  private void write(byte[] bytes) throws IOException {
    connection.write(ByteBuffer.wrap(bytes));
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    while (target.hasRemaining()) {
      if (connection.read(target) < 0) {
        throw new Socks5Exception(Reason.HUNG_UP, what + ": it hung up");
      }
    }
    return target.flip();
  }
}
