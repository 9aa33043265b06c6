package org.verack.peer.testkit.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.runtime.SystemRuntime;
import org.verack.peer.testkit.chain.ChainSource;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.TimedAddress;

/**
 * A node of the Bitcoin kind that serves a chain: a remote to test with.
 *
 * {@snippet :
 * Endpoint place = Endpoint.parse("192.0.2.1:18444");
 * try (TestNode node = TestNode.builder(chain).runtime(time).listen(lan, place).start();
 *     Peer peer = Peer.outbound(context, config)) {
 *   List<Hash> news = new CopyOnWriteArrayList<>();
 *   peer.on(Headers.class, (from, some) -> some.headers().forEach(each -> news.add(each.hash())));
 *   peer.connect(node.endpoint());
 *   time.awaitQuiet();
 *   GeneratedChain longer = chain.extend(1);
 *   node.switchTo(longer); // announces the new block as the peer has asked for: by its header
 *   time.awaitQuiet();
 *   assert news.equals(List.of(longer.tipHash()));
 * }
 * }
 *
 * <p>It answers as Bitcoin Core does:
 *
 * <table>
 * <caption>What the node does</caption>
 * <tr><th>asked</th><th>answers</th></tr>
 * <tr><td>{@code getheaders}</td><td>up to 2,000 headers after the fork, from the first block if the
 *     locator is unknown; with an empty locator the one header that is named</td></tr>
 * <tr><td>{@code getblocks}</td><td>up to 500 hashes, without the stop; who then asks for the block of
 *     the 500th is told the tip</td></tr>
 * <tr><td>{@code getdata}</td><td>blocks and transactions, with witnesses only where the type says
 *     so; {@code notfound} for transactions that it does not have, silence for blocks. The last six
 *     blocks in compact form to who wants them so, older ones whole; blocks filtered if a bloom
 *     filter is loaded</td></tr>
 * <tr><td>{@code getblocktxn}</td><td>the transactions, for the last eleven blocks; older blocks
 *     whole (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>)</td></tr>
 * <tr><td>{@code filterload}, {@code filteradd}, {@code filterclear}</td><td>nothing; transactions
 *     that do not match are not announced from then on (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>)</td></tr>
 * <tr><td>{@code getcfilters}, {@code getcfheaders}, {@code getcfcheckpt}</td><td>basic filters of
 *     the best chain (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>), if
 *     {@linkplain Builder#compactFilters offered} and everything that the blocks spend is in it; who
 *     asks for others, or too much, is disconnected</td></tr>
 * <tr><td>{@code mempool}</td><td>the unconfirmed transactions; the node offers
 *     NODE_BLOOM</td></tr>
 * <tr><td>{@code getaddr}</td><td>its addresses, if it has any, once for each inbound peer</td></tr>
 * <tr><td>{@code inv} of transactions</td><td>asks for them and keeps them, unless told not to; by
 *     the id that was agreed (BIP 339), others do not count</td></tr>
 * </table>
 *
 * <p>New blocks are announced {@linkplain #switchTo as each peer has asked for}. It validates
 * nothing, neither what it is given to serve nor what it receives. Told to {@linkplain #misbehave
 * misbehave}, it withholds, stalls, lies about work, gives blocks that are not those of their
 * headers, or floods.
 *
 * <p>It has a {@link PeerContext} of its own, so a program in the same process can connect to it
 * without taking it for itself. Safe for use from any thread.
 */
public final class TestNode implements AutoCloseable {

  private static final Endpoint ANY_LOCAL_PORT = new Endpoint("127.0.0.1", 0);

  private final PeerContext context;
  private final @Nullable SystemRuntime ownRuntime;
  private final PeerConfig config;
  private final PeerListener listener;
  private final Mempool mempool;
  private final List<TimedAddress> addresses;
  private final boolean notFoundForBlocks;
  private final boolean confirmedTransactions;
  private final boolean acceptTransactions;
  private final Consumer<Peer> onPeer;
  private final Map<Peer, ServedPeer> peers = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;
  private final FilterIndex filters = new FilterIndex();
  private final Mute mute = new Mute();

