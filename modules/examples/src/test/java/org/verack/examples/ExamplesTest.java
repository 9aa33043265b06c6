package org.verack.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;

/** Each example does what it says. */
class ExamplesTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private int run(String... arguments) {
    return Main.run(List.of(arguments), out, out);
  }

  @Test
  void withoutANameTheyAreListed() {
    assertThat(run()).isZero();
    assertThat(text()).contains("example spv", "example crawl [FILE.html]");
    assertThat(run("dance")).isEqualTo(2);
    assertThat(text()).contains("There is no example 'dance'");
  }

  @Test
  void theWalletFindsAllOfItsTransactionsAndFetchesFewBlocks() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(4).generate(900);
    var scripts = SpvWallet.walletOf(chain);
    long received = 0;
    int transactions = 0;
    for (Block block : chain.blocks()) {
      for (Transaction transaction : block.transactions()) {
        long ours =
            transaction.outputs().stream()
                .filter(output -> scripts.contains(output.script()))
                .mapToLong(output -> output.value())
                .sum();
        received += ours;
        transactions += ours > 0 ? 1 : 0;
      }
    }
    assertThat(transactions).isPositive();
    try (TestNode node = TestNode.builder(chain).compactFilters(true).start();
        PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(chain.network()))) {
      peer.connect(node.endpoint());
      SpvWallet wallet = new SpvWallet(peer, scripts);
      wallet.sync();
      assertThat(wallet.balance()).isEqualTo(received);
      assertThat(wallet.entries()).hasSize(transactions);
      long blocks = peer.stats().received().of("block").messages();
      assertThat(blocks).isBetween((long) 1, (long) transactions + 3);
    }
  }

  @Test
  void theBroadcasterHearsItsTransactionFromOthers() throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(5).generate(110);
    Transaction transaction = chain.unconfirmed(1).getFirst();
    List<TestNode> nodes = Broadcaster.network(chain, 4, transaction.txid());
    try (Broadcaster broadcaster = new Broadcaster(chain.network(), transaction)) {
      broadcaster.connect(nodes.stream().map(TestNode::endpoint).toList());
      assertThat(broadcaster.broadcast(Duration.ofMinutes(1))).isTrue();
      assertThat(broadcaster.fetched()).isPositive();
    } finally {
      nodes.forEach(TestNode::close);
    }
  }

  @Test
  void theRelayPassesBlocksOnAndRewritesFees() {
    assertThat(run("relay")).isZero();
    assertThat(text())
        .contains("feefilter, 1000 sat/kvB, rewritten: feefilter, 2000 sat/kvB")
        .contains("synced 30 blocks through the relay")
        .containsPattern("< block +30\n");
  }

  @Test
  void theCrawlerFindsEveryNodeThatIsThereAndDrawsThem(@TempDir Path folder) throws Exception {
    try (VirtualRuntime time = new VirtualRuntime();
        SimulatedNetwork network = SimulatedNetwork.of(60, 7, time)) {
      List<Crawler.Visit> visits =
          new Crawler(SimulatedNetwork.NETWORK, time, network.dialer()).walk(network.start());
      assertThat(visits).hasSizeBetween(50, 60).doesNotHaveDuplicates();
      assertThat(visits.stream().filter(Crawler.Visit::isReached).count())
          .isEqualTo(visits.stream().filter(visit -> network.isThere(visit.node())).count());
      assertThat(visits.stream().map(Crawler.Visit::node)).doesNotHaveDuplicates();
      Path page = Files.writeString(folder.resolve("crawl.html"), CrawlPage.of(visits));
      assertThat(page).content().contains("<svg", "/Satoshi:30.0.0/").doesNotContain("NaN");
    }
  }

  @Test
  void theIndexerSaysWhereEachTransactionIs(@TempDir Path folder) throws Exception {
    Block block = ChainGenerator.seeded(6).generate(130).tip();
    Path file = folder.resolve("one.block");
    Files.write(file, block.bytes().toArray());
    assertThat(run("index", file.toString())).isZero();
    assertThat(text()).contains("1 blocks, " + block.transactionCount() + " transactions");
    Path index = Path.of(text().substring(text().indexOf("written to ") + 11).strip());
    try (Stream<String> lines = Files.lines(index)) {
      assertThat(lines.skip(1))
          .allSatisfy(
              line -> {
                String[] parts = line.split(",", -1);
                int offset = Integer.parseInt(parts[2]);
                var bytes = block.bytes().slice(offset, Integer.parseInt(parts[3]));
                assertThat(Transaction.parse(bytes).txid()).hasToString(parts[0]);
              })
          .hasSize(block.transactionCount());
    }
    Files.delete(index);
    Files.delete(index.getParent());
  }

  @Test
  void whatIsNoBlockIsRefusedWithItsName(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("letter.txt"), "dear block");
    assertThat(run("index", file.toString())).isEqualTo(1);
    assertThat(text()).contains("letter.txt is not a block");
  }
}
