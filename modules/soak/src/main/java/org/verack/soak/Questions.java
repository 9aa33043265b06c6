package org.verack.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.RequestStream;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.StreamOptions;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;

/** Asks a node that serves a chain, and looks at what it answers. */
final class Questions {

  private final Peer peer;
  private final GeneratedChain chain;
  private final RandomGenerator random;
  private final Duration patience;
  private final Accounts accounts;

  Questions(
      Peer peer,
      GeneratedChain chain,
      RandomGenerator random,
      Duration patience,
      Accounts accounts) {
    this.peer = peer;
    this.chain = chain;
    this.random = random;
    this.patience = patience;
    this.accounts = accounts;
  }

  /** Asks one question, whichever. Blocks until it is answered or ends without an answer. */
  void askOne() throws IOException, InterruptedException {
    try {
      switch (random.nextInt(6)) {
        case 0 -> peer.ping(patience);
        case 1 -> headers();
        case 2 -> block();
        case 3 -> stream();
        case 4 -> compactBlock();
        default -> filters();
      }
      accounts.answered();
    } catch (PeerClosedException | RequestTimeoutException e) {
      accounts.unanswered();
      throw e;
    } catch (RequestException e) {
      accounts.failed("an answer that is none: " + e);
      throw e;
    }
  }

  private void headers() throws IOException, InterruptedException {
    int from = random.nextInt(chain.tipHeight());
    List<BlockHeader> answer =
        peer.request(Requests.headers(List.of(chain.header(from).hash())), patience);
    List<BlockHeader> right =
        chain.blocks().subList(from + 1, chain.tipHeight() + 1).stream()
            .map(Block::header)
            .toList();
    require(answer.equals(right), "headers");
  }

  private Block any() {
    return chain.block(1 + random.nextInt(chain.tipHeight()));
  }

  private void block() throws IOException, InterruptedException {
    Block block = any();
    require(
        peer.request(Requests.block(block.hash()), patience).equals(Optional.of(block)), "block");
  }

  private void compactBlock() throws IOException, InterruptedException {
    Block tip = chain.tip();
    List<Transaction> known = tip.transactions().subList(0, random.nextInt(tip.transactionCount()));
    require(
        peer.request(Requests.compactBlock(tip.hash(), known), patience).equals(Optional.of(tip)),
        "compact block");
  }

  private void stream() throws IOException, InterruptedException {
    int from = 1 + random.nextInt(chain.tipHeight());
    List<Block> wanted = chain.blocks().subList(from, Math.min(from + 40, chain.tipHeight() + 1));
    List<Hash> hashes = wanted.stream().map(Block::hash).toList();
    try (RequestStream<Optional<Block>> answers =
        peer.stream(Requests.eachBlock(hashes), StreamOptions.of(patience))) {
      for (Block block : wanted) {
        require(answers.next().equals(Optional.of(block)), "streamed block");
      }
      require(!answers.hasNext(), "end of the stream");
    }
  }

  private void filters() throws IOException, InterruptedException {
    int from = random.nextInt(chain.tipHeight());
    List<Block> blocks = chain.blocks().subList(from, Math.min(from + 10, chain.tipHeight() + 1));
    List<Hash> hashes = blocks.stream().map(Block::hash).toList();
    List<BlockFilter> answer =
        peer.request(Requests.compactFilters(from, hashes), patience).found();
    List<Optional<BlockFilter>> right = hashes.stream().map(chain::compactFilter).toList();
    require(answer.stream().map(Optional::of).toList().equals(right), "filters");
  }

  private void require(boolean right, String what) {
    if (!right) {
      accounts.failed("a wrong answer: " + what + " of " + peer);
    }
  }
}
