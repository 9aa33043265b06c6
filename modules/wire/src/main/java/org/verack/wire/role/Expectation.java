package org.verack.wire.role;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.verack.wire.Message;

/**
 * What a message that was sent lets its sender expect.
 *
 * {@snippet :
 * Message question = new GetHeaders(70016, List.of(hash), Hash.ZERO);
 * Expectation due = network.rules().expectation(question).orElseThrow();
 *
 * assert due.what().equals("headers") && due.patience().equals(Duration.ofSeconds(90));
 * assert due.answer().test(Headers.of(List.of())) && !due.answer().test(block);
 * }
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