  // Written under the lock, all three together.
  private volatile ChainSource chain;
  private volatile Conduct conduct;

  /** What the node pretends to have: the chain, unless it lies. */
  private volatile ChainSource served;

  // Guarded by the lock.
  private int floodings;

  private TestNode(Builder builder, ConnectionListener connections) {
    ownRuntime = builder.runtime == null ? new SystemRuntime() : null;
    PeerRuntime runtime = ownRuntime != null ? ownRuntime : Objects.requireNonNull(builder.runtime);
    context = PeerContext.builder().runtime(runtime).build();
    chain = builder.chain;
    mempool = new Mempool(runtime);
    changed = runtime.newCondition(lock);
    addresses = builder.addresses;
    notFoundForBlocks = builder.notFoundForBlocks;
    confirmedTransactions = builder.confirmedTransactions;
    acceptTransactions = builder.acceptTransactions;
    onPeer = builder.onPeer;
    conduct = new Conduct(builder.misbehaviours);
    served = conduct.served(chain);
    mute.set(conduct.isSilent());
    config = builder.config(() -> chain.tipHeight(), mute);
    listener =
        PeerListener.listen(
            context, config, mute.wrap(connections), builder.inboundLimits, this::serve);
  }

  /**
   * Begins a node that serves a generated chain.
   *
   * @param chain what it serves, on the chain's own network
   * @return a builder
   */
  public static Builder builder(GeneratedChain chain) {
    return new Builder(chain.network(), chain);
  }

  /**
   * Begins a node.
   *
   * @param network the network that it speaks on
   * @param chain what it serves
   * @return a builder
   */
  public static Builder builder(Network network, ChainSource chain) {
    return new Builder(network, chain);
  }

  private void serve(Peer peer) {
    ServedPeer one = new ServedPeer(this, peer);
    peers.put(peer, one);
    one.register();
    peer.onEvent(
        PeerEvent.Connected.class,
        (from, event) -> {
          tellChanged();
          flood(one, conduct);
        });
    peer.onEvent(
        PeerEvent.Disconnected.class,
        (from, event) -> {
          peers.remove(peer);
          tellChanged();
        });
    onPeer.accept(peer);
  }

  private void tellChanged() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns where the node listens.
   *
   * @return the endpoint to dial
   */
  public Endpoint endpoint() {
    return listener.endpoint();
  }

  /**
   * Returns the network that the node speaks on.
   *
   * @return the network
   */
  public Network network() {
    return config.network();
  }

  /**
   * Returns the peers with which the handshake is complete and whose connections have not ended.
   *
   * @return those who dialed the node and those whom it dialed, in no order
   */
  public List<Peer> peers() {
    return peers.keySet().stream().filter(Peer::isOpen).toList();
  }

