package org.verack.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Message;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.Exchange.Remainder;
import org.verack.wire.request.Exchange.Step;
import org.verack.wire.request.Request;

/**
 * The exchanges in flight, and what is left of those that are over.
 *
 * <p>The read loop offers every message to them in the order in which they began; the first that
 * takes it keeps it from the others and from the handlers. Threads that ask wait here, first for
 * their turn if requests of that name take turns, then for the answer; what they do with it is the
 * business of {@link RequestRun}.
 */
final class RequestTable {

  /** More pings than this without pongs, and the remote does not answer them anyway. */
  private static final int MAX_REMAINDERS = 64;

  /** What a message was to an exchange. */
  private enum Share {
    /** Nothing. */
    NONE,
    /** Part of its answer, and of interest to others. */
    SHARED,
    /** Part of its answer. */
    TAKEN,
    /** It may be part of an answer that nobody waits for any more, or an announcement. */
    HANDLERS
  }

  /** One exchange. Its fields are guarded by the table's lock, except where it says otherwise. */
  final class Asking<R> {
    private final Request<R> request;
    private final Exchange<R> exchange;

    /** Whether the whole opening was sent; before that nothing can be left over. */
    private boolean sent;

    /** Whether it is finished, or was given up. */
    private boolean over;

    private @Nullable Step<R> outcome;
    private @Nullable Remainder remainder;

    /** How large the messages are together that it has taken; read by anyone. */
    private volatile long bytes;

    /** When it was last sent or taken something, or was made; read by anyone. */
    private volatile long touched = runtime.nanoTime();

    private Asking(Request<R> request, Exchange<R> exchange) {
      this.request = request;
      this.exchange = exchange;
    }

    long bytes() {
      return bytes;
    }

    long touched() {
      return touched;
    }

    private Share offer(Message message, int size, Consumer<List<Message>> replies) {
      if (over) {
        return remainder == null ? Share.NONE : offerLate(remainder, message);
      }
      Step<R> step;
      try {
        step = exchange.receive(message);
      } catch (RuntimeException e) {
        // Its own mistake must not end the connection.
        step = Step.failed(request.name() + " failed: " + e);
      }
      Share share = Share.TAKEN;
      if (step instanceof Step.Shared<R> shared) {
        share = Share.SHARED;
        step = shared.step();
      }
      if (step instanceof Step.Unrelated<R>) {
        return Share.NONE;
      }
      touched = runtime.nanoTime();
      long total = bytes + size;
      bytes = total;
      if (!(step instanceof Step.Taken<R> taken)) {
        finish(step);
      } else if (total > request.maxBytes()) {
        finish(
            Step.failed(
                "the answer to " + request.name() + " is larger than " + request.maxBytes()));
      } else if (!taken.replies().isEmpty()) {
        replies.accept(taken.replies());
      }
      return share;
    }

    private Share offerLate(Remainder late, Message message) {
      Remainder.Part part;
      try {
        part = late.receive(message);
      } catch (RuntimeException e) {
        part = Remainder.Part.LAST;
      }
      return switch (part) {
        case NONE -> Share.NONE;
        case MORE -> request.takesTurns() ? Share.HANDLERS : Share.TAKEN;
        case LAST -> {
          remainder = null;
          yield Share.TAKEN;
        }
      };
    }

    private void finish(Step<R> end) {
      outcome = end;
      over = true;
      if (sent) {
        expectRemainder();
      }
      changed.signalAll();
    }

    private void expectRemainder() {
      try {
        remainder = exchange.remainder();
      } catch (RuntimeException e) {
        // Its own mistake must not end the connection, and what is left over is a message then.
        remainder = null;
      }
    }

    /** Whether it need not be looked at any more. */
    private boolean isGone() {
      return over && sent && remainder == null;
    }
  }

  private final PeerRuntime runtime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  // Guarded by the lock.
  private final List<Asking<?>> askings = new ArrayList<>();
  private final Map<String, RequestRun<?>> turns = new HashMap<>();
  private final List<Long> ends = new ArrayList<>(0);
  private @Nullable DisconnectReason ended;

  /** The earliest moment at which somebody gives up waiting. Guarded by the lock for writing. */
  private volatile long earliestEnd = Watchdog.NONE;

  /**
   * One timer for all who wait, which is hardly ever set anew: a timer for each wait would cost
   * more than the rest of a round trip over loopback.
   */
  private final Watchdog watchdog;

  RequestTable(PeerRuntime runtime) {
    this.runtime = runtime;
    this.changed = runtime.newCondition(lock);
    this.watchdog = new Watchdog(runtime, () -> earliestEnd, this::wake);
  }

