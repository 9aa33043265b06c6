package org.verack.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Message;
import org.verack.wire.role.Expectation;
import org.verack.wire.role.PeerRules;

/**
 * What the remote owes us, and by when: some byte from time to time, the rest of a payload that has
 * begun, answers to what was sent.
 *
 * <p>Time in which we do not read, because handlers are behind or memory is short, is our own fault
 * and does not count.
 */
final class Deadlines {

  /** A payload that keeps memory has this long, and more for every piece of memory that it gets. */
  private static final Duration PAYLOAD_PATIENCE = Duration.ofSeconds(20);

  /** So a large payload may come at 8 KiB/s, which the slowest ways through Tor manage. */
  private static final int PAYLOAD_BYTES_PER_EXTRA_SECOND = 8 * 1024;

  /**
   * While others wait for memory, the whole payload has this long and a second more for every 256
   * KiB. The largest one is then over before a remote gives up that has as much to say and is not
   * read: ours does after 35 seconds.
   */
  private static final Duration PAYLOAD_PATIENCE_IF_AWAITED = Duration.ofSeconds(10);

  private static final int PAYLOAD_BYTES_PER_EXTRA_SECOND_IF_AWAITED = 256 * 1024;

  /** How often to look whether others wait. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** An answer that is due. */
  private record Due(Expectation expectation, long deadline) {
    Due later(long nanos) {
      return new Due(expectation, deadline + nanos);
    }
  }

  private final PeerRuntime runtime;
  private final PeerRules rules;
  private final Duration idleTimeout;
  private final BooleanSupplier memoryIsAwaited;
  private final Consumer<DisconnectReason> end;
  private final Watchdog watchdog;
  private final ReentrantLock lock = new ReentrantLock();

  /** When bytes were last read, or reading went on after a pause. */
  private volatile long quietSince;

  private volatile boolean watchesIdle;
  private volatile boolean paused;
  private volatile long payloadDue = Watchdog.NONE;
  private volatile Duration payloadPatience = PAYLOAD_PATIENCE;

  /** From when on the payload is given up if others wait for its memory. */
  private volatile long payloadDueIfAwaited = Watchdog.NONE;

  private volatile Duration payloadPatienceIfAwaited = PAYLOAD_PATIENCE_IF_AWAITED;

  /** When that is so, but nobody waited: when to look again. */
  private volatile long lookAgainAt;

  /** An immutable list. Guarded by the lock for writing. */
  private volatile List<Due> answers = List.of();

  /** Used by the reader only. */
  private long pausedAt;

  /**
   * Creates deadlines of which none is set.
   *
   * @param rules say which answers are due; {@link PeerRules#NONE} for none
   * @param idleTimeout how long nothing may come after the handshake; zero for ever
   * @param memoryIsAwaited whether another connection waits for memory
   * @param end ends the connection; must not block
   */
  Deadlines(
      PeerRuntime runtime,
      PeerRules rules,
      Duration idleTimeout,
      BooleanSupplier memoryIsAwaited,
      Consumer<DisconnectReason> end) {
    this.runtime = runtime;
    this.rules = rules;
    this.idleTimeout = idleTimeout;
    this.memoryIsAwaited = memoryIsAwaited;
    this.end = end;
    this.quietSince = runtime.nanoTime();
    this.lookAgainAt = quietSince;
    this.watchdog = new Watchdog(runtime, this::next, this::expired);
  }

  /** Begins to watch for silence. */
  void watchIdle() {
    watchesIdle = !idleTimeout.isZero();
    watchdog.arm();
  }

  /** Notes that bytes came. On the reader thread, as all that follows up to {@link #resume}. */
  void bytesRead(long now) {
    quietSince = now;
  }

  /**
   * Notes that a payload in the making was given more memory. Its patience begins anew, as long as
   * nobody else waits; for whoever does, it is the payload as a whole that has its time.
   *
   * @param bytes how many more may come now
   */
  void payloadGrew(int bytes) {
    long now = runtime.nanoTime();
    boolean first = payloadDueIfAwaited == Watchdog.NONE;
    Duration extra = Duration.ofSeconds(bytes).dividedBy(PAYLOAD_BYTES_PER_EXTRA_SECOND_IF_AWAITED);
    Duration before = first ? PAYLOAD_PATIENCE_IF_AWAITED : payloadPatienceIfAwaited;
    payloadPatienceIfAwaited = before.plus(extra);
    payloadDueIfAwaited = (first ? now + Nanos.of(before) : payloadDueIfAwaited) + Nanos.of(extra);
    payloadPatience = PAYLOAD_PATIENCE.plusSeconds(bytes / PAYLOAD_BYTES_PER_EXTRA_SECOND);
    payloadDue = now + Nanos.of(payloadPatience);
    watchdog.arm();
  }

