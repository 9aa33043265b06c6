package org.verack.wire.role;

import org.verack.wire.Message;

/**
 * A message by which a peer says how it wants to be served from now on, such as {@code sendheaders}
 * (<a href="https://github.com/bitcoin/bips/blob/master/bip-0130.mediawiki">BIP 130</a>), {@code
 * sendcmpct} (<a href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>)
 * or {@code feefilter} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0133.mediawiki">BIP 133</a>). Of each type
 * the latest counts; the engine remembers it.
 *
 * {@snippet :
 * List<PreferenceMessage> said = List.of(SendHeaders.INSTANCE, new SendCmpct(true, 1));
 * assert said.get(0).isMeaningful();
 * assert !said.get(1).isMeaningful(); // compact blocks of version 1 are history
 *
 * Optional<SendHeaders> theirs = peer.preference(SendHeaders.class); // the latest they have said
 * }
 */
public interface PreferenceMessage extends Message {

  /**
   * Tells whether it says something that has a meaning. One that has none, such as {@code
   * sendcmpct} with a version that nobody speaks, changes nothing.
   *
   * @return whether it counts
   */
  default boolean isMeaningful() {
    return true;
  }
}
