package org.verack.wire.request;

import org.verack.wire.Message;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;

/** A ping, and the pong that it is waiting for. */
final class Fence {

  private final PingMessage ping;

  Fence(Setting setting) {
    // A pong with nonce zero takes a ping back (Bitcoin Core), so no ping has it.
    ping = setting.script().ping(setting.random().getAsLong() | 1);
  }

  /** Whether pings are answered at all on this connection. */
  static boolean possible(Setting setting) {
    return setting.script().answersPings(setting.negotiation().protocolVersion());
  }

  Message ping() {
    return ping;
  }

  long nonce() {
    return ping.nonce();
  }

  boolean isAnsweredBy(Message message) {
    return message instanceof PongMessage pong && pong.nonce() == ping.nonce();
  }
}
