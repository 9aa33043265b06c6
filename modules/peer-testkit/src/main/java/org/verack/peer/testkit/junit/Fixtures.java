package org.verack.peer.testkit.junit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerStats;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.transport.TransportKind;

/**
 * What one test was given. Made as it is asked for, by the one thread that JUnit runs a test on.
 */
final class Fixtures {

  private static final int DEFAULT_BLOCKS = 10;
  private static final long DEFAULT_SEED = 1;

  /** A peer and the script at the other end of its line. */
  record Line(Peer peer, ScriptedPeer remote) {}

  private final PeerConfig config;
  private final VirtualRuntime time = new VirtualRuntime();
  private final List<PeerContext> contexts = new ArrayList<>();

  private @Nullable PeerContext context;
  private @Nullable PipeNetwork network;
  private @Nullable Line line;
  private @Nullable ConnectedPeers pair;
  private @Nullable GeneratedChain chain;
  private @Nullable TestNode node;

  Fixtures(PeerConfig config) {
    this.config = config;
  }

  VirtualRuntime time() {
    return time;
  }

  PeerContext context() {
    if (context == null) {
      context = newContext();
    }
    return context;
  }

  /** Its random numbers are the same in every run. */
  private PeerContext newContext() {
    Random random = new Random(contexts.size());
    PeerContext made = PeerContext.builder().runtime(time).random(random).build();
    contexts.add(made);
    return made;
  }

  PipeNetwork network() {
    if (network == null) {
      network = new PipeNetwork(Pipes.on(time));
    }
    return network;
  }

  Line line() {
    if (line == null) {
      Pipes.Pair pipe = Pipes.on(time).open();
      Peer peer = Peer.outbound(context(), config);
      CompletableFuture<Peer> connecting = connecting(peer, pipe.dialer());
      ScriptedPeer remote =
          ScriptedPeer.builder(config.network(), time)
              .transport(TransportKind.DETECTING)
              .accepted(pipe.listener())
              .handshake();
      requireConnected(connecting);
      line = new Line(peer, remote);
    }
    return line;
  }

  ConnectedPeers pair() {
    if (pair == null) {
      Pipes.Pair pipe = Pipes.on(time).open();
      // In one context it would be a connection to ourselves.
      Peer dialer = Peer.outbound(context(), config);
      Peer listener = Peer.inbound(newContext(), config);
      CompletableFuture<Peer> dialing = connecting(dialer, pipe.dialer());
      requireConnected(connecting(listener, pipe.listener()));
      requireConnected(dialing);
      pair = new ConnectedPeers(dialer, listener);
    }
    return pair;
  }

  private CompletableFuture<Peer> connecting(Peer peer, Connection connection) {
    return time.async(
        "connect",
        () -> {
          peer.connect(connection);
          return peer;
        });
  }

  private void requireConnected(CompletableFuture<Peer> connecting) {
    time.awaitQuiet();
    if (connecting.isCompletedExceptionally()) {
      throw new IllegalStateException("no handshake", connecting.exceptionNow());
    }
    if (!connecting.isDone()) {
      throw new IllegalStateException("the handshake does not end\n" + time.dump());
    }
  }

  GeneratedChain chain(Optional<ServedChain> wanted) {
    if (chain == null) {
      int blocks = wanted.map(ServedChain::blocks).orElse(DEFAULT_BLOCKS);
      long seed = wanted.map(ServedChain::seed).orElse(DEFAULT_SEED);
      chain = ChainGenerator.seeded(seed).network(config.network()).generate(blocks);
    }
    return chain;
  }

  TestNode node(Optional<ServedChain> wanted) {
    if (node == null) {
      GeneratedChain served = chain(wanted);
      Endpoint place = new Endpoint("node", config.network().port());
      try {
        node = TestNode.builder(served).runtime(time).listen(network(), place).start();
      } catch (IOException e) {
        throw new IllegalStateException("the node cannot listen at " + place, e);
      }
    }
    return node;
  }

  /** Closes everything; fails if something is left, unless the test has failed already. */
  void close(boolean check) {
    List<String> left = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    if (check) {
      attempt(time::awaitQuiet, failures);
      contexts.forEach(each -> each.peers().forEach(peer -> addQueued(peer, left)));
    }
    if (line != null) {
      attempt(line.remote()::close, failures);
    }
    if (node != null) {
      attempt(node::close, failures);
    }
    contexts.forEach(each -> attempt(each::close, failures));
    if (network != null) {
      attempt(network::close, failures);
    }
    if (!check) {
      return;
    }
    attempt(time::awaitQuiet, failures);
    time.threads().forEach(thread -> left.add("the thread " + thread.getName()));
    if (time.timers() > 0) {
      left.add(time.timers() == 1 ? "a timer" : time.timers() + " timers");
    }
    if (!left.isEmpty()) {
      failures.add(
          new AssertionError(
              "the test has left behind:\n  " + String.join("\n  ", left) + "\n" + time.dump()));
    }
    throwFirst(failures);
  }

  private static void throwFirst(List<Throwable> failures) {
    if (failures.isEmpty()) {
      return;
    }
    Throwable first = failures.getFirst();
    failures.stream().skip(1).filter(each -> !each.equals(first)).forEach(first::addSuppressed);
    if (first instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) first;
  }

  /** What cannot be closed, or does not come to rest, must not keep the rest from being closed. */
  private static void attempt(Runnable step, List<Throwable> failures) {
    try {
      step.run();
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  private static void addQueued(Peer peer, List<String> left) {
    PeerStats stats = peer.stats();
    if (stats.inboxBytes() > 0) {
      left.add(stats.inboxBytes() + " bytes of messages that " + peer + " has not handled");
    }
    if (stats.queuedBytes() > 0) {
      left.add(stats.queuedBytes() + " bytes of messages that " + peer + " has not written");
    }
  }
}