  /**
   * Waits for the turn of a request.
   *
   * @param end when to give up, on the runtime's clock; looked at anew after each wait
   * @return whether it is its turn now; false also if it was closed
   */
  boolean awaitTurn(RequestRun<?> run, String name, LongSupplier end)
      throws PeerClosedException, InterruptedException {
    lock.lockInterruptibly();
    try {
      requireOpen();
      while (turns.containsKey(name)) {
        if (run.isClosed() || !awaitChange(end)) {
          return false;
        }
      }
      turns.put(name, run);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Passes the turn on, if this run has it, and wakes it if it waits for it. */
  void leaveTurn(RequestRun<?> run, String name) {
    lock.lock();
    try {
      turns.remove(name, run);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Begins to offer messages to an exchange. */
  <R> Asking<R> begin(Request<R> request, Exchange<R> exchange) throws PeerClosedException {
    lock.lock();
    try {
      requireOpen();
      Asking<R> asking = new Asking<>(request, exchange);
      askings.add(asking);
      return asking;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the whole opening was sent. */
  void sent(Asking<?> asking) {
    lock.lock();
    try {
      asking.sent = true;
      asking.touched = runtime.nanoTime();
      if (asking.over) {
        asking.expectRemainder();
        if (!askings.contains(asking)) {
          // It was given up while its opening waited for room, which then came.
          askings.add(asking);
        }
        clean();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the end of an exchange.
   *
   * @param end when to give up, on the runtime's clock; looked at anew after each wait
   * @param patience what that means, for the exception
   * @return its last step
   * @throws IllegalStateException if it was given up meanwhile
   */
  <R> Step<R> await(Asking<R> asking, LongSupplier end, Duration patience)
      throws PeerClosedException, RequestTimeoutException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Step<R> outcome = asking.outcome;
        if (outcome != null) {
          return outcome;
        }
        if (asking.over) {
          throw new IllegalStateException("the request was given up");
        }
        requireOpen();
        if (!awaitChange(end)) {
          Optional<R> answer = asking.exchange.atDeadline();
          if (answer.isPresent()) {
            return new Step.Done<>(answer.get());
          }
          throw new RequestTimeoutException(asking.request.name(), patience);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for some change; false if the time is up. */
  @SuppressWarnings("WaitNotInLoop") // every caller is a loop over what it waits for
  private boolean awaitChange(LongSupplier end) throws PeerClosedException, InterruptedException {
    Long until = end.getAsLong();
    if (until - runtime.nanoTime() <= 0) {
      return false;
    }
    ends.add(until);
    findEarliestEnd();
    watchdog.arm();
    try {
      changed.await();
    } finally {
      ends.remove(until);
      findEarliestEnd();
    }
    requireOpen();
    return true;
  }

  private void findEarliestEnd() {
    long earliest = Watchdog.NONE;
    for (long each : ends) {
      earliest = Watchdog.earlier(earliest, each);
    }
    earliestEnd = earliest;
  }

  /** Lets all who wait see whether their time is up. */
  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws PeerClosedException {
    DisconnectReason reason = ended;
    if (reason != null) {
      throw new PeerClosedException(reason);
    }
  }

  boolean isFinished(Asking<?> asking) {
    lock.lock();
    try {
      return asking.outcome != null;
    } finally {
      lock.unlock();
    }
  }

  /** Gives an exchange up if it is not over; nobody waits for it any more. */
  void leave(Asking<?> asking) {
    lock.lock();
    try {
      if (!asking.over) {
        asking.over = true;
        if (asking.sent) {
          asking.expectRemainder();
        }
        changed.signalAll();
      }
      // The place that is kept for its remainder must not keep the answer.
      asking.outcome = null;
      if (!asking.sent) {
        askings.remove(asking);
      }
      clean();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what need not be looked at any more, and the oldest remainders if there are many. */
  private void clean() {
    askings.removeIf(Asking::isGone);
    int remainders = 0;
    for (Asking<?> each : askings) {
      remainders += each.remainder != null ? 1 : 0;
    }
    Iterator<Asking<?>> oldest = askings.iterator();
    while (remainders > MAX_REMAINDERS) {
      if (oldest.next().remainder != null) {
        oldest.remove();
        remainders--;
      }
    }
  }

  /**
   * Offers a message to whoever waits for it.
   *
   * @param size its size on the wire
   * @param replies takes what an exchange wants to send; must not block
   * @return whether the handlers must not see it
   */
  boolean offer(Message message, int size, Consumer<List<Message>> replies) {
    lock.lock();
    try {
      Share share = Share.NONE;
      boolean gone = false;
      for (int i = 0; i < askings.size() && (share == Share.NONE || share == Share.SHARED); i++) {
        Asking<?> each = askings.get(i);
        share = each.offer(message, size, replies);
        gone |= share != Share.NONE && each.isGone();
      }
      if (gone) {
        clean();
      }
      return share == Share.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  void end(DisconnectReason reason) {
    watchdog.stop();
    lock.lock();
    try {
      if (ended == null) {
        ended = reason;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
