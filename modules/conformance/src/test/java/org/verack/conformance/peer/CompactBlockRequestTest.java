package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Bytes;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.compact.CompactBlocks;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.request.Requests;

/** Blocks put together of what is there and what is asked for (BIP 152). */
class CompactBlockRequestTest extends RequestTests {

  private static final GeneratedChain LONG = ChainGenerator.seeded(7).spends(12).generate(130);
  private static final Block BLOCK =
      LONG.blocks().stream()
          .filter(block -> block.transactionCount() > 5)
          .findFirst()
          .orElseThrow();
  private static final CmpctBlock COMPACT = CompactBlocks.build(BLOCK, 99);

  private static List<Transaction> pool(int... except) {
    List<Transaction> pool = new ArrayList<>(BLOCK.transactions());
    for (int i = except.length - 1; i >= 0; i--) {
      pool.remove(except[i]);
    }
    return pool;
  }

  /** A remote that serves compact blocks. */
  private Line compact() {
    return compact(Peer.outbound(context, DEFAULT));
  }

  private Line compact(Peer peer) {
    Line line = quiet(peer);
    say(line, new SendCmpct(false, 2));
    return line;
  }

  private CompletableFuture<Optional<Block>> ask(Line line, List<Transaction> pool) {
    return ask(line, Requests.compactBlock(BLOCK.hash(), pool));
  }

  private Pong askedForCompact(Line line) {
    var asked = asked(line, GetData.class);
    assertThat(asked.question().items())
        .containsExactly(InventoryVector.compactBlock(BLOCK.hash()));
    return asked.pong();
  }

  private void isAskedForWhole(Line line) {
    assertThat(asked(line, GetData.class).question().items())
        .containsExactly(InventoryVector.witnessBlock(BLOCK.hash()));
  }

  @CoreScenario("p2p_compactblocks/reconstruction")
  @Test
  void aBlockWhoseTransactionsAreAllThereCostsOneQuestion() {
    Line line = compact();
    var answer = ask(line, pool());
    askedForCompact(line);
    say(line, COMPACT);
    assertThat(answer).isCompletedWithValue(Optional.of(BLOCK));
    line.remote().expect();
  }

  @CoreScenario("p2p_compactblocks/reconstruction")
  @Test
  void theTransactionsThatAreMissingAreAskedFor() throws Exception {
    Line line = compact();
    var answer = ask(line, pool(2, 4));
    Pong first = askedForCompact(line);
    say(line, COMPACT, first);
    var missing = asked(line, GetBlockTxn.class);
    assertThat(missing.question()).isEqualTo(new GetBlockTxn(BLOCK.hash(), List.of(2, 4)));
    assertThat(answer).isNotDone();
    say(line, CompactBlocks.answer(BLOCK, missing.question()));
    assertThat(answer).isCompletedWithValue(Optional.of(BLOCK));
  }

  @Test
  void aBlockDeepInTheChainComesWhole_Core() {
    Line line = compact();
    var answer = ask(line, pool());
    say(line, BLOCK);
    assertThat(answer).isCompletedWithValue(Optional.of(BLOCK));
  }

  @Test
  void aWholeBlockMayAnswerForTheMissingTransactions_Core() {
    Line line = compact();
    var answer = ask(line, pool(1));
    say(line, COMPACT);
    say(line, BLOCK);
    assertThat(answer).isCompletedWithValue(Optional.of(BLOCK));
  }

  @Test
  void aWholeBlockThatIsWrongIsNoAnswer() {
    Line line = compact();
    var answer = ask(line, pool());
    line.remote().say(Block.of(BLOCK.header(), block(1).transactions()));
    failsAndStays(line, answer, "are not its own");
  }

  @CoreScenario("p2p_compactblocks/wrong-transactions")
  @Test
  void wrongTransactionsLeadToTheWholeBlock() {
    Line line = compact();
    var answer = ask(line, pool(1, 2));
    askedForCompact(line);
    say(line, COMPACT);
    asked(line, GetBlockTxn.class);
    say(line, new BlockTxn(BLOCK.hash(), List.of(BLOCK.transaction(2), BLOCK.transaction(1))));
    isAskedForWhole(line);
    say(line, BLOCK);
    assertThat(answer).isCompletedWithValue(Optional.of(BLOCK));
  }

  @CoreScenario("p2p_compactblocks/wrong-transactions")
  @Test
  void shortIdsThatCollideLeadToTheWholeBlock() {
    Line line = compact();
    byte[] ids = COMPACT.shortIds().toArray();
    System.arraycopy(ids, 0, ids, CmpctBlock.SHORT_ID_LENGTH, CmpctBlock.SHORT_ID_LENGTH);
    var answer = ask(line, pool());
    askedForCompact(line);
    say(line, new CmpctBlock(BLOCK.header(), 99, Bytes.wrap(ids), COMPACT.prefilled()));
    isAskedForWhole(line);
    say(line, BLOCK);
    assertThat(answer).isCompletedWithValue(Optional.of(BLOCK));
  }

