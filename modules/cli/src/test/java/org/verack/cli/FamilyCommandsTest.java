package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verack.wire.Bytes;
import org.verack.wire.Network;
import org.verack.wire.WireFormat;
import org.verack.wire.kaspa.KaspaNetworks;
import org.verack.wire.kaspa.generator.KaspaDag;
import org.verack.wire.lbry.LbryNetworks;
import org.verack.wire.lbry.generator.LbryChain;
import org.verack.wire.message.Ping;

/** The commands on the networks of LBRY and Kaspa. */
class FamilyCommandsTest {

  private static final LbryChain CHAIN = LbryChain.generate(LbryNetworks.REGTEST, 1, 3);
  private static final KaspaDag DAG = KaspaDag.generate(KaspaNetworks.REGTEST, 1, 3);

  @TempDir Path folder;

  @Test
  void aGeneratedChainOfLbryIsServedAndFetched() throws InterruptedException {
    try (Serving node = Serving.start("--generate", "25", "--network", "lbry:regtest")) {
      Outcome sync =
          Outcome.of("sync", node.address(), "--network", "lbry:regtest", "--blocks").succeeded();
      assertThat(sync.out())
          .contains("lbry:regtest: version 70013, v1", "/verack-serve:0.1.0/, NETWORK|WITNESS")
          .contains("25/25", "ok  25 headers", "ok  25 blocks", "25 blocks that have witnesses");
      assertThat(node.line("#1")).contains("from 127.0.0.1:", "/verack:", "version 70013");
    }
  }

  @Test
  void generatedBlocksOfKaspaAreServedAndFetched() throws InterruptedException {
    try (Serving node = Serving.start("--generate", "625", "--network", "kaspa:simnet")) {
      Outcome sync =
          Outcome.of("sync", node.address(), "--network", "kaspa:simnet", "--blocks").succeeded();
      assertThat(sync.out())
          .contains("kaspa:simnet: version 1, v1", "/verack-serve:0.1.0/, NETWORK")
          .contains("ok  625 headers")
          .doesNotContain("witness", "merkle");
      assertThat(node.line("#1")).contains("from 127.0.0.1:", "/verack:", "version 1");
    }
  }

  @ParameterizedTest
  @CsvSource({"lbry:mainnet", "lbry:signet", "kaspa:mainnet", "kaspa:devnet"})
  void roundTripsAreMeasured(String network) throws Exception {
    Network served =
        LbryNetworks.byName(network).or(() -> KaspaNetworks.byName(network)).orElseThrow();
    Path genesis = Files.write(folder.resolve("genesis"), served.genesisBlock().toArray());
    try (Serving node = Serving.start("--network", network, "--blocks", genesis.toString())) {
      Outcome ping =
          Outcome.of(
              "ping", node.address(), "--network", network, "--count", "2", "--interval", "0");
      assertThat(ping.succeeded().out()).contains("pong 2", "2 round trips: min");
    }
  }

