package org.verack.wire.role;

import java.util.Objects;

/** What a family's rules say about a message that decoded well. */
public sealed interface Verdict {

  /** It is fine. */
  Verdict FINE = new Fine();

  /** The message goes its way. */
  record Fine() implements Verdict {}

  /**
   * The message is dropped, as if it had not come.
   *
   * @param why the rule, in a few words
   */
  record Ignored(String why) implements Verdict {

    /** Checks that nothing is missing. */
    public Ignored {
      Objects.requireNonNull(why, "why");
    }
  }

  /**
   * The connection ends.
   *
   * @param why the rule, in a few words
   */
  record Refused(String why) implements Verdict {

    /** Checks that nothing is missing. */
    public Refused {
      Objects.requireNonNull(why, "why");
    }
  }
}
