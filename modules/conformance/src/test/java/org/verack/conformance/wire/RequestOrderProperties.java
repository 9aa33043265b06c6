package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.BitcoinHandshake;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Version;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.Exchange.Step;
import org.verack.wire.request.FilteredBlock;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.FoundFilteredBlocks;
import org.verack.wire.request.FoundTransactions;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;
import org.verack.wire.request.Setting;
import org.verack.wire.role.Negotiation;

/**
 * Exchanges without a peer: whatever the order in which the parts of an answer come, and whatever
 * comes between them, the answer is the same; and wherever the pong cuts it off, what has come and
 * what is missing are all that was asked for.
 */
class RequestOrderProperties {

  private static final GeneratedChain CHAIN = ChainGenerator.seeded(11).spends(8).generate(120);

  private static final Setting SETTING = setting();

  private static Setting setting() {
    Version version =
        new Version(
            70017,
            ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS, ServiceFlags.BLOOM),
            0,
            NodeAddress.NONE,
            NodeAddress.NONE,
            1,
            "/test/",
            0,
            true);
    Negotiation negotiation = new Negotiation(false, version, version, 70017, List.of(), List.of());
    return new Setting(negotiation, List.of(), BitcoinHandshake.DEFAULT, () -> 77);
  }

  /** One exchange, and what became of it. */
  private static final class Play<R> {
    private final Exchange<R> exchange;
    private final Pong pong;
    private R answer;

    Play(Request<R> request) throws RequestException {
      exchange = request.begin(SETTING);
      List<Message> opening = exchange.opening();
      assertThat(opening).hasSize(2);
      pong = new Pong(((Ping) opening.get(1)).nonce());
    }

    /** Says a message; returns whether it was taken. */
    boolean say(Message message) {
      assertThat(answer).isNull();
      Step<R> step = exchange.receive(message);
      while (step instanceof Step.Work<R> work) {
        step = work.work().get();
      }
      if (step instanceof Step.Done<R> done) {
        answer = done.answer();
        return true;
      }
      assertThat(step).isInstanceOfAny(Step.Taken.class, Step.Unrelated.class);
      return step instanceof Step.Taken;
    }
  }

  private static List<Message> noise(Random random) {
    List<Message> noise = new ArrayList<>();
    noise.add(new Pong(78));
    noise.add(Headers.of(CHAIN.header(1)));
    noise.add(CHAIN.block(1));
    noise.add(CHAIN.block(1).transaction(0));
    noise.add(Inv.of(InventoryVector.block(CHAIN.hash(2))));
    noise.add(NotFound.of(InventoryVector.witnessBlock(CHAIN.hash(2))));
    Collections.shuffle(noise, random);
    return noise.subList(0, random.nextInt(noise.size() + 1));
  }

  /** Some blocks that have several transactions. */
  private static List<Block> blocks(Random random, int count) {
    List<Integer> heights = new ArrayList<>(IntStream.rangeClosed(102, 120).boxed().toList());
    Collections.shuffle(heights, random);
    return heights.subList(0, count).stream().map(CHAIN::block).toList();
  }

  private static List<Hash> hashes(List<Block> blocks) {
    return blocks.stream().map(Block::hash).toList();
  }

  /** Says the parts, with noise between them, up to the pong that cuts them off after some. */
  private static <R> R play(
      Request<R> request, List<? extends Message> parts, int cut, Random random)
      throws RequestException {
    Play<R> play = new Play<>(request);
    for (int i = 0; i < parts.size() && i < cut; i++) {
      for (Message each : noise(random)) {
        assertThat(play.say(each)).as("%s was taken", each).isFalse();
      }
      assertThat(play.say(parts.get(i))).as("%s was taken", parts.get(i)).isTrue();
    }
    if (cut < parts.size()) {
      assertThat(play.say(play.pong)).isTrue();
    }
    assertThat(play.answer).isNotNull();
    return play.answer;
  }

  @Property(tries = 300)
  void blocks(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @IntRange(min = 0, max = 12) int cut)
      throws Exception {
    Random random = new Random(seed);
    List<Block> asked = blocks(random, count);
    List<Block> said = new ArrayList<>(asked);
    Collections.shuffle(said, random);
    FoundBlocks answer = play(Requests.blocks(hashes(asked)), said, cut, random);
    List<Block> came = said.subList(0, Math.min(cut, count));
    assertThat(answer.found()).isEqualTo(asked.stream().filter(came::contains).toList());
    assertThat(answer.missing())
        .isEqualTo(hashes(asked.stream().filter(each -> !came.contains(each)).toList()));
  }

  @Property(tries = 300)
  void transactions(@ForAll long seed, @ForAll @IntRange(min = 0, max = 30) int cut)
      throws Exception {
    Random random = new Random(seed);
    List<Transaction> asked =
        blocks(random, 3).stream().flatMap(block -> block.transactions().stream()).toList();
    List<Transaction> said = new ArrayList<>(asked);
    Collections.shuffle(said, random);
    FoundTransactions answer =
        play(
            Requests.transactions(asked.stream().map(Transaction::txid).toList()),
            said,
            cut,
            random);
    List<Transaction> came = said.subList(0, Math.min(cut, said.size()));
    assertThat(answer.found()).isEqualTo(asked.stream().filter(came::contains).toList());
    assertThat(answer.missing())
        .isEqualTo(
            asked.stream().filter(each -> !came.contains(each)).map(Transaction::txid).toList());
  }

  /** Deals rows into one; each keeps its order. */
  private static List<Message> interleaved(List<Deque<Message>> rows, Random random) {
    List<Message> all = new ArrayList<>();
    List<Deque<Message>> left = new ArrayList<>(rows);
    while (!left.isEmpty()) {
      Deque<Message> row = left.get(random.nextInt(left.size()));
      all.add(row.remove());
      if (row.isEmpty()) {
        left.remove(row);
      }
    }
    return all;
  }

  private static Deque<Message> filtered(Block block, BitSet wanted) throws PayloadException {
    Deque<Message> row = new ArrayDeque<>();
    row.add(MerkleBlock.of(block.header(), PartialMerkleTree.of(block.txids(), wanted)));
    for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
      row.add(Transaction.parse(block.transaction(i).strippedBytes()));
    }
    return row;
  }

  @Property(tries = 300)
  void filteredBlocks(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int count,
      @ForAll @IntRange(min = 0, max = 40) int cut)
      throws Exception {
    Random random = new Random(seed);
    List<Block> asked = blocks(random, count);
    List<Deque<Message>> rows = new ArrayList<>();
    List<List<Integer>> wanted = new ArrayList<>();
    for (Block block : asked) {
      BitSet bits = new BitSet();
      for (int i = 0; i < block.transactionCount(); i++) {
        bits.set(i, random.nextBoolean());
      }
      wanted.add(bits.stream().boxed().toList());
      rows.add(filtered(block, bits));
    }
    List<Message> said = interleaved(rows, random);
    FoundFilteredBlocks answer = play(Requests.filteredBlocks(hashes(asked)), said, cut, random);

    List<Message> came = said.subList(0, Math.min(cut, said.size()));
    List<Hash> missing = new ArrayList<>();
    List<FilteredBlock> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Block block = asked.get(i);
      boolean proved =
          came.stream()
              .anyMatch(m -> m instanceof MerkleBlock p && p.header().equals(block.header()));
      if (proved) {
        expected.add(filtered(block, wanted.get(i), came));
      } else {
        missing.add(block.hash());
      }
    }
    assertThat(answer.found()).isEqualTo(expected);
    assertThat(answer.missing()).isEqualTo(missing);
  }

  private static FilteredBlock filtered(Block block, List<Integer> wanted, List<Message> came)
      throws PayloadException {
    List<PartialMerkleTree.Match> matches = new ArrayList<>();
    List<Transaction> found = new ArrayList<>();
    List<PartialMerkleTree.Match> without = new ArrayList<>();
    for (int index : wanted) {
      var match = new PartialMerkleTree.Match(index, block.txids().get(index));
      matches.add(match);
      Transaction bare = Transaction.parse(block.transaction(index).strippedBytes());
      if (came.contains(bare)) {
        found.add(bare);
      } else {
        without.add(match);
      }
    }
    return new FilteredBlock(block.header(), block.transactionCount(), matches, found, without);
  }
}
