package org.verack.wire.kaspa.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.FencedExchange;
import org.verack.wire.request.Request;
import org.verack.wire.request.Setting;

/**
 * Asks for one message that does not say which question it answers. A peer that has nothing to say
 * keeps silent; the pong of a ping behind the question then stands for the answer.
 *
 * @param question what is sent
 * @param recognition gives the answer if a message is it
 * @param silence what it means that there is no answer; null if that is not in order
 */
record Question<R>(
    String name, Message question, Function<Message, Optional<R>> recognition, @Nullable R silence)
    implements Request<R> {

  Question(String name, Message question, Function<Message, Optional<R>> recognition) {
    this(name, question, recognition, null);
  }

  @Override
  public boolean takesTurns() {
    return true;
  }

  @Override
  public Exchange<R> begin(Setting setting) {
    return new FencedExchange<>(setting) {
      @Override
      protected List<Message> question() {
        return List.of(question);
      }

      @Override
      protected Step<R> take(Message message) {
        Optional<R> answer = recognition.apply(message);
        return answer.isPresent() ? new Step.Done<>(answer.get()) : Step.unrelated();
      }

      @Override
      protected Step<R> passed() {
        R nothing = silence;
        return nothing != null
            ? new Step.Done<>(nothing)
            : Step.failed("no answer to " + question.command());
      }

      @Override
      protected boolean takeLate(Message message) {
        return recognition.apply(message).isPresent();
      }
    };
  }
}
