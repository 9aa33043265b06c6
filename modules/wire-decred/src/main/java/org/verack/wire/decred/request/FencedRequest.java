package org.verack.wire.decred.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.verack.wire.Message;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.FencedExchange;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Setting;

/**
 * Asks for one message that is recognised by what it holds, and that a peer which does not have it
 * passes over in silence. The pong of a ping behind the question then says that nothing will come.
 *
 * @param since the first protocol version that has the question
 * @param question what is sent
 * @param recognition gives the answer if a message is it
 */
record FencedRequest<R>(
    String name, int since, Message question, Function<Message, Optional<R>> recognition)
    implements Request<Optional<R>> {

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public Exchange<Optional<R>> begin(Setting setting) throws RequestException {
    DecredRequests.require(question.command(), since, setting);
    return new Answer<>(this, setting);
  }

  private static final class Answer<R> extends FencedExchange<Optional<R>> {

    private final FencedRequest<R> asked;

    Answer(FencedRequest<R> asked, Setting setting) {
      super(setting);
      this.asked = asked;
    }

    @Override
    protected List<Message> question() {
      return List.of(asked.question);
    }

    @Override
    protected Step<Optional<R>> take(Message message) {
      Optional<R> answer = asked.recognition.apply(message);
      return answer.isPresent() ? new Step.Done<>(answer) : Step.unrelated();
    }

    @Override
    protected Step<Optional<R>> passed() {
      return new Step.Done<>(Optional.empty());
    }

    @Override
    protected boolean takeLate(Message message) {
      return asked.recognition.apply(message).isPresent();
    }
  }
}
