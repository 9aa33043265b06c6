package org.verack.wire.role;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.verack.wire.Message;

/**
 * What a message that was sent lets its sender expect.
 *
 * @param what the answer, in a few words; asking again for the same thing replaces the expectation
 * @param patience how long the answer may take
 * @param answer recognises it
 */
public record Expectation(String what, Duration patience, Predicate<Message> answer) {

  /** Checks that nothing is missing. */
  public Expectation {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(answer, "answer");
  }
}
