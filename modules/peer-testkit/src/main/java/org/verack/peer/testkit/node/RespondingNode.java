package org.verack.peer.testkit.node;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.wire.Message;
import org.verack.wire.Network;

/**
 * A node of any network that answers each message by itself: a remote to test with where {@link
 * TestNode}, which knows Bitcoin's messages, does not fit.
 *
 * <p>The families' modules have functions that answer as a node does which serves a chain, such as
 * {@code LbryResponder}, {@code DecredResponder} and {@code KaspaResponder}; for a network of one's
 * own it is a {@code switch}:
 *
 * {@snippet :
 * Function<Message, List<Message>> responder =
 *     message ->
 *         switch (message) {
 *           case GetHeaders asked -> List.of(Headers.of(chain.header(1), chain.header(2)));
 *           default -> List.of();
 *         };
 * try (RespondingNode node =
 *         RespondingNode.builder(network, responder)
 *             .listen(lan, Endpoint.parse("192.0.2.1:18444"))
 *             .runtime(time)
 *             .start();
 *     Peer peer = Peer.outbound(context, config)) {
 *   peer.connect(node.endpoint());
 *   var locator = List.of(network.genesisHash());
 *   assert peer.request(Requests.headers(locator), Duration.ofMinutes(1)).size() == 2;
 * }
 * }
 *
 * <p>Answers are written with their witnesses if they have any, so an answer that is to have none
 * must not contain any. Pings are answered by the peers and are not shown to the function.
 *
 * <p>It has a {@link PeerContext} of its own, so a program in the same process can connect to it
 * without taking it for itself. Safe for use from any thread.
 */
public final class RespondingNode implements AutoCloseable {

  private static final Endpoint ANY_LOCAL_PORT = new Endpoint("127.0.0.1", 0);

  private final PeerContext context;
  private final @Nullable SystemRuntime ownRuntime;
  private final PeerConfig config;
  private final Function<Message, List<Message>> responder;
  private final Consumer<Peer> onPeer;
  private final PeerListener listener;
  private final Set<Peer> served = ConcurrentHashMap.newKeySet();

  private RespondingNode(Builder builder, ConnectionListener connections) {
    ownRuntime = builder.runtime == null ? new SystemRuntime() : null;
    PeerRuntime runtime = ownRuntime != null ? ownRuntime : Objects.requireNonNull(builder.runtime);
    context = PeerContext.builder().runtime(runtime).build();
    config = builder.config();
    responder = builder.responder;
    onPeer = builder.onPeer;
    listener = PeerListener.listen(context, config, connections, this::serve);
  }

  /**
   * Begins a node.
   *
   * @param network the network that it speaks on
   * @param responder makes the answers to a message, in order; none for most messages. Called for
   *     each peer by one thread at a time, and for several peers at once
   * @return a builder
   */
  public static Builder builder(Network network, Function<Message, List<Message>> responder) {
    return new Builder(network, responder);
  }

  private void serve(Peer peer) {
    served.add(peer);
    peer.on(
        Message.class,
        (from, message) -> {
          for (Message answer : responder.apply(message)) {
            from.send(config.network().encode(answer, from.format().withWitness(true)));
          }
        });
    peer.onEvent(PeerEvent.Disconnected.class, (from, event) -> served.remove(peer));
    onPeer.accept(peer);
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
   * Returns the peers with which the handshake is complete and whose connections have not ended, to
   * send them what nobody has asked for.
   *
   * @return those who dialed the node and those whom it dialed, in no order
   */
  public List<Peer> peers() {
    return served.stream().filter(Peer::isOpen).toList();
  }

  /**
   * Dials another node and answers it, too. Blocks until the handshake is complete.
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
        served.remove(peer);
      }
    }
  }

  /** Ends the listening and all peers, and waits until their threads have ended. */
  @Override
  public void close() {
    context.close();
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
    private final Function<Message, List<Message>> responder;
    private @Nullable PipeNetwork pipes;
    private Endpoint endpoint = ANY_LOCAL_PORT;
    private @Nullable Dialer dialer;
    private @Nullable PeerRuntime runtime;
    private Consumer<PeerConfig.Builder> customizer = config -> {};
    private Consumer<Peer> onPeer = peer -> {};

    private Builder(Network network, Function<Message, List<Message>> responder) {
      this.network = Objects.requireNonNull(network, "network");
      this.responder = Objects.requireNonNull(responder, "responder");
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
      dialer = value.from(where.host());
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
     * Changes how the node's peers behave, and what they say of the node: its services, its height.
     *
     * @param change gets the configuration of the peers when the node starts
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

    private PeerConfig config() {
      PeerConfig.Builder config = PeerConfig.builder(network).userAgent("/verack-testnode:0.1.0/");
      if (dialer != null) {
        config.dialer(dialer);
      }
      customizer.accept(config);
      return config.build();
    }

    /**
     * Starts the node.
     *
     * @return the node, listening
     * @throws IOException if it cannot listen where it should
     */
    public RespondingNode start() throws IOException {
      ConnectionListener connections =
          pipes != null ? pipes.listen(endpoint) : TcpListener.listen(endpoint);
      try {
        return new RespondingNode(this, connections);
      } catch (RuntimeException e) {
        connections.close();
        throw e;
      }
    }
  }
}
