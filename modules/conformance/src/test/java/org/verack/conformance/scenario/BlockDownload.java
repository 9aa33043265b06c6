package org.verack.conformance.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.StreamOptions;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;

/**
 * A program that downloads the blocks of a chain from several peers at a time and hands them on in
 * order, made of {@code Peer.stream}. As with Bitcoin Core, blocks are asked for in a window ahead
 * of the last one that was handed on, sixteen at a time from each peer, and a peer that keeps the
 * window from moving is left: at first after two seconds, and after twice as long each time, up to
 * 64 s; with every block that comes the time gets shorter again.
 *
 * <p>Safe for use from any thread.
 */
final class BlockDownload {

  static final int BATCH = 16;
  static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);
  static final Duration MOST_PATIENCE = Duration.ofSeconds(64);

  /** As long as it is not the peer that holds all others up, it may take its time. */
  private static final Duration BLOCK_PATIENCE = Duration.ofMinutes(10);

  private final List<Hash> wanted;
  private final int window;
  private final Consumer<Block> connect;
  private final PeerRuntime runtime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  // Guarded by the lock.
  private final TreeSet<Integer> unasked = new TreeSet<>();
  private final Map<Integer, Block> arrived = new HashMap<>();
  private int next;
  private Duration patience = LEAST_PATIENCE;

  BlockDownload(PeerRuntime runtime, List<Hash> wanted, int window, Consumer<Block> connect) {
    this.runtime = runtime;
    this.wanted = List.copyOf(wanted);
    this.window = window;
    this.connect = connect;
    this.changed = runtime.newCondition(lock);
    IntStream.range(0, wanted.size()).forEach(unasked::add);
  }

  /**
   * Downloads from one more peer, in the caller's thread, until everything has come or the peer has
   * gone.
   */
  void from(Peer peer) throws InterruptedException {
    List<Integer> batch = take();
    while (!batch.isEmpty()) {
      List<Integer> missing = new ArrayList<>(batch);
      try {
        fetch(peer, missing);
      } catch (PeerClosedException | RequestException e) {
        peer.close("it does not give the blocks that it was asked for");
      }
      if (!peer.isOpen()) {
        giveBack(missing);
        return;
      }
      batch = take();
    }
  }

  /** Fetches blocks and takes each of them out of the list when it has come. */
  private void fetch(Peer peer, List<Integer> missing)
      throws PeerClosedException, RequestException, InterruptedException {
    long begun = runtime.nanoTime();
    List<Hash> hashes = missing.stream().map(wanted::get).toList();
    try (var blocks = peer.stream(Requests.eachBlock(hashes), StreamOptions.of(patience()))) {
      while (!missing.isEmpty()) {
        try {
          Optional<Block> block = blocks.next();
          if (block.isEmpty()) {
            peer.close("it does not have a block");
            return;
          }
          arrived(missing.removeFirst(), block.get());
          begun = runtime.nanoTime();
        } catch (RequestTimeoutException e) {
          boolean stalling = isStalling(missing.getFirst());
          if (stalling) {
            lengthenPatience();
          }
          Duration waited = Duration.ofNanos(runtime.nanoTime() - begun);
          if (stalling || waited.compareTo(BLOCK_PATIENCE) >= 0) {
            peer.close("it stalls the download");
            return;
          }
        }
      }
    }
  }

  /** Waits for something to ask for; empty when everything has come. */
  private List<Integer> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (next < wanted.size()) {
        List<Integer> batch = unasked.headSet(next + window).stream().limit(BATCH).toList();
        if (!batch.isEmpty()) {
          unasked.removeAll(batch);
          return batch;
        }
        changed.await();
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(List<Integer> missing) {
    lock.lock();
    try {
      unasked.addAll(missing);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void arrived(int index, Block block) {
    lock.lock();
    try {
      arrived.put(index, block);
      for (Block each = arrived.remove(next); each != null; each = arrived.remove(next)) {
        connect.accept(each);
        next++;
        Duration shorter = patience.multipliedBy(85).dividedBy(100);
        patience = shorter.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : shorter;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether only this block keeps others from being asked for. */
  private boolean isStalling(int index) {
    lock.lock();
    try {
      return index == next && !unasked.isEmpty() && unasked.first() >= next + window;
    } finally {
      lock.unlock();
    }
  }

  /** If others are as slow as who is left now, it may be our own line that is. */
  private void lengthenPatience() {
    lock.lock();
    try {
      Duration longer = patience.multipliedBy(2);
      patience = longer.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : longer;
    } finally {
      lock.unlock();
    }
  }

  /** How long a peer may hold the window up at present. */
  Duration patience() {
    lock.lock();
    try {
      return patience;
    } finally {
      lock.unlock();
    }
  }
}
