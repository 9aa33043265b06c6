package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.wire.chain.Block;

class ServeCommandTest {

  @TempDir Path folder;

  @Test
  void generatedChainIsServed() throws InterruptedException {
    try (Serving node = Serving.start("--generate", "25")) {
      Outcome sync =
          Outcome.of("sync", node.address(), "--network", "regtest", "--blocks").succeeded();

      assertThat(sync.out()).contains("ok  25 headers", "ok  25 blocks");
      assertThat(node.line("#1")).contains("from 127.0.0.1:", "/verack:", "version 70017");
      assertThat(node.line("ended")).contains("closed by the remote", " in, ", " out");
    }
  }

  @Test
  void seedDecidesWhichChain() throws InterruptedException {
    try (Serving one = Serving.start("--generate", "3", "--seed", "1");
        Serving two = Serving.start("--generate", "3", "--seed", "2", "--connect", one.address())) {
      assertThat(two.line("to " + one.address())).contains("/verack-serve:");
      assertThat(one.line("from 127.0.0.1:")).contains("/verack-serve:");
    }
  }

  @Test
  void filesAreServed() throws IOException, InterruptedException {
    List<Block> chain = SmallChain.mine(2);
    Path first = Files.write(folder.resolve("1.raw"), chain.get(0).bytes().toArray());
    Path second = Files.write(folder.resolve("2.raw"), chain.get(1).bytes().toArray());
    try (Serving node = Serving.start("--blocks", first.toString(), second.toString())) {
      assertThat(
              Outcome.of("sync", node.address(), "--network", "regtest", "--blocks")
                  .succeeded()
                  .out())
          .contains("ok  2 blocks with 2 transactions");
    }
  }

  @Test
  void userAgentIsEscaped() throws Exception {
    try (Serving node = Serving.start("--generate", "0");
        Greeter greeter = Greeter.dial(node.address(), "/\u001b[31m\n/")) {
      assertThat(greeter.isOpen()).isTrue();
      assertThat(node.line("#1")).contains("/\\x1b[31m\\x0a/");
    }
  }

  @Test
  void anotherNetworkIsSeen() throws Exception {
    try (Serving node = Serving.start("--generate", "0")) {
      Outcome.of("ping", node.address(), "--network", "simnet", "--transport", "v1")
          .failed(node.address());
      assertThat(node.line("ended")).contains("is not that of regtest");
    }
  }

  @Test
  void whatCannotBeServedIsAFault() throws IOException {
    Path none = folder.resolve("none.raw");
    Outcome.of("serve", "--listen", "127.0.0.1:0", "--blocks", none.toString())
        .failed("no such file: " + none);
    Path junk = Files.write(folder.resolve("junk.raw"), new byte[90]);
    Outcome.of("serve", "--listen", "127.0.0.1:0", "--blocks", junk.toString())
        .failed("junk.raw is not a block");
  }

  @Test
  void takenPortIsAFault() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = "127.0.0.1:" + server.getLocalPort();
      Outcome.of("serve", "--listen", taken, "--generate", "0").failed("cannot listen on " + taken);
    }
  }

  @Test
  void nobodyToConnectToIsAFault() throws IOException {
    String nobody;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + server.getLocalPort();
    }
    Outcome.of("serve", "--listen", "127.0.0.1:0", "--generate", "0", "--connect", nobody)
        .failed(nobody, "efused");
  }

  @Test
  void wrongUseIsRefused() {
    Outcome.of("serve").misused("--generate", "--blocks");
    Outcome.of("serve", "--generate", "1", "--blocks", "x").misused("mutually exclusive");
    Outcome.of("serve", "--generate", "-1").misused("--generate");
    Outcome.of("serve", "--generate", "1", "--network", "mainnet").misused("--generate", "mainnet");
    Outcome.of("serve", "--generate", "1", "--listen", "127.0.0.1:x").misused("port");
  }
}
