package org.verack.cli;

import java.io.IOException;
import java.util.function.Consumer;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.wire.Message;
import org.verack.wire.decred.DecredServices;
import org.verack.wire.decred.generator.DecredChain;
import org.verack.wire.decred.generator.DecredResponder;

/** A node that serves a chain of Decred. */
final class DecredNode implements Family.Node {

  private final PeerContext context = PeerContext.create();
  private final PeerConfig config;
  private final DecredResponder responder;
  private final Consumer<Peer> onPeer;
  private final PeerListener listener;

  private DecredNode(
      DecredChain chain,
      ConnectionListener connections,
      Consumer<PeerConfig.Builder> change,
      Consumer<Peer> onPeer) {
    this.responder = new DecredResponder(chain);
    this.onPeer = onPeer;
    PeerConfig.Builder builder =
        PeerConfig.builder(chain.network())
            .userAgent(ServeCommand.USER_AGENT)
            .services(DecredServices.NETWORK)
            .bestHeight(chain::tipHeight);
    change.accept(builder);
    this.config = builder.build();
    this.listener = PeerListener.listen(context, config, connections, this::serve);
  }

  static DecredNode start(
      DecredChain chain,
      Endpoint listen,
      Consumer<PeerConfig.Builder> change,
      Consumer<Peer> onPeer)
      throws IOException {
    return new DecredNode(chain, TcpListener.listen(listen), change, onPeer);
  }

  private void serve(Peer peer) {
    peer.on(
        Message.class,
        (from, message) -> {
          for (Message answer : responder.answers(message)) {
            from.send(answer);
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
