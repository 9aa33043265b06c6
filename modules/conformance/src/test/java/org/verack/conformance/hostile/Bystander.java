package org.verack.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.fault.FaultPlan;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.request.Requests;

/**
 * An honest peer, some milliseconds away, that pings and asks for headers once a second, and notes
 * how long it took. As long as nobody is in its way, that is always the same.
 */
final class Bystander {

  private static final Duration DISTANCE = Duration.ofMillis(20);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Hash NEARLY_ALL = Service.CHAIN.hash(Service.CHAIN.tipHeight() - 10);

  /** How long one question and its answer took. */
  private record Round(Duration ping, Duration headers) {}

  private final VirtualRuntime time;
  private final PeerContext context;
  private final Peer peer;
  private final Runnable look;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;
  private final CompletableFuture<@Nullable Void> going;

  // Guarded by the lock.
  private final List<Round> rounds = new ArrayList<>();
  private boolean leaving;

  /**
   * Connects and begins to ask.
   *
   * @param look what to do in every round, while an answer is awaited
   */
  Bystander(
      VirtualRuntime time, PipeNetwork network, Endpoint there, PeerConfig config, Runnable look) {
    this.time = time;
    this.look = look;
    this.context = PeerContext.builder().runtime(time).build();
    this.changed = time.newCondition(lock);
    FaultPlan distance = FaultPlan.seeded(1).onBoth(faults -> faults.delay(DISTANCE));
    this.peer = Peer.outbound(context, config);
    this.going =
        time.async(
            "bystander",
            () -> {
              peer.connect(distance.wrap(network.from("8.8.8.8"), time).dial(there, DEADLINE));
              go();
              return null;
            });
  }

  private void go() throws Exception {
    while (!isLeaving()) {
      Duration ping = peer.ping(DEADLINE);
      look.run();
      long asked = time.nanoTime();
      var headers = peer.request(Requests.headers(List.of(NEARLY_ALL)), DEADLINE);
      assertThat(headers).hasSize(10);
      note(new Round(ping, Duration.ofNanos(time.nanoTime() - asked)));
    }
  }

  private boolean isLeaving() {
    lock.lock();
    try {
      return leaving;
    } finally {
      lock.unlock();
    }
  }

  private void note(Round round) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      rounds.add(round);
      long left = TimeUnit.NANOSECONDS.convert(PAUSE);
      while (!leaving && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Expects that every round so far, since the first, took the same, and none is overdue. */
  void noticedNothing() {
    assertThat(going).as("the honest peer goes on").isNotDone();
    assertThat(peer.disconnectReason()).isEmpty();
    lock.lock();
    try {
      assertThat(rounds).hasSizeGreaterThan(1);
      Round quiet = rounds.getFirst();
      assertThat(rounds).as("rounds of an honest peer").containsOnly(quiet);
      Duration each = PAUSE.plus(quiet.ping()).plus(quiet.headers());
      long due = time.elapsed().dividedBy(each);
      // The first one began after the handshake.
      assertThat((long) rounds.size()).as("rounds").isBetween(due - 1, due + 1);
    } finally {
      lock.unlock();
    }
  }

  /** Hangs up. */
  void leave() {
    lock.lock();
    try {
      leaving = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    time.advance(Duration.ofSeconds(1));
    assertThat(going).isCompleted();
    var closing =
        time.async(
            "close",
            () -> {
              context.close();
              return null;
            });
    time.advance(Duration.ofSeconds(1));
    assertThat(closing).isCompleted();
  }
}
