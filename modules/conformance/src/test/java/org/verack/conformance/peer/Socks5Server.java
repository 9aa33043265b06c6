package org.verack.conformance.peer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.verack.peer.connection.Connection;
import org.verack.wire.Bytes;

/** The proxy's half of RFC 1928 and RFC 1929, on a connection of any kind. Remembers who asked. */
final class Socks5Server {

  /** What a client said, byte by byte. */
  record Visit(Bytes greeting, String user, String password, Bytes request) {}

  private static final byte[] SUCCESS = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};

  private final boolean asksForPassword;
  private final byte[] reply;
  private final List<Visit> visits = new CopyOnWriteArrayList<>();

  private Socks5Server(boolean asksForPassword, byte[] reply) {
    this.asksForPassword = asksForPassword;
    this.reply = reply;
  }

  /** A proxy that lets everybody in. */
  static Socks5Server open() {
    return new Socks5Server(false, SUCCESS);
  }

  /** A proxy that wants a user and a password, and takes any. */
  static Socks5Server withPassword() {
    return new Socks5Server(true, SUCCESS);
  }

  /** A proxy that answers the request in some way. */
  static Socks5Server replying(byte... reply) {
    return new Socks5Server(false, reply);
  }

  List<Visit> visits() {
    return visits;
  }

  /** Serves one client, up to its reply. What follows on the connection is the target's. */
  void serve(Connection client) throws IOException {
    ByteArrayOutputStream greeting = new ByteArrayOutputStream();
    int methods = copy(client, greeting, 2)[1];
    boolean offersPassword = new String(copy(client, greeting, methods), ISO).indexOf(2) >= 0;
    if (asksForPassword && !offersPassword) {
      say(client, 5, 0xff);
      return;
    }
    String user = "";
    String password = "";
    if (asksForPassword) {
      say(client, 5, 2);
      user = text(client, read(client, 2)[1]);
      password = text(client, read(client, 1)[0]);
      say(client, 1, 0);
    } else {
      say(client, 5, 0);
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    int type = copy(client, request, 4)[3];
    int host = type == 1 ? 4 : type == 4 ? 16 : copy(client, request, 1)[0];
    copy(client, request, Byte.toUnsignedInt((byte) host) + 2);
    visits.add(
        new Visit(
            Bytes.wrap(greeting.toByteArray()), user, password, Bytes.wrap(request.toByteArray())));
    client.write(ByteBuffer.wrap(reply));
  }

  private static final Charset ISO = StandardCharsets.ISO_8859_1;

  private static String text(Connection client, byte length) throws IOException {
    return new String(read(client, Byte.toUnsignedInt(length)), StandardCharsets.UTF_8);
  }

  private static byte[] copy(Connection client, ByteArrayOutputStream to, int length)
      throws IOException {
    byte[] bytes = read(client, length);
    to.writeBytes(bytes);
    return bytes;
  }

  static byte[] read(Connection client, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    while (target.hasRemaining()) {
      if (client.read(target) < 0) {
        throw new EOFException("the client hung up");
      }
    }
    return target.array();
  }

  static void say(Connection client, int... bytes) throws IOException {
    ByteBuffer said = ByteBuffer.allocate(bytes.length);
    for (int each : bytes) {
      said.put((byte) each);
    }
    client.write(said.flip());
  }
}
