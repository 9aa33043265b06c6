package org.verack.wire.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;

/**
 * One asking of a {@link Request}: a state machine without threads or time.
 *
 * <p>The engine sends the {@link #opening()}, then offers every message that arrives until the
 * exchange is finished. It calls from one thread at a time, and while it does, nothing else is read
 * from the connection: what takes long belongs into {@link Step.Work}.
 *
 * <p>{@link FencedExchange} does the part of it that most exchanges have in common.
 *
 * <p>A request can be tested without a connection, by saying what the peer says:
 *
 * {@snippet :
 * Setting setting = new Setting(peer.negotiation(), List.of(), network.handshake(), () -> 7);
 * Exchange<Long> exchange = Requests.ping().begin(setting);
 *
 * assert exchange.opening().equals(List.of(new Ping(7)));
 * assert exchange.receive(new Pong(8)) instanceof Exchange.Step.Unrelated;
 * assert exchange.receive(new Pong(7)).equals(new Exchange.Step.Done<>(7L));
 * }
 *
 * @param <R> the answer
 */
public interface Exchange<R> {

  /**
   * Returns what to send first.
   *
   * @return the messages, in order; at least one
   */
  List<Message> opening();

  /**
   * Looks at a message that arrived.
   *
   * @param message the message
   * @return what it is to this exchange
   */
  Step<R> receive(Message message);

  /**
   * Tells what the answer is when the time is up and the exchange is not finished: for questions
   * that are answered by silence.
   *
   * @return the answer; empty if there is none and the request has failed
   */
  default Optional<R> atDeadline() {
    return Optional.empty();
  }

  /**
   * Tells what may still come when nobody waits any more, because the exchange is finished or was
   * given up. Called once, after the whole opening was sent. What was collected can be dropped; a
   * {@link Step.Work} has its own hold of what it needs.
   *
   * @return recognises what still comes; null if nothing will, or nobody could tell
   */
  default @Nullable Remainder remainder() {
    return null;
  }

  /** Recognises what still comes for an exchange that is over, so that nobody else takes it. */
  @FunctionalInterface
  interface Remainder {

    /** What a message is to an exchange that is over. */
    enum Part {
      /** It does not belong to it. */
      NONE,
      /** It belongs to it, and more may come. */
      MORE,
      /** It belongs to it, and nothing more will come. */
      LAST
    }

    /**
     * Looks at a message that arrived.
     *
     * @param message the message
     * @return what it is
     */
    Part receive(Message message);
  }

  /**
   * What a message was to an exchange.
   *
   * @param <R> the answer
   */
  sealed interface Step<R> {

    /**
     * Not part of the answer; others may look at it.
     *
     * @param <R> the answer
     */
    record Unrelated<R>() implements Step<R> {}

    /**
     * Part of the answer, and more is to come.
     *
     * @param <R> the answer
     * @param replies what to send now
     */
    record Taken<R>(List<Message> replies) implements Step<R> {

      /** Copies the list. */
      public Taken {
        replies = List.copyOf(replies);
      }
    }

    /**
     * The last part of the answer.
     *
     * @param <R> the answer
     * @param answer the whole answer
     */
    record Done<R>(R answer) implements Step<R> {}

    /**
     * The answer is wrong, or there will be none.
     *
     * @param <R> the answer
     * @param why what is wrong
     */
    record Failed<R>(RequestException why) implements Step<R> {}

    /**
     * This exchange is over, and the request goes on with another.
     *
     * @param <R> the answer
     * @param next the other, fresh
     */
    record Ask<R>(Exchange<R> next) implements Step<R> {}

    /**
     * This exchange is over, and what follows has to be worked out, which takes long or runs code
     * of the program. The engine leaves it to the thread that asked.
     *
     * @param <R> the answer
     * @param work what to do; called once; gives {@link Done}, {@link Failed}, {@link Ask} or
     *     {@link Work}
     */
    record Work<R>(Supplier<? extends Step<R>> work) implements Step<R> {}

    /**
     * What the message was to this exchange it may be to others as well, so they have to see it,
     * too: such as a {@code notfound} that names things which others asked for.
     *
     * @param <R> the answer
     * @param step what it was to this exchange
     */
    record Shared<R>(Step<R> step) implements Step<R> {}

    /**
     * Makes a step that is {@link Unrelated}.
     *
     * @param <R> the answer
     * @return the step
     */
    static <R> Step<R> unrelated() {
      return new Unrelated<>();
    }

    /**
     * Makes a step that is {@link Taken}, without replies.
     *
     * @param <R> the answer
     * @return the step
     */
    static <R> Step<R> taken() {
      return new Taken<>(List.of());
    }

    /**
     * Makes a step that is {@link Failed}.
     *
     * @param <R> the answer
     * @param detail one line that says what is wrong
     * @return the step
     */
    static <R> Step<R> failed(String detail) {
      return new Failed<>(new RequestException(detail));
    }
  }
}
