package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.transport.TransportKind;

/**
 * Core's {@code p2p_leak}: who has not introduced itself learns nothing, and who has learns nothing
 * but our version and what we negotiate until it says verack.
 */
@ExtendWith(TestkitExtension.class)
class LeakScenarioTest {

  private static final PeerConfig CONFIG =
      PeerConfig.builder(Networks.REGTEST)
          .services(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.BLOOM))
          .build();

  /** A listener that knows encryption takes whatever does not begin with a version for a key. */
  private static final PeerConfig PLAIN =
      PeerConfig.builder(Networks.REGTEST)
          .services(CONFIG.services())
          .encryption(PeerConfig.Encryption.OFF)
          .build();

  private static final List<Message> CURIOUS =
      List.of(
          Verack.INSTANCE,
          new Ping(1),
          GetAddr.INSTANCE,
          MemPool.INSTANCE,
          SendHeaders.INSTANCE,
          new SendCmpct(true, SendCmpct.VERSION),
          new GetHeaders(70016, List.of(Hash.ZERO), Hash.ZERO),
          new GetBlocks(70016, List.of(Hash.ZERO), Hash.ZERO),
          GetData.of(InventoryVector.block(Networks.REGTEST.genesisHash())),
          Inv.of(InventoryVector.block(Hash.ZERO)),
          new FilterLoad(Bytes.ofHex("ff"), 1, 0, 0),
          new UnknownMessage("whoareyou", Bytes.EMPTY));

  /** A node whose handlers would say something to anybody who is let through to them. */
  private static Peer talkative(PeerContext context) {
    return talkative(context, CONFIG);
  }

  private static Peer talkative(PeerContext context, PeerConfig config) {
    Peer peer = Peer.inbound(context, config);
    for (Class<? extends Message> each :
        List.of(GetHeaders.class, GetBlocks.class, GetData.class, GetAddr.class, MemPool.class)) {
      peer.on(each, (from, message) -> from.send(Inv.of(InventoryVector.block(Hash.ZERO))));
    }
    return peer;
  }

  @CoreScenario("p2p_leak/before-version")
  @Test
  void whoHasSaidNoVersionHearsNothingAtAll(VirtualRuntime time, PeerContext context) {
    for (TransportKind each : List.of(TransportKind.V1, TransportKind.V2)) {
      Peer peer = talkative(context, each == TransportKind.V1 ? PLAIN : CONFIG);
      Encounter line = Encounter.of(time, peer, builder -> builder.transport(each));
      line.remote().send(CURIOUS.toArray(Message[]::new));
      line.remote().expectNothingFor(Duration.ofSeconds(59));
      line.remote().expectDisconnectWithin(Duration.ofSeconds(1));
      assertThat(line.end()).isInstanceOf(DisconnectReason.HandshakeTimeout.class);
    }
  }

  @CoreScenario("p2p_leak/before-verack")
  @Test
  void whoHasSaidNoVerackHearsOurVersionAndWhatWeNegotiate(
      VirtualRuntime time, PeerContext context) {
    Encounter line = Encounter.of(time, talkative(context));
    line.remote().send(line.remote().version());
    line.remote().send(CURIOUS.subList(1, CURIOUS.size()).toArray(Message[]::new));
    line.remote().expectOnly(Version.class, WtxidRelay.class, SendAddrV2.class, Verack.class);
    line.remote().expectNothingFor(Duration.ofSeconds(59));
    line.remote().expectDisconnectWithin(Duration.ofSeconds(1));
    assertThat(line.end()).isInstanceOf(DisconnectReason.HandshakeTimeout.class);
  }

  @CoreScenario("p2p_leak/old-peers")
  @Test
  void whoDoesNotKnowWhatWeNegotiateIsSpared(VirtualRuntime time, PeerContext context) {
    Encounter line =
        Encounter.of(time, talkative(context), builder -> builder.protocolVersion(70_015));
    line.remote().send(line.remote().version());
    line.remote().expectOnly(Version.class, Verack.class);
  }

  @CoreScenario("p2p_leak/address")
  @Test
  void ourVersionDoesNotSayWhereWeAreNorWhatOnlyANeighbourWouldKnow(
      VirtualRuntime time, PeerContext context) {
    assertThat(versionTo(time, context, "1.2.3.4").receiver().address()).hasToString("1.2.3.4");
    assertThat(versionTo(time, context, "192.168.1.77").receiver()).isEqualTo(NodeAddress.NONE);
    assertThat(versionTo(time, context, "somewhere.onion").receiver()).isEqualTo(NodeAddress.NONE);
  }

  private static Version versionTo(VirtualRuntime time, PeerContext context, String host) {
    Endpoint ours = new Endpoint("5.6.7.8", 8333);
    Pipes.Pair pair = Pipes.on(time).between(new Endpoint(host, 50_000), ours).open();
    Peer peer = Peer.inbound(context, CONFIG);
    ScriptedPeer remote =
        ScriptedPeer.builder(Networks.REGTEST, time).byHand().dialed(pair.dialer());
    var connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(pair.listener());
              return peer;
            });
    remote.send(remote.version());
    Version version = remote.expect(Version.class);
    assertThat(version.sender()).isEqualTo(NodeAddress.NONE);
    assertThat(connecting).isNotDone();
    return version;
  }
}
