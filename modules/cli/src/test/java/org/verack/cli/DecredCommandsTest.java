package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.wire.WireFormat;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.generator.DecredChain;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.message.Ping;

/** The commands on another family's networks. */
class DecredCommandsTest {

  private static final DecredChain CHAIN = DecredChain.generate(DecredNetworks.REGNET, 1, 3);

  @TempDir Path folder;

  @Test
  void generatedChainIsServedAndFetched() throws InterruptedException {
    try (Serving node = Serving.start("--generate", "25", "--network", "decred:simnet")) {
      Outcome sync =
          Outcome.of("sync", node.address(), "--network", "decred:simnet", "--blocks").succeeded();

      assertThat(sync.out())
          .contains("decred:simnet: version 12, v1", "/verack-serve:0.1.0/, NETWORK", "25/25")
          .contains("ok  25 headers", "ok  25 blocks")
          .doesNotContain("witness");
      assertThat(node.line("#1")).contains("from 127.0.0.1:", "/verack:", "version 12");
    }
  }

  @Test
  void roundTripsAreMeasured() throws InterruptedException {
    try (Serving node = Serving.start("--generate", "0", "--network", "decred:regnet")) {
      Outcome ping =
          Outcome.of(
              "ping",
              node.address(),
              "--network",
              "decred:regnet",
              "--count",
              "2",
              "--interval",
              "0");
      assertThat(ping.succeeded().out()).contains("pong 2", "2 round trips: min");
    }
  }

  @Test
  void filesAreServed() throws IOException, InterruptedException {
    String[] arguments = {"--network", "decred:regnet", "--blocks", "", "", ""};
    for (int i = 1; i <= 3; i++) {
      Block block = CHAIN.blocks().get(i);
      arguments[2 + i] =
          Files.write(folder.resolve(i + ".raw"), block.bytes().toArray()).toString();
    }
    try (Serving node = Serving.start(arguments);
        Serving other =
            Serving.start(
                "--generate", "0", "--network", "decred:regnet", "--connect", node.address())) {
      assertThat(other.line("to " + node.address())).contains("/verack-serve:");
      assertThat(
              Outcome.of("sync", node.address(), "--network", "decred:regnet", "--blocks")
                  .succeeded()
                  .out())
          .contains("ok  3 blocks with");
    }
  }

  @Test
  void framesSayTheirNetworkThemselves() {
    String frame = frame("decred:mainnet");
    assertThat(Outcome.of("decode", frame).succeeded().lines())
        .containsExactly(
            "ping  frame at byte 0, decred:mainnet, 8 bytes of payload",
            "  nonce  0x0000000000000007");
    // The magic of simnet is also that of Bitcoin's, whose checksum is another.
    assertThat(
            Outcome.of("decode", "--network", "decred:simnet", frame("decred:simnet"))
                .succeeded()
                .out())
        .startsWith("ping  frame at byte 0, decred:simnet");
    assertThat(Outcome.of("decode", frame("decred:simnet")).succeeded().out())
        .startsWith("ping  frame at byte 0, decred:simnet");
    Outcome.of("decode", "--network", "simnet", frame("decred:simnet")).failed("checksum of ping");
  }

  private static String frame(String network) {
    return DecredNetworks.byName(network)
        .orElseThrow()
        .encode(new Ping(7), WireFormat.base(12))
        .frame()
        .toHex();
  }

  @Test
  void blocksHeadersAndTransactionsAreShown() {
    Block block = CHAIN.blocks().get(2);
    assertThat(decode(block.bytes().toHex()))
        .contains(
            "block  no frame, read as a block of decred:regnet",
            "match the root",
            "(met)",
            "new coins",
            "31.19582664 DCR",
            "stake transactions")
        .doesNotContain("NOT");
    assertThat(decode(block.header().bytes().toHex()))
        .contains("header  no frame", block.hash().toString(), "ticket price", "0.00000000 DCR");
    assertThat(decode(block.transactions().get(0).bytes().toHex()))
        .contains("tx  coinbase", block.transactions().get(0).txid().toString(), "expiry");
    assertThat(
            Outcome.of(
                    "decode",
                    "--network",
                    "decred:regnet",
                    "--command",
                    "headers",
                    DecredNetworks.REGNET
                        .messages()
                        .encode(Headers.of(block.header()), WireFormat.base(12))
                        .toHex())
                .succeeded()
                .out())
        .contains("headers", "#0", block.hash().toString());
  }

  private static String decode(String hex) {
    return Outcome.of("decode", "--network", "decred:regnet", hex).succeeded().out();
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    Path junk = Files.write(folder.resolve("junk.raw"), new byte[190]);
    Outcome.of(
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--network",
            "decred:regnet",
            "--blocks",
            junk.toString())
        .failed("junk.raw is not a block");
    Outcome.of("serve", "--generate", "1", "--network", "decred:mainnet")
        .misused("--generate", "decred:mainnet");
    Outcome.of("ping", "host", "--network", "decred:moonnet")
        .misused("unknown network decred:moonnet", "decred:mainnet", "decred:simnet");
    Outcome.of("decode", "--network", "decred:mainnet", "--command", "merkleblock", "00")
        .failed("no message 'merkleblock' on decred:mainnet");
    Outcome.of("decode", "--network", "decred:mainnet", "--command", "getinitstate", "010161ff")
        .failed("getinitstate: 1 bytes left over after getinitstate");
    Outcome.of("decode", "--network", "decred:mainnet", "f900b4d9").failed("header needs 24 bytes");
  }

  @Test
  void nodesOfTheOtherFamilyAreNotTalkedTo() throws InterruptedException {
    try (Serving node = Serving.start("--generate", "0", "--network", "decred:simnet")) {
      Outcome.of("ping", node.address(), "--network", "simnet", "--transport", "v1")
          .failed(node.address());
      assertThat(node.line("ended")).contains("version");
    }
  }
}
