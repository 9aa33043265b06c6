package org.verack.wire.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.role.InventoryMessage;

/**
 * Asks for things by their hashes with one message, in whichever family.
 *
 * <p>Complete when everything has come or has been named in a {@code notfound}; where {@linkplain
 * Kind#inStep answers keep step}, also when the pong of the ping behind the question says that no
 * more will come.
 *
 * {@snippet :
 * DataRequest.Kind<Block> blocks =
 *     new DataRequest.Kind<>(
 *         "blocks",
 *         Block.class,
 *         Block.TYPE.maxPayload(),
 *         Block::hash,
 *         block -> Optional.empty(), // nothing is wrong with any
 *         (setting, wanted) ->
 *             GetData.of(wanted.stream().map(InventoryVector::witnessBlock).toList()),
 *         NotFound.class,
 *         type -> type == InventoryVector.WITNESS_BLOCK,
 *         true);
 *
 * var request = new DataRequest<>(blocks, List.of(hash, Hash.ZERO));
 * Found<Block> answer = peer.request(request, Duration.ofMinutes(1));
 * assert answer.found().equals(List.of(block)) && answer.missing().equals(List.of(Hash.ZERO));
 * }
 *
 * @param <T> what is asked for
 * @param kind what is asked for, and how
 * @param hashes what is wanted, 1 to 1,000; one that stands twice counts once
 */
public record DataRequest<T extends Message>(Kind<T> kind, List<Hash> hashes)
    implements Request<Found<T>> {

  /**
   * A kind of things that a family has, and how they are asked for.
   *
   * @param <T> the messages in which they come
   * @param name what they are called
   * @param type the class of these messages
   * @param maxSize the most bytes that one takes
   * @param hash gets the hash by which one was asked for
   * @param fault says what is wrong with one that came; empty if nothing is
   * @param question makes the question for some hashes
   * @param notFound the message that names what the peer does not have
   * @param typeCodes the types under which it names such things
   * @param inStep whether a node answers in the order in which it was asked, so that the pong of a
   *     ping behind the question comes behind the answer
   */
  public record Kind<T extends Message>(
      String name,
      Class<T> type,
      int maxSize,
      Function<T, Hash> hash,
      Function<T, Optional<RequestException>> fault,
      BiFunction<Setting, List<Hash>, Message> question,
      Class<? extends InventoryMessage> notFound,
      IntPredicate typeCodes,
      boolean inStep) {

    /** Checks that nothing is missing. */
    public Kind {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(hash, "hash");
      Objects.requireNonNull(fault, "fault");
      Objects.requireNonNull(question, "question");
      Objects.requireNonNull(notFound, "notFound");
      Objects.requireNonNull(typeCodes, "typeCodes");
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are none or too many hashes
   */
  public DataRequest {
    hashes = Awaited.distinct(hashes, kind.name);
  }

  @Override
  public String name() {
    return kind.name;
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public long maxBytes() {
    return (long) hashes.size() * kind.maxSize;
  }

  @Override
  public Exchange<Found<T>> begin(Setting setting) {
    Delivery<T> delivery = new Delivery<>(kind, hashes, setting);
    return kind.inStep ? new InStep<>(delivery, setting) : new OutOfStep<>(delivery);
  }

  /** What was asked for, and what of it has come. */
  private static final class Delivery<T extends Message> {

    private final Kind<T> kind;
    private final List<Hash> hashes;
    private final Message question;
    private final Awaited awaited;
    private final Map<Hash, T> found = new HashMap<>();

    Delivery(Kind<T> kind, List<Hash> hashes, Setting setting) {
      this.kind = kind;
      this.hashes = hashes;
      this.question = kind.question.apply(setting, hashes);
      this.awaited = new Awaited(hashes, kind.typeCodes);
    }

    Exchange.Step<Found<T>> receive(Message message) {
      if (kind.notFound.isInstance(message)) {
        return awaited.receive(kind.notFound.cast(message), this::next);
      }
      if (!kind.type.isInstance(message)) {
        return Exchange.Step.unrelated();
      }
      T thing = kind.type.cast(message);
      Hash hash = kind.hash.apply(thing);
      if (!awaited.remove(hash)) {
        return Exchange.Step.unrelated();
      }
      // Looked at before it is kept, so that wrong ones cannot pile up.
      Optional<RequestException> fault = kind.fault.apply(thing);
      if (fault.isPresent()) {
        return new Exchange.Step.Failed<>(fault.get());
      }
      found.put(hash, thing);
      return next();
    }

    private Exchange.Step<Found<T>> next() {
      return awaited.isEmpty() ? done() : Exchange.Step.taken();
    }

    Exchange.Step<Found<T>> done() {
      List<T> things = new ArrayList<>();
      List<Hash> absent = new ArrayList<>();
      for (Hash each : hashes) {
        T thing = found.get(each);
        if (thing != null) {
          things.add(thing);
        } else {
          absent.add(each);
        }
      }
      return new Exchange.Step.Done<>(new Found<>(things, absent));
    }

    /** Takes what comes when nobody waits any more; false if it is not ours alone. */
    boolean takeLate(Message message) {
      if (kind.notFound.isInstance(message)) {
        InventoryMessage absent = kind.notFound.cast(message);
        if (absent.items().isEmpty() || !awaited.holdsAll(absent)) {
          return false;
        }
        absent.items().forEach(item -> awaited.remove(item.hash()));
        return true;
      }
      return kind.type.isInstance(message)
          && awaited.remove(kind.hash.apply(kind.type.cast(message)));
    }
  }

  private static final class InStep<T extends Message> extends FencedExchange<Found<T>> {

    private final Delivery<T> delivery;

    InStep(Delivery<T> delivery, Setting setting) {
      super(setting);
      this.delivery = delivery;
    }

    @Override
    protected List<Message> question() {
      return List.of(delivery.question);
    }

    @Override
    protected Step<Found<T>> take(Message message) {
      return delivery.receive(message);
    }

    @Override
    protected Step<Found<T>> passed() {
      return delivery.done();
    }

    @Override
    protected boolean takeLate(Message message) {
      return delivery.takeLate(message);
    }

    @Override
    protected void forget() {
      delivery.found.clear();
    }
  }

  private record OutOfStep<T extends Message>(Delivery<T> delivery) implements Exchange<Found<T>> {

    @Override
    public List<Message> opening() {
      return List.of(delivery.question);
    }

    @Override
    public Step<Found<T>> receive(Message message) {
      return delivery.receive(message);
    }

    @Override
    public @Nullable Remainder remainder() {
      delivery.found.clear();
      return delivery.awaited.isEmpty() ? null : this::late;
    }

    private Remainder.Part late(Message message) {
      if (!delivery.takeLate(message)) {
        return Remainder.Part.NONE;
      }
      return delivery.awaited.isEmpty() ? Remainder.Part.LAST : Remainder.Part.MORE;
    }
  }
}