  void payloadDone() {
    payloadDue = Watchdog.NONE;
    payloadDueIfAwaited = Watchdog.NONE;
  }

  /** Notes that a message came, which may be an answer. */
  void received(Message message) {
    if (answers.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      List<Due> left = new ArrayList<>(answers);
      if (left.removeIf(due -> due.expectation().answer().test(message))) {
        answers = List.copyOf(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops all clocks: we do not read. */
  void pause() {
    pausedAt = runtime.nanoTime();
    paused = true;
  }

  /** Lets all clocks go on, as if no time had passed; that of silence begins anew. */
  void resume() {
    long now = runtime.nanoTime();
    long away = now - pausedAt;
    quietSince = now;
    long due = payloadDue;
    if (due != Watchdog.NONE) {
      long ifAwaited = payloadDueIfAwaited;
      payloadDueIfAwaited = ifAwaited + away;
      payloadDue = due + away;
    }
    lock.lock();
    try {
      answers = answers.stream().map(answer -> answer.later(away)).toList();
    } finally {
      lock.unlock();
    }
    paused = false;
    watchdog.arm();
  }

  /** Notes that a message is about to be written. On the writer thread. */
  void sending(Message message) {
    if (rules.equals(PeerRules.NONE)) {
      return;
    }
    rules.expectation(message).ifPresent(this::expect);
  }

  private void expect(Expectation expectation) {
    long deadline = runtime.nanoTime() + Nanos.of(expectation.patience());
    lock.lock();
    try {
      List<Due> more = new ArrayList<>(answers);
      more.removeIf(due -> due.expectation().what().equals(expectation.what()));
      more.add(new Due(expectation, deadline));
      answers = List.copyOf(more);
    } finally {
      lock.unlock();
    }
    watchdog.arm();
  }

  /**
   * Notes that a message has been written: the remote's time begins now, unless the answer has come
   * already. It may have waited in one piece with others. On the writer thread.
   */
  void sent(Message message) {
    if (answers.isEmpty()) {
      return;
    }
    rules.expectation(message).ifPresent(this::beginAgain);
  }

  private void beginAgain(Expectation expectation) {
    long deadline = runtime.nanoTime() + Nanos.of(expectation.patience());
    lock.lock();
    try {
      answers =
          answers.stream()
              .map(
                  due ->
                      due.expectation().what().equals(expectation.what())
                          ? new Due(due.expectation(), deadline)
                          : due)
              .toList();
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    watchdog.stop();
  }

  /** The next deadline of all; {@link Watchdog#NONE} while there is none. */
  private long next() {
    if (paused) {
      return Watchdog.NONE;
    }
    long next = watchesIdle ? quietSince + Nanos.of(idleTimeout) : Watchdog.NONE;
    next = Watchdog.earlier(next, payloadDue);
    long ifAwaited = payloadDueIfAwaited;
    if (ifAwaited != Watchdog.NONE) {
      next = Watchdog.earlier(next, ifAwaited - lookAgainAt > 0 ? ifAwaited : lookAgainAt);
    }
    for (Due due : answers) {
      next = Watchdog.earlier(next, due.deadline());
    }
    return next;
  }

  private void expired() {
    DisconnectReason reason = overdue(runtime.nanoTime());
    if (reason == null) {
      // It came at the last moment, between the dog's look and this one, or nobody waits for
      // memory.
      watchdog.arm();
    } else {
      end.accept(reason);
    }
  }

  private @Nullable DisconnectReason overdue(long now) {
    for (Due due : answers) {
      if (due.deadline() - now <= 0) {
        Expectation expectation = due.expectation();
        return new DisconnectReason.Stalled(expectation.what(), expectation.patience());
      }
    }
    long payload = payloadDue;
    if (payload != Watchdog.NONE && payload - now <= 0) {
      return new DisconnectReason.Stalled("the rest of a message", payloadPatience);
    }
    long ifAwaited = payloadDueIfAwaited;
    if (ifAwaited != Watchdog.NONE && ifAwaited - now <= 0) {
      if (memoryIsAwaited.getAsBoolean()) {
        return new DisconnectReason.Stalled("the rest of a message", payloadPatienceIfAwaited);
      }
      lookAgainAt = now + Nanos.of(LOOK);
    }
    boolean idle = watchesIdle && quietSince + Nanos.of(idleTimeout) - now <= 0;
    return idle ? new DisconnectReason.Idle(idleTimeout) : null;
  }
}
