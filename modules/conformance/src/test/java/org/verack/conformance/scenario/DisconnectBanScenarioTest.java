package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;

/**
 * Core's {@code p2p_disconnect_ban}, without the list of bans, which a node keeps: a peer is found
 * by its number or by its address, and left.
 */
@ExtendWith(TestkitExtension.class)
class DisconnectBanScenarioTest {

  private static Peer visit(PipeNetwork network, PeerContext context, TestNode node, String host)
      throws Exception {
    PeerConfig config = PeerConfig.builder(node.network()).dialer(network.from(host)).build();
    Peer peer = Peer.outbound(context, config);
    peer.connect(node.endpoint());
    return peer;
  }

  @CoreScenario({"p2p_disconnect_ban/by-address", "p2p_disconnect_ban/by-id"})
  @Test
  void aPeerIsLeftByItsAddressOrItsNumberAndMayComeBack(
      VirtualRuntime time, PipeNetwork network, PeerContext context, TestNode node)
      throws Exception {
    Peer one = visit(network, context, node, "192.0.2.1");
    Peer two = visit(network, context, node, "192.0.2.2");
    time.awaitQuiet();
    long number =
        node.peers().stream()
            .filter(each -> each.stats().remote().host().equals("192.0.2.2"))
            .findAny()
            .orElseThrow()
            .id();

    close(node, each -> each.stats().remote().host().equals("192.0.2.1"));
    time.awaitQuiet();
    assertThat(one.disconnectReason()).contains(new DisconnectReason.RemoteClose(false, false));
    assertThat(two.isOpen()).isTrue();

    close(node, each -> each.id() == number);
    time.awaitQuiet();
    assertThat(two.disconnectReason()).contains(new DisconnectReason.RemoteClose(false, false));
    assertThat(node.peers()).isEmpty();

    assertThat(visit(network, context, node, "192.0.2.1").isOpen()).isTrue();
  }

  private static void close(TestNode node, Predicate<Peer> which) {
    node.peers().stream().filter(which).forEach(each -> each.close("unwanted"));
  }
}
