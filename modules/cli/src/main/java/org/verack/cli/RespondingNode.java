package org.verack.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.wire.Message;
import org.verack.wire.Network;

/** A node that answers each message by itself, on whichever network. */
final class RespondingNode implements Family.Node {

  private final PeerContext context = PeerContext.create();
  private final PeerConfig config;
  private final Function<Message, List<Message>> responder;
  private final Consumer<Peer> onPeer;
  private final PeerListener listener;

  private RespondingNode(
      PeerConfig config,
      Function<Message, List<Message>> responder,
      ConnectionListener connections,
      Consumer<Peer> onPeer) {
    this.config = config;
    this.responder = responder;
    this.onPeer = onPeer;
    this.listener = PeerListener.listen(context, config, connections, this::serve);
  }

  static RespondingNode start(
      Network network,
      Consumer<PeerConfig.Builder> configure,
      Function<Message, List<Message>> responder,
      Endpoint listen,
      Consumer<Peer> onPeer)
      throws IOException {
    PeerConfig.Builder config = PeerConfig.builder(network).userAgent(ServeCommand.USER_AGENT);
    configure.accept(config);
    return new RespondingNode(config.build(), responder, TcpListener.listen(listen), onPeer);
  }

  private void serve(Peer peer) {
    peer.on(
        Message.class,
        (from, message) -> {
          for (Message answer : responder.apply(message)) {
            // What is asked for without witnesses has none.
            from.send(config.network().encode(answer, from.format().withWitness(true)));
          }
        });
    onPeer.accept(peer);
  }

  @Override
  public Endpoint endpoint() {
    return listener.endpoint();
  }

  @Override
  public void connect(Endpoint target) throws IOException, InterruptedException {
    Peer peer = Peer.outbound(context, config);
    serve(peer);
    peer.connect(target);
  }

  @Override
  public void close() {
    context.close();
  }
}
