package org.verack.conformance.hostile;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.verack.peer.DisconnectReason;

/**
 * How an attack has to end for the one who is attacked.
 *
 * @param text in words
 * @param isMet whether it is so, given the reason if the connection has ended
 */
record Ending(String text, Predicate<Optional<DisconnectReason>> isMet) {

  /** The connection stays until the attacker hangs up. */
  static final Ending SURVIVED = new Ending("the connection stays", Optional::isEmpty);

  /** The connection ends for one of these reasons. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  static Ending by(Class<? extends DisconnectReason>... reasons) {
    return new Ending(
        Arrays.stream(reasons).map(Class::getSimpleName).collect(Collectors.joining(" or ")),
        ended ->
            ended.isPresent() && Arrays.stream(reasons).anyMatch(r -> r.isInstance(ended.get())));
  }

  /** The connection ends with exactly this. */
  static Ending with(DisconnectReason reason) {
    return new Ending(reason.toString(), ended -> ended.isPresent() && ended.get().equals(reason));
  }

  @Override
  public String toString() {
    return text;
  }
}
