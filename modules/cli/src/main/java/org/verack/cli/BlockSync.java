package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.verack.peer.Peer;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.Requests;

/**
 * Fetches blocks with several requests under way, and checks them in their order.
 *
 * <p>At most {@link #WINDOW} times {@link #BATCH} blocks are asked for or held at a time: the 16
 * that Bitcoin Core asks one peer for, so at most 64 MB.
 */
final class BlockSync {

  private static final int WINDOW = 4;
  private static final int BATCH = 4;
  private static final long BATCH_BYTES = 500_000;

  private final Peer peer;
  private final Duration timeout;
  private final boolean witness;
  private int checked;
  private long transactions;
  private int commitments;
  private long bytes;

  /**
   * Creates the state of one download.
   *
   * @param witness whether the node gives blocks with their witnesses
   */
  BlockSync(Peer peer, Duration timeout, boolean witness) {
    this.peer = peer;
    this.timeout = timeout;
    this.witness = witness;
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
    ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Queue<Future<FoundBlocks>> window = new ArrayDeque<>();
      int asked = 0;
      while (asked < hashes.size() || !window.isEmpty()) {
        while (asked < hashes.size() && window.size() < WINDOW) {
          List<Hash> batch = hashes.subList(asked, Math.min(hashes.size(), asked + batchSize()));
          window.add(tasks.submit(() -> peer.request(Requests.blocks(batch), timeout)));
          asked += batch.size();
        }
        FoundBlocks answer = await(window.remove());
        for (Block block : answer.found()) {
          check(block);
          progress.add(1, block.size());
        }
        if (!answer.missing().isEmpty()) {
          throw new CommandFailure("the node does not give block " + answer.missing().getFirst());
        }
      }
    } finally {
      // What is still under way is given up.
      List<Runnable> unused = tasks.shutdownNow();
      tasks.close();
    }
  }

  /** Large blocks are asked for one by one, so that an answer comes in time on a slow line, too. */
  private int batchSize() {
    long average = checked == 0 ? 0 : bytes / checked;
    return average == 0 ? BATCH : Math.clamp(BATCH_BYTES / average, 1, BATCH);
  }

  private static FoundBlocks await(Future<FoundBlocks> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(cause);
    }
  }

  /**
   * Checks what the header commits to; that the header is the right one, the hash has shown. Blocks
   * without any witness are not held to a commitment: before their activation miners made some.
   */
  private void check(Block block) throws CommandFailure {
    if (!block.hasValidMerkleRoot()) {
      throw new CommandFailure("the transactions of block " + block.hash() + " are not its own");
    }
    if (witness && block.hasWitness()) {
      if (!block.hasValidWitnessCommitment()) {
        throw new CommandFailure("the witnesses of block " + block.hash() + " are not its own");
      }
      commitments++;
    }
    checked++;
    transactions += block.transactionCount();
    bytes += block.size();
  }
}