  @CoreScenario("p2p_compactblocks/stalling")
  @Test
  void silenceAboutTheMissingTransactionsLeadsToTheWholeBlock() {
    Line line = compact();
    var answer = ask(line, pool(1));
    askedForCompact(line);
    say(line, COMPACT);
    say(line, asked(line, GetBlockTxn.class).pong());
    isAskedForWhole(line);
    say(line, NotFound.of(InventoryVector.witnessBlock(BLOCK.hash())));
    assertThat(answer).isCompletedWithValue(Optional.empty());
  }

  @Test
  void fewerTransactionsThanWereAskedForAreNoAnswer() {
    Line line = compact();
    var answer = ask(line, pool(1, 2));
    say(line, COMPACT);
    line.remote().say(new BlockTxn(BLOCK.hash(), List.of(BLOCK.transaction(1))));
    failsAndStays(line, answer, "invalid");
  }

  @Test
  void aBlockThatTheRemoteDoesNotHaveIsMissing() {
    Line line = compact();
    var first = ask(line, pool());
    say(line, askedForCompact(line));
    assertThat(first).isCompletedWithValue(Optional.empty());
    var second = ask(line, pool());
    askedForCompact(line);
    say(line, NotFound.of(InventoryVector.compactBlock(BLOCK.hash())));
    assertThat(second).isCompletedWithValue(Optional.empty());
  }

  @Test
  void theDeadlineHoldsForAllExchangesTogether() {
    Line line = compact();
    var answer = ask(line, Requests.compactBlock(BLOCK.hash(), pool(1)), seconds(10));
    time.advance(seconds(6));
    askedForCompact(line);
    say(line, COMPACT);
    asked(line, GetBlockTxn.class);
    time.advance(seconds(4));
    failsWith(answer, RequestTimeoutException.class);
    isStillThere(line);
  }

  @Test
  void thePoolIsGoneThroughOnTheThreadThatAsks() {
    Line line = compact();
    List<Thread> threads = new ArrayList<>();
    Iterable<Transaction> pool =
        () -> {
          threads.add(Thread.currentThread());
          return pool().iterator();
        };
    Thread[] asking = new Thread[1];
    var answer =
        time.async(
            "ask",
            () -> {
              asking[0] = Thread.currentThread();
              return line.peer().request(Requests.compactBlock(BLOCK.hash(), pool), seconds(9));
            });
    time.awaitQuiet();
    say(line, COMPACT);
    assertThat(answer).isCompletedWithValue(Optional.of(BLOCK));
    assertThat(threads).containsExactly(asking[0]);
  }

  @Test
  void aPoolThatFailsFailsTheRequestAndNothingElse() {
    Line line = compact();
    Iterable<Transaction> pool =
        () -> {
          throw new IllegalStateException("the pool is closed");
        };
    var answer = ask(line, Requests.compactBlock(BLOCK.hash(), pool));
    say(line, COMPACT);
    assertThat(failsWith(answer, IllegalStateException.class)).hasMessage("the pool is closed");
    isStillThere(line);
  }

  @Test
  void anotherCompactBlockIsAnAnnouncementForTheHandlers() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<CmpctBlock> announced = unsolicited(peer, CmpctBlock.class);
    Line line = compact(peer);
    var answer = ask(line, pool());
    CmpctBlock other = CompactBlocks.build(block(1), 1);
    say(line, other, COMPACT);
    assertThat(answer).isCompleted();
    assertThat(announced).containsExactly(other);
  }

  @Test
  void aPeerThatHasNotOfferedCompactBlocksIsAskedForTheWholeBlock() {
    Line line = quiet();
    ask(line, pool());
    isAskedForWhole(line);
    say(line, BLOCK, new SendCmpct(true, 1));
    ask(line, pool());
    isAskedForWhole(line);
  }

  @Test
  void aPeerWithoutWitnessesIsAskedForTheWholeBlock() throws Exception {
    Line line = quiet(70017, ServiceFlags.NETWORK);
    say(line, new SendCmpct(false, 2));
    var answer = ask(line, pool());
    assertThat(asked(line, GetData.class).question().items())
        .containsExactly(InventoryVector.block(BLOCK.hash()));
    Block stripped = Block.parse(BLOCK.strippedBytes());
    say(line, stripped);
    assertThat(answer).isCompletedWithValue(Optional.of(stripped));
  }
}
