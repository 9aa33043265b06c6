package org.verack.conformance.javadoc;

import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.node.RespondingNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.ServiceFlags;
import org.verack.wire.lbry.generator.LbryResponder;

/** For examples that use a peer of LBRY: it is connected to a node that serves the blocks. */
public abstract class LbryPeerFrame extends LbryFrame {

  protected VirtualRuntime time;

  /** Where the node listens. */
  protected PipeNetwork lan;

  protected RespondingNode node;
  protected PeerContext context;

  /** Of peers that dial within the network in memory. */
  protected PeerConfig config;

  protected Peer peer;

  @Override
  void runStatements() throws Exception {
    LbryResponder responder = new LbryResponder(chain);
    try (FamilyLine line =
        FamilyLine.open(
            network,
            responder::answers,
            of ->
                of.services(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS))
                    .bestHeight(chain::tipHeight))) {
      time = line.time();
      lan = line.pipes();
      node = line.node();
      context = line.context();
      config = line.config();
      peer = line.peer();
      example();
    }
  }
}
