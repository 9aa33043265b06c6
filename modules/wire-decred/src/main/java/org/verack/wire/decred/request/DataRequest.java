package org.verack.wire.decred.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.Request;
import org.verack.wire.request.Setting;

/**
 * Asks for things by their hashes. dcrd answers each, if need be with {@code notfound}, but not in
 * step with other questions; so there is no ping behind this one.
 */
record DataRequest<T extends Message>(Kind<T> kind, List<Hash> hashes)
    implements Request<Found<T>> {

  /**
   * A kind of things.
   *
   * @param name what they are called
   * @param type their class
   * @param typeCode the same as the type of an inventory
   * @param maxSize the most bytes that one takes
   * @param hash gets the hash by which one is asked for
   * @param fault says what is wrong with one, if anything
   */
  record Kind<T extends Message>(
      String name,
      Class<T> type,
      int typeCode,
      int maxSize,
      Function<T, Hash> hash,
      Function<T, Optional<String>> fault) {}

  static final int MAX_HASHES = 1000;

  DataRequest {
    hashes = List.copyOf(new LinkedHashSet<>(hashes));
    if (hashes.isEmpty() || hashes.size() > MAX_HASHES) {
      throw new IllegalArgumentException(
          hashes.size() + " " + kind.name + ", not 1 to " + MAX_HASHES);
    }
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
    return new Answer<>(this);
  }

  private static final class Answer<T extends Message> implements Exchange<Found<T>> {

    private final DataRequest<T> asked;
    private final Set<Hash> awaited;
    private final Map<Hash, T> found = new HashMap<>();

    Answer(DataRequest<T> asked) {
      this.asked = asked;
      this.awaited = new LinkedHashSet<>(asked.hashes);
    }

    @Override
    public List<Message> opening() {
      return List.of(
          GetData.of(
              asked.hashes.stream()
                  .map(each -> new InventoryVector(asked.kind.typeCode, each))
                  .toList()));
    }

    @Override
    public Step<Found<T>> receive(Message message) {
      if (message instanceof NotFound notFound) {
        int ours = removeMissing(notFound);
        if (ours == 0) {
          return Step.unrelated();
        }
        // Others may have asked for the rest.
        return ours == notFound.items().size() ? next() : new Step.Shared<>(next());
      }
      if (!asked.kind.type.isInstance(message)) {
        return Step.unrelated();
      }
      T thing = asked.kind.type.cast(message);
      Hash hash = asked.kind.hash.apply(thing);
      if (!awaited.remove(hash)) {
        return Step.unrelated();
      }
      // Looked at before it is kept, so that wrong ones cannot pile up.
      Optional<String> fault = asked.kind.fault.apply(thing);
      if (fault.isPresent()) {
        return Step.failed(fault.get());
      }
      found.put(hash, thing);
      return next();
    }

    private int removeMissing(NotFound notFound) {
      int ours = 0;
      for (InventoryVector item : notFound.items()) {
        if (item.typeCode() == asked.kind.typeCode && awaited.remove(item.hash())) {
          ours++;
        }
      }
      return ours;
    }

    private Step<Found<T>> next() {
      return awaited.isEmpty() ? done() : Step.taken();
    }

    @Override
    public @Nullable Remainder remainder() {
      found.clear();
      return awaited.isEmpty() ? null : this::receiveLate;
    }

    private Remainder.Part receiveLate(Message message) {
      boolean ours =
          message instanceof NotFound notFound
              ? !notFound.items().isEmpty() && removeMissing(notFound) == notFound.items().size()
              : asked.kind.type.isInstance(message)
                  && awaited.remove(asked.kind.hash.apply(asked.kind.type.cast(message)));
      if (!ours) {
        return Remainder.Part.NONE;
      }
      return awaited.isEmpty() ? Remainder.Part.LAST : Remainder.Part.MORE;
    }

    private Step<Found<T>> done() {
      List<T> things = new ArrayList<>();
      List<Hash> missing = new ArrayList<>();
      for (Hash hash : asked.hashes) {
        T thing = found.get(hash);
        if (thing != null) {
          things.add(thing);
        } else {
          missing.add(hash);
        }
      }
      return new Step.Done<>(new Found<>(things, missing));
    }
  }
}
