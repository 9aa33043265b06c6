package org.verack.peer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Message;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.Exchange.Step;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;

/**
 * The questions that are waiting for answers.
 *
 * <p>The read loop offers every message to the exchanges in the order in which they began; the
 * first that takes it keeps it from the others and from the handlers. Threads that ask wait here,
 * first for their turn if requests of that name take turns, then for the answer.
 */
final class RequestTable {

  /** One asking in flight. Its fields are guarded by the table's lock. */
  private static final class Pending<R> {
    final Request<R> request;
    final Exchange<R> exchange;

    /** Whether the whole opening was sent; before that nothing can be left over. */
    boolean asked;

    boolean finished;
    @Nullable R answer;
    @Nullable RequestException failure;

    Pending(Request<R> request, Exchange<R> exchange) {
      this.request = request;
      this.exchange = exchange;
    }

    /** Steps the exchange; returns whether the message was taken. */
    boolean offer(Message message, Consumer<List<Message>> replies) {
      Step<R> step;
      try {
        step = exchange.receive(message);
      } catch (RuntimeException e) {
        // Its own mistake must not end the connection.
        step = new Step.Failed<>(new RequestException(request.name() + " failed: " + e));
      }
      switch (step) {
        case Step.Unrelated<R> unrelated -> {
          return false;
        }
        case Step.Taken<R> taken -> {
          if (!taken.replies().isEmpty()) {
            replies.accept(taken.replies());
          }
        }
        case Step.Done<R> done -> {
          answer = done.answer();
          finished = true;
        }
        case Step.Failed<R> failed -> {
          failure = failed.why();
          finished = true;
        }
      }
      return true;
    }
  }

  /** What may still come for a request that is over, and whether its answer may, too. */
  private record Leftover(String name, Predicate<Message> message, boolean unanswered) {}

  /** Sends the opening of an exchange; may block for some time, and says whether it did send. */
  @FunctionalInterface
  interface Sender {
    boolean send(Message message, long nanos) throws PeerClosedException, InterruptedException;
  }

  private final PeerRuntime runtime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  /** More pings than this without pongs, and the remote does not answer them anyway. */
  private static final int MAX_LEFTOVERS = 64;

  // Guarded by the lock.
  private final ArrayDeque<Leftover> leftovers = new ArrayDeque<>();
  private final List<Pending<?>> pending = new ArrayList<>();
  private final Set<String> turns = new HashSet<>();
  private @Nullable DisconnectReason ended;

  RequestTable(PeerRuntime runtime) {
    this.runtime = runtime;
    this.changed = runtime.newCondition(lock);
  }

  <R> R ask(Request<R> request, Exchange<R> exchange, Duration deadline, long end, Sender sender)
      throws PeerClosedException, RequestTimeoutException, RequestException, InterruptedException {
    Pending<R> asking = new Pending<>(request, exchange);
    boolean turn = false;
    try {
      enter(request, asking, deadline, end);
      turn = request.takesTurns();
      for (Message message : exchange.opening()) {
        if (!sender.send(message, Math.max(1, end - runtime.nanoTime()))) {
          throw new RequestTimeoutException(request.name(), deadline);
        }
      }
      asked(asking);
      return awaitAnswer(request, asking, deadline, end);
    } finally {
      leave(request, asking, turn);
    }
  }

  private void enter(Request<?> request, Pending<?> asking, Duration deadline, long end)
      throws PeerClosedException, RequestTimeoutException, InterruptedException {
    lock.lockInterruptibly();
    try {
      requireOpen();
      while (request.takesTurns() && turns.contains(request.name())) {
        awaitChange(request, deadline, end);
      }
      if (request.takesTurns()) {
        turns.add(request.name());
      }
      pending.add(asking);
    } finally {
      lock.unlock();
    }
  }

  private void asked(Pending<?> asking) {
    lock.lock();
    try {
      asking.asked = true;
    } finally {
      lock.unlock();
    }
  }

  private <R> R awaitAnswer(Request<R> request, Pending<R> asking, Duration deadline, long end)
      throws PeerClosedException, RequestTimeoutException, RequestException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!asking.finished) {
        awaitChange(request, deadline, end);
      }
      RequestException failure = asking.failure;
      if (failure != null) {
        throw failure;
      }
      R answer = asking.answer;
      if (answer == null) {
        throw new RequestException("the request for " + request.name() + " was answered with null");
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // every caller is a loop over what it waits for
  private void awaitChange(Request<?> request, Duration deadline, long end)
      throws PeerClosedException, RequestTimeoutException, InterruptedException {
    requireOpen();
    long left = end - runtime.nanoTime();
    if (left <= 0) {
      throw new RequestTimeoutException(request.name(), deadline);
    }
    long unused = changed.awaitNanos(left);
  }

  private void requireOpen() throws PeerClosedException {
    DisconnectReason reason = ended;
    if (reason != null) {
      throw new PeerClosedException(reason);
    }
  }

  private void leave(Request<?> request, Pending<?> asking, boolean turn) {
    lock.lock();
    try {
      if (pending.remove(asking) && asking.asked) {
        expectLeftover(asking);
      }
      if (turn) {
        turns.remove(request.name());
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether answers that come now belong to an earlier request of the same name, which was given
   * up: its pong has not come yet.
   */
  private boolean isForEarlier(Pending<?> asking) {
    return asking.request.takesTurns()
        && leftovers.stream()
            .anyMatch(each -> each.unanswered() && each.name().equals(asking.request.name()));
  }

  private void expectLeftover(Pending<?> over) {
    Predicate<Message> leftover = over.exchange.leftover();
    if (leftover != null) {
      if (leftovers.size() >= MAX_LEFTOVERS) {
        leftovers.remove();
      }
      leftovers.add(new Leftover(over.request.name(), leftover, !over.finished));
    }
  }

  /**
   * Offers a message to whoever waits for it.
   *
   * @param replies takes what an exchange wants to send; must not block
   * @return whether an exchange took it
   */
  boolean offer(Message message, Consumer<List<Message>> replies) {
    lock.lock();
    try {
      Pending<?> taker = null;
      for (Pending<?> each : pending) {
        if (!each.finished && !isForEarlier(each) && each.offer(message, replies)) {
          taker = each;
          break;
        }
      }
      if (taker != null) {
        if (taker.finished) {
          pending.remove(taker);
          expectLeftover(taker);
          changed.signalAll();
        }
        return true;
      }
      return leftovers.removeIf(each -> each.message().test(message));
    } finally {
      lock.unlock();
    }
  }

  void end(DisconnectReason reason) {
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
