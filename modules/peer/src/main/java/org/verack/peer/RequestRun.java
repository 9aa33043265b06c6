package org.verack.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.Exchange.Step;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Setting;

/**
 * One asking of a request, from waiting for its turn to its answer, with all exchanges that it
 * takes. Used by one thread at a time, except for {@link #close()}.
 *
 * <p>Whatever interrupts or outlasts {@link #finish} leaves it where it was, so that one can go on.
 */
final class RequestRun<R> implements AutoCloseable {

  /** How an opening is sent. */
  interface Sender {

    /** Sends a message; waits for room for some time, and says whether it did send. */
    boolean send(Message message, long nanos) throws PeerClosedException, InterruptedException;

    /** Sends messages without waiting for room, and says whether it did. */
    boolean sendAtOnce(List<Message> messages);
  }

  private final RequestTable table;
  private final Request<R> request;
  private final Sender sender;
  private final LongSupplier clock;

  /** What to do next, when no exchange is in flight. */
  private Step<R> next;

  private boolean hasTurn;
  private volatile RequestTable.@Nullable Asking<R> asking;
  private volatile boolean closed;
  private long bytes;
  private long touched;

  private final FlightEvents.@Nullable Asked recorded;

  /** What has become of it so far. */
  private volatile String outcome = "given up";

  RequestRun(
      RequestTable table,
      Request<R> request,
      Setting setting,
      Sender sender,
      LongSupplier clock,
      FlightEvents.@Nullable Asked recorded) {
    this.table = table;
    this.request = request;
    this.sender = sender;
    this.clock = clock;
    this.recorded = recorded;
    this.touched = clock.getAsLong();
    this.hasTurn = !request.takesTurns();
    Step<R> first;
    try {
      first = new Step.Ask<>(request.begin(setting));
    } catch (RequestException e) {
      first = new Step.Failed<>(e);
    }
    this.next = first;
  }

  /**
   * Asks, if that was not done yet.
   *
   * @param end when to give up waiting for the turn and for room, on the runtime's clock
   * @return whether the question is on its way, or there is nothing to ask
   */
  boolean start(LongSupplier end) throws PeerClosedException, InterruptedException {
    if (asking != null || !(next instanceof Step.Ask<R> ask)) {
      return true;
    }
    if (!hasTurn) {
      hasTurn = table.awaitTurn(this, request.name(), end);
      if (closed) {
        // Its turn came after it had given up the turn.
        close();
      }
    }
    requireOpen();
    boolean begun = hasTurn && begin(ask.next(), end);
    if (!begun && request.takesTurns()) {
      // Who cannot ask yet does not keep others from it.
      hasTurn = false;
      table.leaveTurn(this, request.name());
    }
    return begun;
  }

  private boolean begin(Exchange<R> exchange, LongSupplier end)
      throws PeerClosedException, InterruptedException {
    List<Message> opening = exchange.opening();
    RequestTable.Asking<R> begun = table.begin(request, exchange);
    asking = begun;
    int sent = 0;
    try {
      requireOpen();
      while (sent < opening.size()
          && sender.send(opening.get(sent), end.getAsLong() - clock.getAsLong())) {
        sent++;
      }
    } finally {
      if (sent > 0 && sent < opening.size()) {
        // What was begun is said to the end, so that its fence stands behind it.
        sent = sender.sendAtOnce(opening.subList(sent, opening.size())) ? opening.size() : sent;
      }
      if (sent == opening.size()) {
        table.sent(begun);
      } else {
        asking = null;
        table.leave(begun);
      }
    }
    return sent == opening.size();
  }

  /**
   * Asks if that was not done yet, and waits for the answer.
   *
   * @param end when to give up, on the runtime's clock; looked at anew after each wait
   * @param patience what that means, for the exception
   * @throws IllegalStateException if it was closed meanwhile
   */
  R finish(LongSupplier end, Duration patience)
      throws PeerClosedException, RequestTimeoutException, RequestException, InterruptedException {
    try {
      R answer = awaitAnswer(end, patience);
      outcome = "answered";
      return answer;
    } catch (IOException | InterruptedException | RuntimeException e) {
      outcome = e.getClass().getSimpleName();
      throw e;
    }
  }

  private R awaitAnswer(LongSupplier end, Duration patience)
      throws PeerClosedException, RequestTimeoutException, RequestException, InterruptedException {
    while (true) {
      RequestTable.Asking<R> present = asking;
      if (present != null) {
        next = table.await(present, end, patience);
        bytes += present.bytes();
        touched = present.touched();
        asking = null;
        table.leave(present);
        continue;
      }
      requireOpen();
      switch (next) {
        case Step.Done<R> done -> {
          return nonNull(done.answer());
        }
        case Step.Failed<R> failed -> throw failed.why();
        case Step.Work<R> work -> next = work.work().get();
        case Step.Ask<R> ask -> {
          if (!start(end)) {
            throw new RequestTimeoutException(request.name(), patience);
          }
        }
        default ->
            throw new RequestException("the request for " + request.name() + " ended with " + next);
      }
    }
  }

  private R nonNull(@Nullable R answer) throws RequestException {
    if (answer == null) {
      throw new RequestException("the request for " + request.name() + " was answered with null");
    }
    return answer;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the request was given up");
    }
  }

  /** Whether the last thing that was asked has been answered, so that only work may be left. */
  boolean isAnswered() {
    RequestTable.Asking<R> present = asking;
    return present == null ? !(next instanceof Step.Ask<R>) : table.isFinished(present);
  }

  /** How large the messages are together that have come for it. */
  long bytes() {
    RequestTable.Asking<R> present = asking;
    return present == null ? bytes : bytes + present.bytes();
  }

  /** When something last went or came for it, if that is later, on the runtime's clock. */
  long laterTouch(long time) {
    RequestTable.Asking<R> present = asking;
    long last = present != null ? present.touched() : touched;
    return last - time > 0 ? last : time;
  }

  String name() {
    return request.name();
  }

  boolean isClosed() {
    return closed;
  }

  /** Gives up what is in flight, and the turn. */
  @Override
  public void close() {
    closed = true;
    RequestTable.Asking<R> present = asking;
    if (present != null) {
      table.leave(present);
    }
    if (request.takesTurns()) {
      table.leaveTurn(this, request.name());
    }
    if (recorded != null) {
      recorded.over(outcome);
    }
  }
}
