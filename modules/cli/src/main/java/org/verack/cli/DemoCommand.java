package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.verack.peer.connection.Dialer;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Network;
import org.verack.wire.chain.Block;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the library at work: a node of this process, and a peer that fetches its chain. */
@Command(
    name = "demo",
    description = {
      "Shows the library at work, without a network: starts a node that serves a chain, connects to"
          + " it over TCP on this machine, fetches headers and blocks, and checks them."
    },
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Enough for blocks of several kilobytes, little enough to be generated in a second. */
  private static final int TRANSACTIONS = 40;

  private final Terminal terminal;

  @Option(names = "--blocks", hidden = true, defaultValue = "2000")
  private int blocks;

  @Mixin private TransportOption transport = new TransportOption();

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure, WrongUse {
    if (blocks < 0) {
      throw new WrongUse("--blocks cannot be negative, like " + blocks);
    }
    terminal.print("A node that serves a chain, and a peer that fetches it, over TCP.");
    terminal.print("");
    GeneratedChain chain = generate();
    try (TestNode node = TestNode.builder(chain).userAgent("/verack-demo-node:0.1.0/").start()) {
      terminal.print("  " + terminal.accent("serving") + "  at " + node.endpoint());
      try (Session session =
          Session.open(
              node.endpoint(), node.network(), TIMEOUT, Dialer.TCP, transport.on(node.network()))) {
        sync(session, node.network());
      }
    }
    return 0;
  }

  private void sync(Session session, Network network)
      throws IOException, InterruptedException, CommandFailure {
    try {
      new Synchronization(terminal, session, network).run(network.genesisHash(), true);
    } catch (IOException e) {
      throw session.fault(e);
    }
  }

  private GeneratedChain generate() {
    long started = System.nanoTime();
    GeneratedChain chain = ChainGenerator.seeded(1).spends(TRANSACTIONS).generate(blocks);
    Duration taken = Duration.ofNanos(System.nanoTime() - started);
    long size = chain.blocks().stream().skip(1).mapToLong(Block::size).sum();
    int largest = chain.blocks().stream().mapToInt(Block::size).max().orElse(0);
    terminal.print(
        "  "
            + terminal.accent("mined")
            + "    "
            + Units.count(blocks, "block", "blocks")
            + " of "
            + chain.network().name()
            + ", "
            + Units.bytes(size)
            + ", the largest "
            + Units.bytes(largest)
            + ", in "
            + Units.duration(taken));
    return chain;
  }
}
