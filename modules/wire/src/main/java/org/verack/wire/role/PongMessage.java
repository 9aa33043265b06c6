package org.verack.wire.role;

import org.verack.wire.Message;

/**
 * Answers a ping (<a href="https://github.com/bitcoin/bips/blob/master/bip-0031.mediawiki">BIP
 * 31</a> in the Bitcoin network).
 *
 * {@snippet :
 * // The engine answers pings by itself; this is how it finds the answer in any family.
 * PingMessage received = new Ping(42);
 * Optional<? extends PongMessage> answer = network.handshake().pong(received, 70016);
 * assert answer.orElseThrow().equals(new Pong(42));
 * }
 */
public interface PongMessage extends Message {

  /**
   * Returns the number of the ping that is answered.
   *
   * @return 64 bits
   */
  long nonce();
}
