package org.verack.wire.request;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;

/** A request whose answer is made of another's. */
record MappedRequest<A, R>(Request<A> asked, Function<A, R> mapping) implements Request<R> {

  @Override
  public String name() {
    return asked.name();
  }

  @Override
  public boolean takesTurns() {
    return asked.takesTurns();
  }

  @Override
  public Exchange<R> begin(Setting setting) throws RequestException {
    Exchange<A> exchange = asked.begin(setting);
    return new Exchange<>() {
      @Override
      public List<Message> opening() {
        return exchange.opening();
      }

      @Override
      public @Nullable Predicate<Message> leftover() {
        return exchange.leftover();
      }

      @Override
      public Step<R> receive(Message message) {
        return switch (exchange.receive(message)) {
          case Step.Unrelated<A> unrelated -> Step.unrelated();
          case Step.Taken<A> taken -> new Step.Taken<>(taken.replies());
          case Step.Done<A> done -> new Step.Done<>(mapping.apply(done.answer()));
          case Step.Failed<A> failed -> new Step.Failed<>(failed.why());
        };
      }
    };
  }
}
