package org.verack.conformance.interop;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.AddressV1Message;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.BloomFilter;
import org.bitcoinj.core.FilteredBlock;
import org.bitcoinj.core.GetBlocksMessage;
import org.bitcoinj.core.GetDataMessage;
import org.bitcoinj.core.GetHeadersMessage;
import org.bitcoinj.core.HeadersMessage;
import org.bitcoinj.core.InventoryItem;
import org.bitcoinj.core.InventoryMessage;
import org.bitcoinj.core.MemoryPoolMessage;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.NotFoundMessage;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.Services;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.UnknownMessage;
import org.bitcoinj.core.VersionMessage;
import org.bitcoinj.net.NioServer;
import org.bitcoinj.utils.Threading;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.GeneratedChain;

/**
 * A node made of bitcoinj's parts: its {@code NioServer} takes connections, a {@code Peer} of its
 * own sits at each. Such a peer shakes hands and pings, and hands requests for data to listeners;
 * questions for headers and the mempool it reads and leaves. The listeners here answer with
 * bitcoinj's messages from a generated chain.
 */
final class BitcoinjServer implements AutoCloseable {

  /** What it answers when it is asked for addresses. */
  static final List<PeerAddress> ADDRESSES =
      List.of(
          PeerAddress.inet(
              InetAddresses.forString("198.51.100.9"),
              8333,
              Services.of(Services.NODE_NETWORK | Services.NODE_WITNESS),
              Instant.ofEpochSecond(1_700_000_000)),
          PeerAddress.inet(
              InetAddresses.forString("2001:db8::9"),
              18444,
              Services.of(Services.NODE_NETWORK_LIMITED),
              Instant.ofEpochSecond(1_700_000_600)));

  private static final int ATTEMPTS = 20;

  private final GeneratedChain chain;
  private final List<Transaction> mempool;
  private final Consumer<Peer> onPeer;
  private final AtomicInteger connections = new AtomicInteger();
  private final NioServer server;
  private int port;

  private BitcoinjServer(
      GeneratedChain chain, List<org.verack.wire.chain.Transaction> mempool, Consumer<Peer> onPeer)
      throws IOException {
    this.chain = chain;
    this.mempool = mempool.stream().map(Bitcoinj::transaction).toList();
    this.onPeer = onPeer;
    this.server = bind();
    server.startAsync().awaitRunning();
  }

  /**
   * Starts one.
   *
   * @param onPeer gets each peer before its handshake
   */
  static BitcoinjServer start(
      GeneratedChain chain, List<org.verack.wire.chain.Transaction> mempool, Consumer<Peer> onPeer)
      throws IOException {
    return new BitcoinjServer(chain, mempool, onPeer);
  }

  /** Bitcoinj does not tell which port it got, so it is given one that was free a moment ago. */
  private NioServer bind() throws IOException {
    IOException failure = new IOException("no port is free");
    for (int i = 0; i < ATTEMPTS; i++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      try {
        return new NioServer(
            this::accept, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port);
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  private Peer accept(InetAddress from, int fromPort) {
    connections.incrementAndGet();
    Bitcoinj.openContext();
    VersionMessage version = new VersionMessage(Bitcoinj.PARAMS, chain.tipHeight());
    version.localServices =
        Services.of(Services.NODE_NETWORK | Services.NODE_BLOOM | Services.NODE_WITNESS);
    Peer peer =
        new Peer(
            Bitcoinj.PARAMS,
            version,
            PeerAddress.simple(new InetSocketAddress(from, fromPort)),
            null);
    Answers answers = new Answers(peer);
    peer.addPreMessageReceivedEventListener(Threading.SAME_THREAD, answers::received);
    peer.addGetDataEventListener(Threading.SAME_THREAD, answers::data);
    onPeer.accept(peer);
    return peer;
  }

  @Override
  public void close() {
    server.stopAsync().awaitTerminated();
  }

  /** What one peer is answered; runs on the server's thread. */
  private final class Answers {

    private final Peer peer;
    private BloomFilter filter;

    Answers(Peer peer) {
      this.peer = peer;
    }

    Message received(Peer from, Message message) {
      switch (message) {
        case GetHeadersMessage asked -> peer.sendMessage(headers(asked));
        case MemoryPoolMessage asked -> peer.sendMessage(InventoryMessage.ofTransactions(mempool));
        case BloomFilter loaded -> filter = loaded;
        // It can ask so, but does not know the question.
        case UnknownMessage asked when asked.toString().contains("getaddr") ->
            peer.sendMessage(addresses());
        default -> {}
      }
      return message;
    }

    /** Made by reading an empty one, because bitcoinj has no constructor. */
    private AddressV1Message addresses() {
      AddressV1Message message = AddressV1Message.read(ByteBuffer.wrap(new byte[1]));
      ADDRESSES.forEach(message::addAddress);
      return message;
    }

    private HeadersMessage headers(GetBlocksMessage asked) {
      int height =
          chain.findFork(asked.getLocator().getHashes().stream().map(Bitcoinj::hash).toList());
      List<Block> headers = new ArrayList<>();
      while (height < chain.tipHeight() && headers.size() < HeadersMessage.MAX_HEADERS) {
        height++;
        headers.add(Bitcoinj.block(chain.block(height)).cloneAsHeader());
      }
      return new HeadersMessage(headers);
    }

    List<Message> data(Peer from, GetDataMessage asked) {
      List<Message> answer = new ArrayList<>();
      List<InventoryItem> missing = new ArrayList<>();
      for (InventoryItem item : asked.getItems()) {
        List<Message> found =
            switch (item.type) {
              case BLOCK, WITNESS_BLOCK -> block(item.hash);
              case FILTERED_BLOCK -> filteredBlock(item.hash);
              case TRANSACTION, WITNESS_TRANSACTION -> transaction(item.hash);
              default -> throw new IllegalArgumentException("asked for " + item);
            };
        if (found.isEmpty()) {
          missing.add(item);
        }
        answer.addAll(found);
      }
      if (!missing.isEmpty()) {
        answer.add(new NotFoundMessage(missing));
      }
      return answer;
    }

    private List<Message> block(Sha256Hash hash) {
      return chain.block(Bitcoinj.hash(hash)).<Message>map(Bitcoinj::block).stream().toList();
    }

    /** Bitcoinj computes which transactions match and what proves them. */
    private List<Message> filteredBlock(Sha256Hash hash) {
      List<Message> messages = new ArrayList<>();
      for (Message block : block(hash)) {
        FilteredBlock filtered = filter.applyAndUpdate((Block) block);
        messages.add(filtered);
        for (Sha256Hash txid : filtered.getTransactionHashes()) {
          messages.add(filtered.getAssociatedTransactions().get(txid));
        }
      }
      return messages;
    }

    private List<Message> transaction(Sha256Hash txid) {
      return mempool.stream()
          .filter(each -> each.getTxId().equals(txid))
          .<Message>map(each -> each)
          .toList();
    }
  }
}
