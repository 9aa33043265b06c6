package org.verack.wire.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.verack.wire.Hash;
import org.verack.wire.request.Exchange.Step;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.InventoryMessage;

/** The things that were asked for by their hashes and have neither come nor been refused. */
final class Awaited {

  /** Bitcoin Core asks for at most this many things at a time. */
  static final int MAX_HASHES = 1000;

  private final IntPredicate type;
  private final Set<Hash> hashes;

  /** Begins with all. The types are those under which a {@code notfound} names such things. */
  Awaited(Collection<Hash> hashes, IntPredicate type) {
    this.hashes = new LinkedHashSet<>(hashes);
    this.type = type;
  }

  /** Checks a list of hashes to be asked for; what stands in it twice counts once. */
  static List<Hash> distinct(List<Hash> hashes, String what) {
    List<Hash> distinct = List.copyOf(new LinkedHashSet<>(hashes));
    if (distinct.isEmpty() || distinct.size() > MAX_HASHES) {
      throw new IllegalArgumentException(
          "1 to "
              + MAX_HASHES
              + " "
              + what
              + " can be asked for at a time, not "
              + distinct.size());
    }
    return distinct;
  }

  /** Takes what has come; false if it is not awaited. */
  boolean remove(Hash hash) {
    return hashes.remove(hash);
  }

  boolean contains(Hash hash) {
    return hashes.contains(hash);
  }

  boolean isEmpty() {
    return hashes.isEmpty();
  }

  List<Hash> remaining() {
    return new ArrayList<>(hashes);
  }

  /** Takes what a peer says it does not have, and leaves to others what others asked for. */
  <R> Step<R> receive(InventoryMessage notFound, Supplier<Step<R>> next) {
    int ours = 0;
    List<? extends InventoryEntry> items = notFound.items();
    for (InventoryEntry item : items) {
      if (type.test(item.typeCode()) && hashes.remove(item.hash())) {
        ours++;
      }
    }
    if (ours == 0) {
      return Step.unrelated();
    }
    return ours == items.size() ? next.get() : new Step.Shared<>(next.get());
  }

  /** Tells whether all that a peer says it does not have was asked for here. */
  boolean holdsAll(InventoryMessage notFound) {
    return notFound.items().stream()
        .allMatch(item -> type.test(item.typeCode()) && hashes.contains(item.hash()));
  }
}
