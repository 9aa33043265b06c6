package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;

class SyncCommandTest {

  private static final List<Block> CHAIN = SmallChain.mine(30);

  private static Outcome sync(SmallNode node, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("sync", node.address(), "--network", "regtest"));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  @Test
  void headersAreFetchedAndChecked() throws IOException {
    try (SmallNode node = SmallNode.serving(CHAIN)) {
      Outcome outcome = sync(node).succeeded();

      assertThat(outcome.out())
          .contains("user agent", "/small:1/", "30/30", "NETWORK, WITNESS", "ok  30 headers")
          .doesNotContain("blocks");
    }
  }

  @Test
  void blocksAreFetchedAndChecked() throws IOException {
    try (SmallNode node = SmallNode.serving(CHAIN)) {
      assertThat(sync(node, "--blocks").succeeded().out())
          .contains("ok  30 blocks with 30 transactions", "ok  15 blocks that have witnesses");
    }
  }

  @Test
  void shortAnswersAreNotTheEnd() throws IOException {
    try (SmallNode node = SmallNode.serving(CHAIN, 7)) {
      assertThat(sync(node).succeeded().out()).contains("ok  30 headers");
    }
  }

  @Test
  void silenceAfterAShortAnswerIsTheEnd() throws IOException {
    try (SmallNode node = SmallNode.serving(CHAIN).silentAtTip()) {
      assertThat(sync(node).succeeded().out()).contains("ok  30 headers");
    }
  }

  @Test
  void silenceFromTheBeginningMeansThatTheNodeHasNothing() throws IOException {
    try (SmallNode node = SmallNode.serving(List.of()).silentAtTip()) {
      assertThat(sync(node).succeeded().out()).contains("proof of work   0 headers");
    }
  }

  @Test
  void beginningIsChosen() throws IOException {
    try (SmallNode node = SmallNode.serving(CHAIN, 4)) {
      Outcome outcome = sync(node, "--blocks", "--from", CHAIN.get(19).hash().toString());

      assertThat(outcome.succeeded().out()).contains("ok  10 headers", "ok  10 blocks");
    }
  }

  @Test
  void endOfTheChainIsNoFault() throws IOException {
    try (SmallNode node = SmallNode.serving(CHAIN)) {
      Outcome outcome = sync(node, "--blocks", "--from", CHAIN.getLast().hash().toString());

      assertThat(outcome.succeeded().out()).contains("0 headers");
    }
  }

  @Test
  void unknownBeginningIsAFault() throws IOException {
    Hash nowhere = SmallChain.block(Hash.ZERO, SmallChain.coinbase(1, false), true).hash();
    try (SmallNode node = SmallNode.serving(CHAIN)) {
      sync(node, "--from", nowhere.toString()).failed("does not know block " + nowhere);
    }
  }

  @Test
  void missingWorkIsAFault() throws IOException {
    Block idle = SmallChain.block(CHAIN.getLast().hash(), SmallChain.coinbase(31, false), false);
    try (SmallNode node = SmallNode.serving(with(CHAIN, idle))) {
      sync(node).failed("header " + idle.hash() + " has no valid proof of work");
    }
  }

  @Test
  void brokenLinkIsAFault() throws IOException {
    Block stranger = SmallChain.block(Hash.ZERO, SmallChain.coinbase(31, false), true);
    try (SmallNode node = SmallNode.serving(with(CHAIN, stranger))) {
      sync(node).failed("header 30 of the answer does not follow the one before");
    }
  }

  @Test
  void missingBlockIsAFault() throws IOException {
    try (SmallNode node = SmallNode.serving(CHAIN, CHAIN.subList(0, 20))) {
      sync(node, "--blocks").failed("does not give block " + CHAIN.get(20).hash());
    }
  }

  @Test
  void hangingUpIsAFault() throws IOException {
    try (SmallNode node = SmallNode.serving(CHAIN).hangingUp()) {
      // By a reset instead, if it hung up before it had read everything.
      sync(node, "--blocks").failed(node.address() + ": c");
    }
  }

  @Test
  void otherTransactionsAreAFault() throws IOException {
    Block block = CHAIN.get(4);
    Block other = Block.of(block.header(), List.of(SmallChain.coinbase(99, false)));
    try (SmallNode node = SmallNode.serving(CHAIN, replaced(4, other))) {
      sync(node, "--blocks").failed("the transactions of block " + block.hash());
    }
  }

  @Test
  void otherWitnessesAreAFault() throws IOException {
    Block block = CHAIN.get(5);
    Transaction coinbase = block.transaction(0);
    String hex = coinbase.bytes().toHex();
    // The reserved value is the last thing before the lock time.
    String changed = hex.substring(0, hex.length() - 10) + "01" + "00000000";
    Block other = Block.of(block.header(), List.of(parse(changed)));
    try (SmallNode node = SmallNode.serving(CHAIN, replaced(5, other))) {
      sync(node, "--blocks").failed("the witnesses of block " + block.hash());
    }
  }

  private static Transaction parse(String hex) throws IOException {
    return Transaction.parse(org.verack.wire.Bytes.ofHex(hex));
  }

  private static List<Block> with(List<Block> chain, Block last) {
    List<Block> longer = new ArrayList<>(chain);
    longer.add(last);
    return longer;
  }

  private static List<Block> replaced(int index, Block block) {
    List<Block> blocks = new ArrayList<>(CHAIN);
    blocks.set(index, block);
    return blocks;
  }

  @Test
  void wrongUseIsRefused() {
    Outcome.of("sync").misused("Missing required parameter");
    Outcome.of("sync", "host:notaport").misused("port");
    Outcome.of("sync", "host", "--from", "abc").misused("--from", "64 hexadecimal digits");
    Outcome.of("sync", "host", "--timeout", "0").misused("--timeout", "expected seconds");
    Outcome.of("sync", "host", "--timeout", "soon").misused("--timeout");
    Outcome.of("sync", "host", "--network", "moonnet").misused("unknown network moonnet");
  }
}
