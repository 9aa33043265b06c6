package org.verack.wire.role;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.verack.wire.Message;

/**
 * What a family of networks expects of its peers after the handshake: which messages are in place,
 * which answers are due, how things are announced and refused.
 *
 * <p>Everything has a default, which is to have no such rule. Implementations are immutable and
 * safe for use from any thread.
 *
 * {@snippet :
 * // Bitcoin's rules, but filters are nobody's business here.
 * PeerRules rules =
 *     new PeerRules() {
 *       public Verdict judge(Message message, Standing standing) {
 *         return message instanceof FilterLoad
 *             ? new Verdict.Ignored("no filters here")
 *             : BitcoinRules.INSTANCE.judge(message, standing);
 *       }
 *
 *       public Optional<Expectation> expectation(Message sent) {
 *         return BitcoinRules.INSTANCE.expectation(sent);
 *       }
 *     };
 * Network quiet = Networks.REGTEST.toBuilder().rules(rules).build();
 * assert quiet.rules().announcement(List.of()).isEmpty(); // the others are as in PeerRules.NONE
 * }
 */
public interface PeerRules {

  /** No rules: every message is fine, nothing is due, nothing can be announced or refused. */
  PeerRules NONE = new PeerRules() {};

  /**
   * Judges a message that was received and is no answer to a request.
   *
   * @param message the message
   * @param standing how the two sides stand
   * @return what becomes of it
   */
  default Verdict judge(Message message, Standing standing) {
    return Verdict.FINE;
  }

  /**
   * Tells what a message lets its sender expect, for the detection of stalls.
   *
   * @param sent the message
   * @return the expectation; empty if no answer is due
   */
  default Optional<Expectation> expectation(Message sent) {
    return Optional.empty();
  }

  /**
   * Makes the message that announces things.
   *
   * @param entries what to announce, 1 to {@link #announcementLimit()}
   * @return the message; empty if this family announces nothing
   */
  default Optional<Message> announcement(List<? extends InventoryEntry> entries) {
    return Optional.empty();
  }

  /**
   * Tells how many things one message announces.
   *
   * @return the limit, positive
   */
  default int announcementLimit() {
    return 1000;
  }

  /**
   * Tells how often the things that wait are announced by peers under the strict policy.
   *
   * @return the time between two moments, positive; by default 10 s, as in btcd
   */
  default Duration announcementInterval() {
    return Duration.ofSeconds(10);
  }

  /**
   * Tells what a second version or verack does under the strict policy, where it is rejected as a
   * duplicate in any case.
   *
   * @return whether it ends the connection; by default it does
   */
  default boolean endsOnRepeatedHandshake() {
    return true;
  }

  /**
   * Tells what a message of the negotiation does that comes after the handshake.
   *
   * @return whether it ends the connection; by default it does. Otherwise it is a message like
   *     others, and changes nothing
   */
  default boolean endsOnLateNegotiation() {
    return true;
  }

  /**
   * Makes the message that refuses another.
   *
   * @param rejection what and why
   * @param protocolVersion the version in force
   * @return the message; empty if there is none at this version
   */
  default Optional<Message> reject(Rejection rejection, int protocolVersion) {
    return Optional.empty();
  }
}
