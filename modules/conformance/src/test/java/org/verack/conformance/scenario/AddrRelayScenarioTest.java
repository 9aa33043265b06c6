package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeListener;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.AddressAllowance;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.transport.TransportKind;

/**
 * Core's {@code p2p_addr_relay}, without the choice of whom to relay to: how many addresses a
 * message may have, who is answered when, and how many addresses are taken from one peer.
 */
@ExtendWith(TestkitExtension.class)
class AddrRelayScenarioTest {

  private static final Endpoint HOME = new Endpoint("node.example", 18444);

  private static List<TimedAddress> addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new TimedAddress(
                    1_700_000_000L,
                    ServiceFlags.NETWORK,
                    NetworkAddress.parse("123.45." + i / 256 + "." + i % 256),
                    8333))
        .toList();
  }

  @CoreScenario("p2p_addr_relay/limit")
  @Test
  void aThousandAddressesAreTakenAndOneMoreIsMisbehaviour(
      VirtualRuntime time, Peer peer, ScriptedPeer remote) {
    List<Addr> taken = new ArrayList<>();
    peer.on(Addr.class, (from, addr) -> taken.add(addr));
    remote.send(new Addr(addresses(1000)));
    time.awaitQuiet();
    assertThat(taken).containsExactly(new Addr(addresses(1000)));

    int entry = 4 + 8 + 16 + 2;
    remote.sendFrame("addr", Bytes.ofHex("fde903" + "00".repeat(1001 * entry)), true);
    time.awaitQuiet();
    assertThat(peer.disconnectReason())
        .containsInstanceOf(DisconnectReason.Violation.class)
        .get()
        .matches(DisconnectReason::isMisbehaviour);
  }

  @CoreScenario("p2p_addr_relay/getaddr-once")
  @Test
  void whoDialedIsAnsweredOncePerConnection(
      VirtualRuntime time, PipeNetwork network, PeerContext context, GeneratedChain chain)
      throws Exception {
    try (TestNode node = node(time, network, chain).start()) {
      PeerConfig config = PeerConfig.builder(Networks.REGTEST).dialer(network).build();
      for (int connection = 0; connection < 2; connection++) {
        try (Peer peer = Peer.outbound(context, config)) {
          List<AddrV2> answers = new ArrayList<>();
          peer.on(AddrV2.class, (from, answer) -> answers.add(answer));
          peer.connect(node.endpoint());
          for (int round = 0; round < 3; round++) {
            peer.send(GetAddr.INSTANCE);
            time.awaitQuiet();
          }
          assertThat(answers).containsExactly(new AddrV2(addresses(20)));
        }
      }
    }
  }

  private static TestNode.Builder node(
      VirtualRuntime time, PipeNetwork network, GeneratedChain chain) {
    return TestNode.builder(chain).runtime(time).listen(network, HOME).addresses(addresses(20));
  }

  /** Otherwise whom we dial could find out what we know, and so who we are. */
  @CoreScenario("p2p_addr_relay/getaddr-inbound")
  @Test
  void whoWasDialedIsNotAnswered(VirtualRuntime time, PipeNetwork network, GeneratedChain chain)
      throws Exception {
    Endpoint there = new Endpoint("10.0.0.7", 18444);
    try (PipeListener listener = network.listen(there);
        TestNode node = node(time, network, chain).start()) {
      var dialing = time.async("dial", () -> node.connect(there));
      ScriptedPeer remote =
          ScriptedPeer.builder(Networks.REGTEST, time)
              .transport(TransportKind.DETECTING)
              .accept(listener)
              .handshake();
      remote.send(GetAddr.INSTANCE, new Ping(1));
      assertThat(remote.expect(Pong.class)).isEqualTo(new Pong(1));
      remote.expectNothingFor(Duration.ofMinutes(1));
      assertThat(dialing).isCompleted();
    }
  }

  @CoreScenario("p2p_addr_relay/allowance")
  @Test
  void whatComesUnaskedIsTakenAsFarAsTheAllowanceGoes(
      VirtualRuntime time, Peer peer, ScriptedPeer remote) throws Exception {
    List<TimedAddress> book = new ArrayList<>();
    AddressAllowance allowance = new AddressAllowance(time.nanoTime());
    peer.on(
        AddrV2.class,
        (from, addr) -> book.addAll(allowance.admit(addr.addresses(), time.nanoTime())));

    remote.send(new AddrV2(addresses(500)));
    time.awaitQuiet();
    assertThat(book).as("one to begin with").hasSize(1);

    time.advance(Duration.ofSeconds(100));
    remote.send(new AddrV2(addresses(500)));
    time.awaitQuiet();
    assertThat(book).as("and one more every ten seconds").hasSize(1 + 10);

    allowance.asked();
    peer.send(GetAddr.INSTANCE);
    remote.expect(GetAddr.class);
    remote.send(new AddrV2(addresses(1000)), new AddrV2(addresses(2)));
    time.awaitQuiet();
    assertThat(book).as("and a thousand for the asking").hasSize(1 + 10 + 1000);

    time.advance(Duration.ofDays(1));
    remote.send(new AddrV2(addresses(1000)), new AddrV2(addresses(1000)));
    time.awaitQuiet();
    assertThat(book).as("of which no more can be saved up").hasSize(1 + 10 + 1000 + 1000);
    assertThat(peer.isOpen()).as("nobody is punished for more").isTrue();
  }
}
