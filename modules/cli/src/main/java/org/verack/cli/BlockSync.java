package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.verack.cli.Family.Blocks;
import org.verack.cli.Family.Fetched;
import org.verack.peer.Peer;
import org.verack.peer.StreamOptions;
import org.verack.wire.Hash;

/**
 * Fetches blocks in their order, a few with each request and several requests under way: together
 * the 16 that Bitcoin Core asks one peer for.
 *
 * <p>The requests check what a header commits to, the merkle root and the witnesses if there are
 * any. Blocks without any witness are not held to a commitment: before their activation miners made
 * some.
 */
final class BlockSync {

  private static final int WINDOW = 4;
  private static final int BATCH = 4;
  private static final long BATCH_BYTES = 500_000;

  private final Peer peer;
  private final Family family;
  private final Duration timeout;
  private int blocks;
  private long transactions;
  private int commitments;
  private long bytes;

  /**
   * Creates the state of one download.
   *
   * @param family what the node's blocks are
   */
  BlockSync(Peer peer, Family family, Duration timeout) {
    this.peer = peer;
    this.family = family;
    this.timeout = timeout;
  }

  /** How many transactions there were in the blocks. */
  long transactions() {
    return transactions;
  }

  /** How many blocks had witnesses, and so a commitment to them that was checked. */
  int commitments() {
    return commitments;
  }

  /** How large the blocks were together. */
  long bytes() {
    return bytes;
  }

  /** Fetches and checks all blocks. */
  void run(List<Hash> hashes, Progress progress)
      throws IOException, InterruptedException, CommandFailure {
    StreamOptions options = new StreamOptions(WINDOW, StreamOptions.DEFAULT_MAX_BYTES, timeout);
    try (Family.Answers<?> answers = family.blocks(peer, () -> new Batches(hashes), options)) {
      while (answers.hasNext()) {
        Blocks answer = answers.next();
        for (Fetched block : answer.found()) {
          count(block);
          progress.add(1, block.size());
        }
        if (!answer.missing().isEmpty()) {
          throw new CommandFailure("the node does not give block " + answer.missing().getFirst());
        }
      }
    }
  }

  /** Makes the questions as they are asked, when it is known how large blocks are. */
  private final class Batches implements Iterator<List<Hash>> {

    private final List<Hash> hashes;
    private int asked;

    Batches(List<Hash> hashes) {
      this.hashes = hashes;
    }

    @Override
    public boolean hasNext() {
      return asked < hashes.size();
    }

    @Override
    public List<Hash> next() {
      List<Hash> batch = hashes.subList(asked, Math.min(hashes.size(), asked + batchSize()));
      asked += batch.size();
      return batch;
    }
  }

  /** Large blocks are asked for one by one, so that an answer comes in time on a slow line, too. */
  private int batchSize() {
    long average = blocks == 0 ? 0 : bytes / blocks;
    return average == 0 ? BATCH : Math.clamp(BATCH_BYTES / average, 1, BATCH);
  }

  private void count(Fetched block) {
    blocks++;
    transactions += block.transactions();
    commitments += block.hasWitnesses() ? 1 : 0;
    bytes += block.size();
  }
}
