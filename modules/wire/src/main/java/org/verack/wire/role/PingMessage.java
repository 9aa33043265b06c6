package org.verack.wire.role;

import org.verack.wire.Message;

/**
 * Asks whether the other side is there (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0031.mediawiki">BIP 31</a> in the Bitcoin
 * network).
 *
 * {@snippet :
 * PingMessage ping = network.handshake().ping(7);
 * PongMessage pong = network.handshake().pong(ping, 70016).orElseThrow();
 * assert pong.nonce() == ping.nonce();
 *
 * assert network.handshake().pong(ping, 60000).isEmpty(); // a ping was not answered then
 * }
 */
public interface PingMessage extends Message {

  /**
   * Returns the number that the answer repeats.
   *
   * @return 64 bits; 0 in protocol versions that have no answer
   */
  long nonce();
}
