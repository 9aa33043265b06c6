package org.verack.conformance.javadoc;

import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.node.RespondingNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.kaspa.KaspaHandshake;
import org.verack.wire.kaspa.KaspaServices;
import org.verack.wire.kaspa.generator.KaspaResponder;

/** For examples that use a peer of Kaspa: it is connected to a node that serves the blocks. */
public abstract class KaspaPeerFrame extends KaspaFrame {

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
    KaspaResponder responder = new KaspaResponder(dag);
    try (FamilyLine line =
        FamilyLine.open(
            network,
            responder::answers,
            of ->
                of.services(KaspaServices.NETWORK)
                    .handshake(KaspaHandshake.of(() -> dag.selectedTip().hash())))) {
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
