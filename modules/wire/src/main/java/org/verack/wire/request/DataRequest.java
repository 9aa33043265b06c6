package org.verack.wire.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;

/**
 * Asks for things by their hashes with one message, in whichever family.
 *
 * <p>Complete when everything has come or has been named in a {@code notfound}, or when the pong of
 * the ping behind the question says that no more will come.
 *
 * @param <T> what is asked for
 * @param name names it
 * @param type the messages in which it comes
 * @param hash gets the hash by which it was asked for
 * @param fault says what is wrong with one that came; empty if nothing is
 * @param question makes the question for these hashes
 * @param missing gives the hashes of such things that a {@code notfound} names; none for other
 *     messages
 * @param hashes what is wanted, 1 to 1,000; one that stands twice counts once
 */
public record DataRequest<T extends Message>(
    String name,
    MessageType<T> type,
    Function<T, Hash> hash,
    Function<T, Optional<RequestException>> fault,
    BiFunction<Setting, List<Hash>, Message> question,
    Function<Message, List<Hash>> missing,
    List<Hash> hashes)
    implements Request<Found<T>> {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are none or too many hashes
   */
  public DataRequest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(missing, "missing");
    hashes = Awaited.distinct(hashes, name);
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public long maxBytes() {
    return (long) hashes.size() * type.maxPayload();
  }

  @Override
  public Exchange<Found<T>> begin(Setting setting) {
    return new Answer<>(this, setting);
  }

  private static final class Answer<T extends Message> extends FencedExchange<Found<T>> {

    private final DataRequest<T> asked;
    private final Message question;
    private final Set<Hash> awaited;
    private final Map<Hash, T> found = new HashMap<>();

    Answer(DataRequest<T> asked, Setting setting) {
      super(setting);
      this.asked = asked;
      this.question = asked.question.apply(setting, asked.hashes);
      this.awaited = new LinkedHashSet<>(asked.hashes);
    }

    @Override
    protected List<Message> question() {
      return List.of(question);
    }

    @Override
    protected Step<Found<T>> take(Message message) {
      if (asked.type.type().isInstance(message)) {
        T thing = asked.type.type().cast(message);
        Hash hash = asked.hash.apply(thing);
        return awaited.remove(hash) ? receive(hash, thing) : Step.unrelated();
      }
      List<Hash> absent = asked.missing.apply(message);
      boolean all = awaited.containsAll(absent);
      if (absent.isEmpty() || !awaited.removeAll(absent)) {
        return Step.unrelated();
      }
      return all ? next() : new Step.Shared<>(next());
    }

    private Step<Found<T>> receive(Hash hash, T thing) {
      // Checked at once, so that wrong things cannot pile up.
      Optional<RequestException> fault = asked.fault.apply(thing);
      if (fault.isPresent()) {
        return new Step.Failed<>(fault.get());
      }
      found.put(hash, thing);
      return next();
    }

    private Step<Found<T>> next() {
      return awaited.isEmpty() ? passed() : Step.taken();
    }

    @Override
    protected Step<Found<T>> passed() {
      List<T> things = new ArrayList<>();
      List<Hash> absent = new ArrayList<>();
      for (Hash each : asked.hashes) {
        T thing = found.get(each);
        if (thing != null) {
          things.add(thing);
        } else {
          absent.add(each);
        }
      }
      return new Step.Done<>(new Found<>(things, absent));
    }

    @Override
    protected boolean takeLate(Message message) {
      if (asked.type.type().isInstance(message)) {
        return awaited.contains(asked.hash.apply(asked.type.type().cast(message)));
      }
      List<Hash> absent = asked.missing.apply(message);
      return !absent.isEmpty() && awaited.containsAll(absent);
    }

    @Override
    protected void forget() {
      found.clear();
    }
  }
}
