package org.verack.wire.role;

import java.time.Instant;
import java.util.OptionalInt;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;

/**
 * The first message of each side: who it is and what it speaks.
 *
 * {@snippet :
 * VersionMessage theirs = peer.negotiation().remote();
 *
 * assert theirs.protocolVersion() == 70017 && theirs.bestHeight().getAsInt() == 30;
 * assert theirs.nonce() != peer.negotiation().local().nonce(); // else we had dialed ourselves
 * Duration ahead = Duration.between(peer.negotiation().local().sentAt(), theirs.sentAt());
 * assert ahead.abs().toSeconds() <= 1; // the clocks agree, to the second that is sent
 * }
 */
public interface VersionMessage extends Message {

  /**
   * Returns the newest protocol version that the sender speaks.
   *
   * @return the version as announced; a hostile sender may announce a negative one
   */
  int protocolVersion();

  /**
   * Returns what the sender offers.
   *
   * @return its services
   */
  ServiceFlags services();

  /**
   * Returns the sender's clock.
   *
   * @return the time, limited to what {@link Instant} can hold
   */
  Instant sentAt();

  /**
   * Returns the number by which a node recognises its own connections.
   *
   * @return 64 random bits; 0 if the sender left them out
   */
  long nonce();

  /**
   * Returns what software the sender claims to be (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0014.mediawiki">BIP 14</a>). Escape it
   * before showing it.
   *
   * @return the text, possibly empty
   */
  String userAgent();

  /**
   * Returns the height of the sender's best block.
   *
   * @return the height as announced; empty in families whose version message has none
   */
  default OptionalInt bestHeight() {
    return OptionalInt.empty();
  }

  /**
   * Returns whether the sender wants transactions announced (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
   *
   * @return whether it does; true where the message does not say
   */
  boolean relay();
}