  private String file(String name, Bytes bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes.toArray()).toString();
  }

  @Test
  void filesAreServedInWhateverOrder() throws Exception {
    String[] lbry = {"--network", "lbry:regtest", "--blocks", "", "", ""};
    String[] kaspa = {"--network", "kaspa:regtest", "--blocks", "", "", ""};
    for (int i = 1; i <= 3; i++) {
      lbry[6 - i] = file("lbry" + i, CHAIN.blocks().get(i).bytes());
      kaspa[6 - i] = file("kaspa" + i, DAG.blocks().get(i).bytes());
    }
    for (String[] arguments : List.of(lbry, kaspa)) {
      try (Serving node = Serving.start(arguments)) {
        assertThat(
                Outcome.of("sync", node.address(), "--network", arguments[1], "--blocks")
                    .succeeded()
                    .out())
            .contains("ok  3 headers");
      }
    }
  }

  private static String frame(Network network) {
    return network.encode(new Ping(7), WireFormat.base(network.latestVersion())).frame().toHex();
  }

  @Test
  void framesSayTheirNetworkThemselves() {
    assertThat(Outcome.of("decode", frame(LbryNetworks.MAINNET)).succeeded().lines())
        .containsExactly(
            "ping  frame at byte 0, lbry:mainnet, 8 bytes of payload",
            "  nonce  0x0000000000000007");
    assertThat(Outcome.of("decode", frame(KaspaNetworks.DEVNET)).succeeded().out())
        .startsWith("ping  frame at byte 0, kaspa:devnet");
  }

  /** LBRY's simnet has Bitcoin's magic and checksum. */
  @Test
  void whereAFrameDoesNotSayItsNetworkTheOptionDoes() {
    assertThat(Outcome.of("decode", frame(LbryNetworks.SIMNET)).succeeded().out())
        .startsWith("ping  frame at byte 0, simnet,");
    Network lbry = LbryNetworks.SIMNET;
    assertThat(Outcome.of("decode", "--network", lbry.name(), frame(lbry)).succeeded().out())
        .startsWith("ping  frame at byte 0, lbry:simnet,");
  }

  @Test
  void theHelpNamesEveryNetworkOnALineOfItsFamily() {
    for (String command : List.of("decode", "ping", "sync", "serve")) {
      String help = Outcome.of(command, "--help").succeeded().out();
      assertThat(help.split("[\\s,.;]+"))
          .as(command)
          .contains(Family.allNetworks().stream().map(Network::name).toArray(String[]::new));
    }
  }

  @Test
  void blocksHeadersAndTransactionsAreShown() {
    var block = CHAIN.tip();
    assertThat(decode("lbry:regtest", block.bytes()))
        .contains("block  no frame, read as a block of lbry:regtest", "claim trie root", "(met)")
        .contains("match the commitment", "LBC", "new coins")
        .doesNotContain("NOT");
    assertThat(decode("lbry:regtest", block.header().bytes()))
        .contains("header  no frame", block.hash().toString(), "work hash");
    var tip = DAG.selectedTip();
    assertThat(decode("kaspa:regtest", tip.bytes()))
        .contains("block  no frame, read as a block of kaspa:regtest", "parents", "(met)", "KAS")
        .contains("subnetwork", "coinbase")
        .doesNotContain("NOT");
    assertThat(decode("kaspa:regtest", tip.header().bytes()))
        .contains("header  no frame", tip.hash().toString(), "UTXO commitment");
    assertThat(decode("kaspa:regtest", tip.transactions().get(0).bytes()))
        .contains("tx  no frame", tip.transactions().get(0).id().toString());
  }

  private static String decode(String network, Bytes bytes) {
    return Outcome.of("decode", "--network", network, bytes.toHex()).succeeded().out();
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    String junk = file("junk.raw", Bytes.wrap(new byte[190]));
    for (String network : List.of("lbry:regtest", "kaspa:regtest")) {
      Outcome.of("serve", "--listen", "127.0.0.1:0", "--network", network, "--blocks", junk)
          .failed("junk.raw is not a block");
      Outcome.of("decode", "--network", network, "--command", "sendcmpct", "00")
          .failed("no message 'sendcmpct' on " + network);
      Outcome.of("ping", "host", "--network", network, "--transport", "v2")
          .misused(network + " has no encrypted transport");
    }
    Outcome.of("serve", "--generate", "1", "--network", "lbry:mainnet")
        .misused("--generate", "lbry:mainnet");
    Outcome.of("serve", "--generate", "1", "--network", "kaspa:testnet")
        .misused("--generate", "kaspa:testnet");
    Outcome.of("ping", "host", "--network", "lbry:moonnet")
        .misused("unknown network lbry:moonnet", "lbry:mainnet", "kaspa:devnet");
    Outcome.of("decode", "--network", "kaspa:mainnet", "--command", "selectedtip", "00")
        .failed("selectedtip: hash needs 32 bytes");
  }

  @Test
  void aBlockThatTheNodeDoesNotHaveIsNoPlaceToBegin() throws InterruptedException {
    try (Serving node = Serving.start("--generate", "2", "--network", "kaspa:regtest")) {
      Outcome.of("sync", node.address(), "--network", "kaspa:regtest", "--from", "11".repeat(32))
          .failed("the node does not know block 1111");
    }
  }
}
