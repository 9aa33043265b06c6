package org.verack.wire.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
  public long maxBytes() {
    return asked.maxBytes();
  }

  @Override
  public Exchange<R> begin(Setting setting) throws RequestException {
    return new Mapped<>(asked.begin(setting), mapping);
  }

  /** An exchange whose answer is made of another's. */
  record Mapped<A, R>(Exchange<A> exchange, Function<A, R> mapping) implements Exchange<R> {

    @Override
    public List<Message> opening() {
      return exchange.opening();
    }

    @Override
    public Step<R> receive(Message message) {
      return map(exchange.receive(message));
    }

    @Override
    public Optional<R> atDeadline() {
      return exchange.atDeadline().map(mapping);
    }

    @Override
    public @Nullable Remainder remainder() {
      return exchange.remainder();
    }

    private Step<R> map(Step<A> step) {
      return switch (step) {
        case Step.Unrelated<A> unrelated -> Step.unrelated();
        case Step.Taken<A> taken -> new Step.Taken<>(taken.replies());
        case Step.Done<A> done -> new Step.Done<>(mapping.apply(done.answer()));
        case Step.Failed<A> failed -> new Step.Failed<>(failed.why());
        case Step.Ask<A> ask -> new Step.Ask<>(new Mapped<>(ask.next(), mapping));
        case Step.Work<A> work -> new Step.Work<>(() -> map(work.work().get()));
        case Step.Shared<A> shared -> new Step.Shared<>(map(shared.step()));
      };
    }
  }
}
