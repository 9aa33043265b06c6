package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What a user is told when there is nobody, or somebody else. */
class ConnectionFaultsTest {

  /** What somebody does with a connection. */
  @FunctionalInterface
  private interface Stranger {
    void meet(Socket socket) throws IOException;
  }

  /** Lets a stranger answer one connection, and runs a command on it. */
  private static Outcome meeting(Stranger stranger, String... more) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket socket = server.accept()) {
                      stranger.meet(socket);
                    } catch (IOException e) {
                      // The command hung up first, which the test sees from its other end.
                    }
                  });
      String[] arguments = new String[4 + more.length];
      arguments[0] = "ping";
      arguments[1] = "127.0.0.1:" + server.getLocalPort();
      arguments[2] = "--network";
      arguments[3] = "regtest";
      System.arraycopy(more, 0, arguments, 4, more.length);
      Outcome outcome = Outcome.of(arguments);
      thread.join();
      return outcome;
    }
  }

  private static void readSomething(Socket socket) throws IOException {
    assertThat(socket.getInputStream().readNBytes(24)).hasSize(24);
  }

  private static void write(Socket socket, String hex) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(HexFormat.of().parseHex(hex));
    out.flush();
  }

  @Test
  void refusedConnection() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    Outcome.of("ping", "127.0.0.1:" + port).failed("127.0.0.1:" + port, "efused");
    Outcome.of("sync", "127.0.0.1:" + port).failed("127.0.0.1:" + port, "efused");
  }

  @Test
  void unknownHost() {
    Outcome.of("ping", "no-such-host.invalid").failed("unknown host no-such-host.invalid:8333");
  }

  @Test
  void hangingUpDuringTheHandshake() throws Exception {
    meeting(ConnectionFaultsTest::readSomething, "--transport", "v2")
        .failed("closed by the remote during the handshake", "is it a node of regtest?");
  }

  @Test
  void anotherNetwork() throws Exception {
    meeting(
            socket -> {
              readSomething(socket);
              write(socket, "f9beb4d976657261636b000000000000000000005df6e0e2");
              socket.getInputStream().readAllBytes();
            },
            "--transport",
            "v1")
        .failed("magic f9beb4d9 is not that of regtest");
  }

  @Test
  void somethingElseEntirely() throws Exception {
    meeting(
            socket -> {
              write(socket, HexFormat.of().formatHex("HTTP/1.1 400 Bad Request\r\n".getBytes()));
              socket.getInputStream().readAllBytes();
            },
            "--transport",
            "v1")
        .failed("is not that of regtest");
  }

  @Test
  void silence() throws Exception {
    meeting(socket -> socket.getInputStream().readAllBytes(), "--timeout", "0.5")
        .failed("no key within 0.5 s", "is it a node of regtest?");
    meeting(
            socket -> socket.getInputStream().readAllBytes(),
            "--timeout",
            "0.5",
            "--transport",
            "v1")
        .failed("no version within 0.5 s");
  }

  @Test
  void stackTraceOnlyWhenAskedFor() throws Exception {
    Outcome outcome = meeting(ConnectionFaultsTest::readSomething, "--debug", "--transport", "v1");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("verack: ").contains("\tat ", "CommandFailure");
  }
}
