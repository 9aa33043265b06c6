package org.verack.wire.message;

import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.codec.PayloadCodec;

/**
 * Asks for an {@code inv} of the transactions that wait to be confirmed (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0035.mediawiki">BIP 35</a>). Bitcoin Core
 * answers only where it offers {@link org.verack.wire.ServiceFlags#BLOOM}, and disconnects else.
 *
 * {@snippet :
 * peer.send(MemPool.INSTANCE); // the answer is an inv like any other, some seconds later
 *
 * // Or wait for it; where nothing is unconfirmed, only the deadline says so.
 * List<InventoryVector> waiting = peer.request(Requests.mempool(), Duration.ofMinutes(1));
 * assert waiting.isEmpty();
 * }
 */
public record MemPool() implements Message {

  /** The only value. */
  public static final MemPool INSTANCE = new MemPool();

  /** The command, the codec and the limits. */
  public static final MessageType<MemPool> TYPE =
      new MessageType<>(
          "mempool", MemPool.class, PayloadCodec.empty(INSTANCE, ProtocolVersion.MEMPOOL), 0, 15);

  @Override
  public String command() {
    return "mempool";
  }

  @Override
  public String toString() {
    return "mempool";
  }
}
