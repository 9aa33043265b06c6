package org.verack.conformance.interop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.utils.Threading;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

/** Values of ours as bitcoinj has them, and the other way round. */
final class Bitcoinj {

  static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;
  static final NetworkParameters PARAMS = RegTestParams.get();

  private Bitcoinj() {}

  /**
   * Gives this thread, and those that bitcoinj starts from it, a context that knows of no
   * transaction; without one a peer of bitcoinj cannot be made.
   */
  static void openContext() {
    Context.propagate(new Context());
  }

  static InetSocketAddress address(Endpoint endpoint) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());
  }

  static Sha256Hash hash(Hash hash) {
    return Sha256Hash.wrap(hash.toString());
  }

  static Hash hash(Sha256Hash hash) {
    return Hash.of(hash.toString());
  }

  static Transaction transaction(org.verack.wire.chain.Transaction transaction) {
    return Transaction.read(ByteBuffer.wrap(transaction.bytes().toArray()));
  }

  static Block block(org.verack.wire.chain.Block block) {
    return Block.read(ByteBuffer.wrap(block.bytes().toArray()));
  }

  /** The bytes of a block or a transaction, with witnesses. */
  static Bytes bytes(Message message) {
    return Bytes.wrap(message.serialize());
  }

  /** The 80 bytes of a header. */
  static Bytes header(Block block) {
    return bytes(block).slice(0, Block.HEADER_SIZE);
  }

  /** What a peer of bitcoinj receives, in order, also what it does nothing with. */
  static final class Received {

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    Received(Peer peer) {
      // With any other executor bitcoinj would never call the listener.
      peer.addPreMessageReceivedEventListener(
          Threading.SAME_THREAD,
          (from, message) -> {
            messages.add(message);
            return message;
          });
    }

    /** Waits for the next message of a kind; passes over others. */
    <M extends Message> M next(Class<M> type) throws InterruptedException {
      while (true) {
        Message message = messages.poll(Interoperation.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("bitcoinj has received no " + type.getSimpleName());
        }
        if (type.isInstance(message)) {
          return type.cast(message);
        }
      }
    }
  }
}
