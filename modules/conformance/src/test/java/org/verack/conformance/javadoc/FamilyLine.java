package org.verack.conformance.javadoc;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.node.RespondingNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Message;
import org.verack.wire.Network;

/** A peer of some family that is connected in memory to a node which answers by a function. */
record FamilyLine(
    VirtualRuntime time,
    PipeNetwork pipes,
    RespondingNode node,
    PeerContext context,
    PeerConfig config,
    Peer peer)
    implements AutoCloseable {

  /** Connects a peer with the default configuration of a network. */
  static FamilyLine open(
      Network network,
      Function<Message, List<Message>> responder,
      Consumer<PeerConfig.Builder> configureNode)
      throws Exception {
    VirtualRuntime time = VirtualRuntime.builder().patience(BenchFrame.PATIENCE).build();
    PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
    RespondingNode node =
        RespondingNode.builder(network, responder)
            .runtime(time)
            .listen(pipes, new Endpoint("127.0.0.1", network.port()))
            .configure(configureNode)
            .start();
    PeerContext context = PeerContext.builder().runtime(time).random(new Random(1)).build();
    PeerConfig config = PeerConfig.builder(network).dialer(pipes).build();
    FamilyLine line =
        new FamilyLine(time, pipes, node, context, config, Peer.outbound(context, config));
    try {
      line.peer.connect(node.endpoint());
      time.awaitQuiet();
      return line;
    } catch (Exception | AssertionError failure) {
      line.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    context.close();
    node.close();
    pipes.close();
    time.close();
  }
}
