package org.verack.wire.request;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;

/**
 * One asking of a {@link Request}: a state machine without threads or time.
 *
 * <p>The engine sends the {@link #opening()}, then offers every message that arrives until the
 * exchange is finished. It calls from one thread at a time.
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
   * Tells what may still come for an exchange that is finished, and means nothing to anyone else:
   * the pong of a ping that turned out not to be needed.
   *
   * @return recognises that one message; null if nothing will come
   */
  default @Nullable Predicate<Message> leftover() {
    return null;
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
    record Taken<R>(List<Message> replies) implements Step<R> {}

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
  }
}
