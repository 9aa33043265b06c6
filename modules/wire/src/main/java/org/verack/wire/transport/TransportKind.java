package org.verack.wire.transport;

/**
 * Which transport a connection has.
 *
 * {@snippet :
 * String way =
 *     switch (peer.stats().transport()) {
 *       case DETECTING -> "not known yet";
 *       case V1 -> "everybody can read along";
 *       case V2 -> "encrypted, session " + peer.stats().sessionId().orElseThrow();
 *     };
 * assert way.startsWith("encrypted"); // nobody sits in between if theirs has the same name
 * }
 */
public enum TransportKind {
  /**
   * Not known yet: nothing has come by which an incoming connection tells, or the encrypted
   * transport's handshake is not complete.
   */
  DETECTING,
  /** The plain one. */
  V1,
  /**
   * The encrypted one (<a href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP
   * 324</a>), and both sides have the same keys.
   */
  V2
}
