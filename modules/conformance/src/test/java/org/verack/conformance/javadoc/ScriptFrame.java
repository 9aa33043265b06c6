package org.verack.conformance.javadoc;

import java.util.concurrent.CompletableFuture;
import org.verack.peer.Peer;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;

/** The same with a script at the other end of the peer's line instead of the node. */
public abstract class ScriptFrame extends BenchFrame {

  protected ScriptedPeer remote;

  @Override
  void prepare() throws Exception {
    Pipes.Pair pair = Pipes.on(time).open();
    peer = Peer.outbound(context, config);
    CompletableFuture<Peer> connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(pair.dialer());
              return peer;
            });
    remote = ScriptedPeer.builder(network, time).accepted(pair.listener()).handshake();
    connecting.join();
  }
}
