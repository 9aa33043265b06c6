package org.verack.conformance.javadoc;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;

/**
 * For examples that use a peer: one that is connected in memory to a node which serves the chain.
 * Time stands still while the example has something to do, and else moves on by itself.
 */
public abstract class ConnectedFrame extends ValueFrame {

  private static final Duration LIMIT = Duration.ofHours(1);

  /**
   * Examples wait for answers outside the runtime, too, on a machine that has other things to do.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  protected VirtualRuntime time;
  protected TestNode node;
  protected PeerContext context;
  protected PeerConfig config;
  protected Peer peer;

  @Override
  void run() throws Exception {
    time = VirtualRuntime.builder().patience(PATIENCE).build();
    Endpoint place = new Endpoint("node", network.port());
    try (PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
        TestNode serving =
            TestNode.builder(CHAIN)
                .runtime(time)
                .listen(pipes, place)
                .compactFilters(true)
                .start();
        PeerContext ours = PeerContext.builder().runtime(time).random(new Random(1)).build()) {
      node = serving;
      context = ours;
      config = PeerConfig.builder(network).dialer(pipes).build();
      peer = Peer.outbound(context, config);
      CompletableFuture<Boolean> running =
          time.async(
              "example",
              () -> {
                peer.connect(place);
                example();
                return true;
              });
      if (!time.advanceUntil(LIMIT, running::isDone)) {
        throw new AssertionError("the example does not end\n" + time.dump());
      }
      running.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }
}
