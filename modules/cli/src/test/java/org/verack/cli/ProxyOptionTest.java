package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProxyOptionTest {

  /** A proxy that takes any user, connects nowhere but to one port of this machine, and says so. */
  private static final class SmallProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    SmallProxy(int target) throws IOException {
      this.target = target;
      Thread unused = Thread.ofVirtual().start(this::acceptAll);
    }

    private void acceptAll() {
      while (!server.isClosed()) {
        try {
          Socket client = server.accept();
          Thread unused = Thread.ofVirtual().start(() -> serve(client));
        } catch (IOException e) {
          // Closed at the end of the test.
        }
      }
    }

    private void serve(Socket client) {
      try (client) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] greeting = in.readNBytes(3);
        client.getOutputStream().write(new byte[] {5, greeting[2]});
        String user = "nobody";
        if (greeting[2] == 2) {
          in.readByte();
          user = text(in) + " with " + text(in);
          client.getOutputStream().write(new byte[] {1, 0});
        }
        in.readNBytes(4);
        asked.add(user + " to " + text(in) + ":" + in.readUnsignedShort());
        if (target == 0) {
          client.getOutputStream().write(new byte[] {5, 4, 0, 1, 0, 0, 0, 0, 0, 0});
          return;
        }
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), target)) {
          client.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
          Thread unused = Thread.ofVirtual().start(() -> copy(there, client));
          in.transferTo(there.getOutputStream());
        }
      } catch (IOException e) {
        // What the command makes of it is what the test looks at.
      }
    }

    private static void copy(Socket from, Socket to) {
      try {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // The command hung up.
      }
    }

    private static String text(DataInputStream in) throws IOException {
      return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
    }

    String url(String credentials) {
      return "socks5://" + credentials + "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static int port(SmallNode node) {
    return Integer.parseInt(node.address().substring(node.address().indexOf(':') + 1));
  }

  @Test
  void aProxyConnectsAndResolvesTheName() throws IOException {
    try (SmallNode node = SmallNode.named("/small:1/");
        SmallProxy proxy = new SmallProxy(port(node))) {
      Outcome.of(
              "ping",
              "node.invalid",
              "--network",
              "regtest",
              "--count",
              "1",
              "--proxy",
              proxy.url("me:secret@"))
          .succeeded();
      Outcome.of("sync", "node.invalid:7", "--network", "regtest", "--proxy", proxy.url(""))
          .succeeded();
      assertThat(proxy.asked)
          .containsExactly("me with secret to node.invalid:18444", "nobody to node.invalid:7");
    }
  }

  @Test
  void whatTheProxySaysIsToldWithoutThePassword() throws IOException {
    try (SmallProxy proxy = new SmallProxy(0)) {
      Outcome outcome =
          Outcome.of("ping", "node.invalid", "--debug", "--proxy", proxy.url("me:secret@"));
      assertThat(outcome.err()).contains("node.invalid:8333: host unreachable");
      assertThat(outcome.err()).doesNotContain("secret");
    }
  }

  @Test
  void wrongProxiesAreRefusedWithoutThePassword() {
    for (String wrong : List.of("http://me:secret@host:1", "socks5://me:secret@host", "secret")) {
      Outcome outcome = Outcome.of("ping", "host", "--proxy", wrong);
      outcome.misused("--proxy", "socks5://[user:password@]host:port");
      assertThat(outcome.err()).doesNotContain("secret");
    }
  }

  @Test
  void withoutAProxyOnionNamesAreNotLookedUp() {
    Outcome.of("ping", "abc.onion").failed("abc.onion:8333 can be reached through a proxy only");
  }
}