  /**
   * Waits until the node has some number of peers. A program's own handshake may be complete a
   * moment before the node's; what the node announces in between does not reach it.
   *
   * @param count at least so many
   * @param patience how long to wait
   * @return whether there are, before the time was up
   * @throws InterruptedException if the thread was interrupted
   */
  public boolean awaitPeers(int count, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(patience);
      while (peers().size() < count && left > 0) {
        left = changed.awaitNanos(left);
      }
      return peers().size() >= count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Dials another node and serves it, too. Blocks until the handshake is complete.
   *
   * @param endpoint where to
   * @return the peer
   * @throws IOException if there is no connection or no handshake
   * @throws InterruptedException if the thread was interrupted
   */
  public Peer connect(Endpoint endpoint) throws IOException, InterruptedException {
    Peer peer = Peer.outbound(context, config);
    serve(peer);
    boolean connected = false;
    try {
      peer.connect(endpoint);
      connected = true;
      return peer;
    } finally {
      if (!connected) {
        // Where there was no connection there is no event of its end either.
        peers.remove(peer);
      }
    }
  }

  /**
   * Returns what the node serves, or would if it did not lie.
   *
   * @return the chain
   */
  public ChainSource chain() {
    return chain;
  }

  /**
   * Serves another chain from now on, and announces its new blocks to each peer as it has asked for
   * (<a href="https://github.com/bitcoin/bips/blob/master/bip-0130.mediawiki">BIP 130</a>, <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>): one block
   * in compact form to those that want such at once; up to eight by their headers to those that
   * want these; else by the hash of the tip. If the other chain has nothing new in it, nothing is
   * announced. Whether a peer knows what the blocks follow does not matter, other than with Bitcoin
   * Core. Does not wait for the peers.
   *
   * @param next what to serve; usually the present chain continued, or a fork of it
   */
  public void switchTo(ChainSource next) {
    Objects.requireNonNull(next, "next");
    ChainSource before;
    ChainSource after;
    lock.lock();
    try {
      before = served;
      after = conduct.served(next);
      chain = next;
      served = after;
    } finally {
      lock.unlock();
    }
    int first = after.tipHeight() + 1;
    while (first > 1 && before.height(after.hash(first - 1)).isEmpty()) {
      first--;
    }
    if (first <= after.tipHeight()) {
      for (ServedPeer peer : peers.values()) {
        peer.announceFrom(after, first);
      }
    }
  }

  /**
   * Announces one block to all peers, whether or not they know it, in the form that each has asked
   * for: compact, by its header, or by its hash. Does not wait for the peers.
   *
   * @param hash a block that the node serves
   * @throws IllegalArgumentException if it does not have it
   */
  public void announce(Hash hash) {
    ChainSource present = served;
    BlockHeader header =
        present
            .block(hash)
            .map(Block::header)
            .orElseThrow(() -> new IllegalArgumentException("there is no block " + hash));
    for (ServedPeer peer : peers.values()) {
      peer.announce(present, header);
    }
  }

  /**
   * Misbehaves from now on, in this way and no longer in those that it was told before. Answers
   * that were written before are on their way; with a stall, what still waits to be written is
   * lost. Does not wait for the peers.
   *
   * @param misbehaviours what it does wrong; of several of a kind all hold
   */
  public void misbehave(Misbehaviour... misbehaviours) {
    Conduct next = new Conduct(List.of(misbehaviours));
    lock.lock();
    try {
      conduct = next;
      served = next.served(chain);
      mute.set(next.isSilent());
    } finally {
      lock.unlock();
    }
    for (ServedPeer peer : peers.values()) {
      flood(peer, next);
    }
  }

  /**
   * Behaves from now on. Floods end, chains are true; connections that have fallen silent stay so.
   */
  public void behave() {
    misbehave();
  }

  private void flood(ServedPeer peer, Conduct reason) {
    if (reason.floods().isEmpty() || !peer.mayBeFlooded(reason)) {
      return;
    }
    addFlooding(1);
    try {
      Thread unused =
          context
              .runtime()
              .start(
                  "flood",
                  () -> {
                    try {
                      reason.floods().forEach(each -> peer.flood(each, () -> conduct == reason));
                    } finally {
                      addFlooding(-1);
                    }
                  });
    } catch (RuntimeException | Error e) {
      addFlooding(-1);
      throw e;
    }
  }

  private void addFlooding(int change) {
    lock.lock();
    try {
      floodings += change;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a transaction to those that wait to be confirmed, and tells nobody.
   *
   * @param transaction the transaction
   */
  public void addToMempool(Transaction transaction) {
    mempool.add(transaction);
  }

  /**
   * Adds a transaction to those that wait to be confirmed, and announces it at once to all peers
   * that want transactions: by its wtxid where that was agreed (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>), else by its
   * txid. Does not wait for the peers.
   *
   * @param transaction the transaction
   */
  public void announce(Transaction transaction) {
    mempool.add(transaction);
    for (ServedPeer peer : peers.values()) {
      peer.announce(transaction);
    }
  }

  /**
   * Returns the transactions that wait to be confirmed: added here, or sent by peers.
   *
   * @return a copy, in order of arrival
   */
  public List<Transaction> mempool() {
    return mempool.all();
  }

  /**
   * Waits until a transaction has been added or has come from a peer.
   *
   * @param id its txid or wtxid
   * @param patience how long to wait
   * @return the transaction, or empty if it did not come in time
   * @throws InterruptedException if the thread was interrupted
   */
  public Optional<Transaction> awaitTransaction(Hash id, Duration patience)
      throws InterruptedException {
    return mempool.await(id, patience);
  }

  /** What the node pretends to have. */
  ChainSource served() {
    return served;
  }

  Conduct conduct() {
    return conduct;
  }

  /** Falls silent, unless it behaves in another way by now. */
  void fallSilent(Conduct reason) {
    lock.lock();
    try {
      if (conduct == reason) {
        mute.set(true);
      }
    } finally {
      lock.unlock();
    }
  }

  Optional<Transaction> findTransaction(Hash id) {
    Optional<Transaction> waiting = mempool.find(id);
    return waiting.isEmpty() && confirmedTransactions ? chain.transaction(id) : waiting;
  }

  FilterIndex filters() {
    return filters;
  }

  List<TimedAddress> addresses() {
    return addresses;
  }

  boolean saysNotFoundForBlocks() {
    return notFoundForBlocks;
  }

  boolean acceptsTransactions() {
    return acceptTransactions;
  }

  /** Ends the listening and all peers, and waits until their threads have ended. */
  @Override
  public void close() {
    context.close();
    lock.lock();
    try {
      while (floodings > 0) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    if (ownRuntime != null) {
      ownRuntime.close();
    }
  }

  /** Returns the network and where the node listens. */
  @Override
  public String toString() {
    return network() + " node at " + endpoint();
  }

  /** Collects the parts of a node. Not safe for use by several threads at once. */
  public static final class Builder {

    private final Network network;
    private final ChainSource chain;
    private @Nullable ConnectionListener listener;
    private @Nullable PipeNetwork pipes;
    private Endpoint endpoint = ANY_LOCAL_PORT;
    private @Nullable Dialer dialer;
    private @Nullable PeerRuntime runtime;
    private String userAgent = "/verack-testnode:0.1.0/";
    private InboundLimits inboundLimits = InboundLimits.DEFAULT;
    private List<TimedAddress> addresses = List.of();
    private boolean notFoundForBlocks;
    private boolean confirmedTransactions;
    private boolean acceptTransactions = true;
    private boolean compactFilters;
    private List<Misbehaviour> misbehaviours = List.of();
    private Consumer<PeerConfig.Builder> customizer = config -> {};
    private Consumer<Peer> onPeer = peer -> {};

    private Builder(Network network, ChainSource chain) {
      this.network = Objects.requireNonNull(network, "network");
      this.chain = Objects.requireNonNull(chain, "chain");
    }

    /**
     * Listens on TCP.
     *
     * @param value where; port 0 for any that is free. By default port 0 of 127.0.0.1
     * @return this builder
     */
    public Builder listen(Endpoint value) {
      endpoint = Objects.requireNonNull(value, "endpoint");
      pipes = null;
      dialer = null;
      listener = null;
      return this;
    }

    /**
     * Listens and dials in memory.
     *
     * @param value the network in memory
     * @param where the node's place in it; port 0 for any that is free
     * @return this builder
     */
    public Builder listen(PipeNetwork value, Endpoint where) {
      pipes = Objects.requireNonNull(value, "pipes");
      endpoint = Objects.requireNonNull(where, "where");
      listener = null;
      dialer = value.from(where.host());
      return this;
    }

    /**
     * Listens in a way of one's own.
     *
     * @param value where connections arrive; closed with the node
     * @return this builder
     */
    public Builder listener(ConnectionListener value) {
      listener = Objects.requireNonNull(value, "listener");
      return this;
    }

    /**
     * Sets time and threads, for instance virtual ones. It stays open when the node is closed.
     *
     * @param value the runtime; by default the machine's
     * @return this builder
     */
    public Builder runtime(PeerRuntime value) {
      runtime = Objects.requireNonNull(value, "runtime");
      return this;
    }

    /**
     * Sets what the node calls itself (<a
     * href="https://github.com/bitcoin/bips/blob/master/bip-0014.mediawiki">BIP 14</a>).
     *
     * @param value the user agent
     * @return this builder
     */
    public Builder userAgent(String value) {
      userAgent = Objects.requireNonNull(value, "userAgent");
      return this;
    }

    /**
     * Sets how many inbound peers there may be at a time.
     *
     * @param value by default {@link InboundLimits#DEFAULT}; further connections are closed
     * @return this builder
     */
    public Builder inboundLimits(InboundLimits value) {
      inboundLimits = Objects.requireNonNull(value, "inboundLimits");
      return this;
    }

    /**
     * Sets what the node answers to {@code getaddr}.
     *
     * @param value the addresses, of which 1,000 are sent at most; by default none, and no answer.
     *     Who did not ask for {@code addrv2} gets those that the old form can hold
     * @return this builder
     */
    public Builder addresses(List<TimedAddress> value) {
      addresses = List.copyOf(value);
      return this;
    }

    /**
     * Sets whether the node says {@code notfound} for blocks that it does not have.
     *
     * @param value by default false, as Bitcoin Core
     * @return this builder
     */
    public Builder notFoundForBlocks(boolean value) {
      notFoundForBlocks = value;
      return this;
    }

    /**
     * Sets whether the node gives transactions out of its blocks, too.
     *
     * @param value by default false, as Bitcoin Core: only those that wait to be confirmed
     * @return this builder
     */
    public Builder confirmedTransactions(boolean value) {
      confirmedTransactions = value;
      return this;
    }

    /**
     * Sets whether the node asks for transactions that are announced to it, and keeps those that
     * come.
     *
     * @param value by default true
     * @return this builder
     */
    public Builder acceptTransactions(boolean value) {
      acceptTransactions = value;
      return this;
    }

    /**
     * Sets whether the node offers NODE_COMPACT_FILTERS.
     *
     * @param value by default false, as Bitcoin Core
     * @return this builder
     */
    public Builder compactFilters(boolean value) {
      compactFilters = value;
      return this;
    }

    /**
     * Sets what the node does wrong from the beginning; see {@link TestNode#misbehave}.
     *
     * @param values by default nothing
     * @return this builder
     */
    public Builder misbehaving(Misbehaviour... values) {
      misbehaviours = List.of(values);
      return this;
    }

    /**
     * Changes how the node's peers behave. Called when the node starts, after everything else here
     * has been applied.
     *
     * @param change gets the configuration of the peers
     * @return this builder
     */
    public Builder configure(Consumer<PeerConfig.Builder> change) {
      customizer = customizer.andThen(change);
      return this;
    }

    /**
     * Sets what is called with each peer before its handshake, to give it more handlers.
     *
     * @param value gets those who dial the node and those whom it dials; must not block
     * @return this builder
     */
    public Builder onPeer(Consumer<Peer> value) {
      onPeer = Objects.requireNonNull(value, "onPeer");
      return this;
    }

    private PeerConfig config(IntSupplier bestHeight, Mute mute) {
      ServiceFlags services =
          ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.BLOOM, ServiceFlags.WITNESS);
      PeerConfig.Builder config =
          PeerConfig.builder(network)
              .userAgent(userAgent)
              .services(compactFilters ? services.with(ServiceFlags.COMPACT_FILTERS) : services)
              .bestHeight(bestHeight);
      if (dialer != null) {
        config.dialer(dialer);
      }
      customizer.accept(config);
      return config.dialer(mute.wrap(config.build().dialer())).build();
    }

    /**
     * Starts the node.
     *
     * @return the node, listening
     * @throws IOException if it cannot listen where it should
     */
    public TestNode start() throws IOException {
      ConnectionListener connections = listener;
      if (connections == null) {
        connections = pipes != null ? pipes.listen(endpoint) : TcpListener.listen(endpoint);
      }
      try {
        return new TestNode(this, connections);
      } catch (RuntimeException e) {
        connections.close();
        throw e;
      }
    }
  }
}
