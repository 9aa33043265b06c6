package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;
import org.verack.wire.request.Requests;
import org.verack.wire.transport.TransportKind;

/**
 * Core's {@code p2p_v2_encrypted} (BIP 324): whichever of two nodes knows encryption, they
 * understand each other, and go on doing so when the keys change. More of it is in {@code
 * EncryptionTest}.
 */
@ExtendWith(TestkitExtension.class)
class V2EncryptedScenarioTest {

  /** A new key is due after so many packets in one direction. */
  private static final int REKEY_INTERVAL = 224;

  private static final Endpoint HOME = new Endpoint("node.example", 18444);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private static PeerConfig config(PipeNetwork network, PeerConfig.Encryption encryption) {
    return PeerConfig.builder(Networks.REGTEST).dialer(network).encryption(encryption).build();
  }

  @CoreScenario("p2p_v2_encrypted/combinations")
  @ParameterizedTest
  @CsvSource({
    "PREFERRED, PREFERRED, V2",
    "PREFERRED, OFF, V1",
    "OFF, PREFERRED, V1",
    "OFF, OFF, V1",
    "REQUIRED, PREFERRED, V2",
    "PREFERRED, REQUIRED, V2",
    "REQUIRED, REQUIRED, V2",
  })
  void bothSidesFindTheTransportThatBothKnow(
      PeerConfig.Encryption dialing,
      PeerConfig.Encryption listening,
      TransportKind expected,
      VirtualRuntime time,
      PipeNetwork network,
      PeerContext context,
      GeneratedChain chain)
      throws Exception {
    try (TestNode node =
            TestNode.builder(chain)
                .runtime(time)
                .listen(network, HOME)
                .configure(config -> config.encryption(listening))
                .start();
        Peer peer = Peer.outbound(context, config(network, dialing))) {
      peer.connect(node.endpoint());
      time.awaitQuiet();
      assertThat(peer.stats().transport()).isEqualTo(expected);
      assertThat(peer.request(Requests.block(chain.tipHash()), DEADLINE)).contains(chain.tip());
      Peer other = node.peers().getFirst();
      assertThat(other.stats().transport()).isEqualTo(expected);
      assertThat(other.stats().sessionId()).isEqualTo(peer.stats().sessionId());
      assertThat(peer.stats().sessionId().isPresent()).isEqualTo(expected == TransportKind.V2);
    }
  }

  @CoreScenario("p2p_v2_encrypted/rekeying")
  @Test
  void theConversationGoesOnWhenTheKeysChange(
      VirtualRuntime time,
      PipeNetwork network,
      PeerContext context,
      GeneratedChain chain,
      TestNode node)
      throws Exception {
    try (Peer peer = Peer.outbound(context, config(network, PeerConfig.Encryption.REQUIRED))) {
      peer.connect(node.endpoint());
      for (int i = 0; i < 3 * REKEY_INTERVAL; i++) {
        peer.request(Requests.ping(), DEADLINE);
      }
      assertThat(peer.request(Requests.block(chain.tipHash()), DEADLINE)).contains(chain.tip());
      time.awaitQuiet();
      assertThat(peer.stats().sent().of("ping").messages()).isGreaterThan(3 * REKEY_INTERVAL);
    }
  }
}
