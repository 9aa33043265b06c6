package org.verack.conformance.javadoc;

import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.node.RespondingNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.decred.DecredServices;
import org.verack.wire.decred.generator.DecredResponder;

/** For examples that use a peer of Decred: it is connected to a node that serves the blocks. */
public abstract class DecredPeerFrame extends DecredFrame {

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
    DecredResponder responder = new DecredResponder(chain);
    try (FamilyLine line =
        FamilyLine.open(
            network,
            responder::answers,
            of -> of.services(DecredServices.NETWORK).bestHeight(chain::tipHeight))) {
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
