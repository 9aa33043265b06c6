package org.verack.wire.role;

import java.util.Objects;

/**
 * What a family's rules say about a message that decoded well.
 *
 * {@snippet :
 * Standing standing = new Standing(peer.negotiation(), true, true);
 * Verdict verdict = network.rules().judge(new FilterAdd(Bytes.ofHex("01")), standing);
 * String consequence =
 *     switch (verdict) {
 *       case Verdict.Fine fine -> "handle it";
 *       case Verdict.Ignored ignored -> "pass over it: " + ignored.why();
 *       case Verdict.Refused refused -> "hang up: " + refused.why();
 *     };
 * assert consequence.equals("hang up: we do not offer NODE_BLOOM");
 * }
 */
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
