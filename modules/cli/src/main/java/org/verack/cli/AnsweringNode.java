package org.verack.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.node.RespondingNode;
import org.verack.wire.Message;
import org.verack.wire.Network;

/** A node that answers each message by itself, on whichever network. */
record AnsweringNode(RespondingNode node) implements Family.Node {

  static AnsweringNode start(
      Network network,
      Consumer<PeerConfig.Builder> configure,
      Function<Message, List<Message>> responder,
      Endpoint listen,
      Consumer<Peer> onPeer)
      throws IOException {
    return new AnsweringNode(
        RespondingNode.builder(network, responder)
            .configure(config -> config.userAgent(ServeCommand.USER_AGENT))
            .configure(configure)
            .listen(listen)
            .onPeer(onPeer)
            .start());
  }

  @Override
  public Endpoint endpoint() {
    return node.endpoint();
  }

  @Override
  public void connect(Endpoint target) throws IOException, InterruptedException {
    Peer unused = node.connect(target);
  }

  @Override
  public void close() {
    node.close();
  }
}
