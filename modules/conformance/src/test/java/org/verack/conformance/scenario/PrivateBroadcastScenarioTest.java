package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.BitcoinHandshake;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;

/**
 * Core's {@code p2p_private_broadcast}: a transaction is handed to a stranger on a connection of
 * its own, which says nothing about who is behind it and ends when the stranger has it. Whom to
 * hand it to, how often, and that the way leads through Tor or I2P, is a node's matter.
 */
@ExtendWith(TestkitExtension.class)
class PrivateBroadcastScenarioTest {

  private static final Transaction TRANSACTION =
      ChainGenerator.seeded(31).coinbaseMaturity(2).generate(20).unconfirmed(1).getFirst();
  private static final InventoryVector ITEM = InventoryVector.tx(TRANSACTION.txid());
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long NONCE = 0x1031;

  /** Greets as many others do: the same version message everywhere, and nothing negotiated. */
  private record Anonymous(BitcoinHandshake plain) implements HandshakeScript {
    Anonymous() {
      this(new BitcoinHandshake(false, false, false, false, false, true, List.of()));
    }

    @Override
    public VersionMessage version(LocalVersion local) {
      return new Version(
          70016,
          ServiceFlags.NONE,
          0,
          NodeAddress.NONE,
          NodeAddress.NONE,
          local.nonce(),
          "/pynode:0.0.1/",
          0,
          false);
    }

    @Override
    public VerackMessage verack() {
      return plain.verack();
    }

    @Override
    public WireFormat format(Negotiation done) {
      return plain.format(done);
    }

    @Override
    public PingMessage ping(long nonce) {
      return plain.ping(nonce);
    }

    @Override
    public Optional<? extends PongMessage> pong(PingMessage ping, int protocolVersion) {
      return plain.pong(ping, protocolVersion);
    }

    @Override
    public boolean answersPings(int protocolVersion) {
      return plain.answersPings(protocolVersion);
    }
  }

  private static PeerConfig anonymous() {
    return PeerConfig.builder(Networks.REGTEST)
        .handshake(new Anonymous())
        .protocolVersion(70016)
        .relay(false)
        .pingInterval(Duration.ZERO)
        .answersPings(false)
        .versionCheck(
            theirs -> theirs.relay() ? Optional.empty() : Optional.of("it takes no transactions"))
        .build();
  }

  /** A peer that hands over one transaction, asks whether it has arrived, and goes. */
  private static Peer broadcasting(PeerContext context) {
    Peer peer = Peer.outbound(context, anonymous());
    peer.on(Verack.class, (from, verack) -> from.send(Inv.of(ITEM)));
    peer.on(
        GetData.class,
        (from, asked) -> {
          if (asked.items().contains(ITEM)) {
            from.send(TRANSACTION);
            from.send(new Ping(NONCE));
          }
        });
    peer.on(
        Pong.class,
        (from, pong) -> {
          if (pong.nonce() == NONCE) {
            from.close("it has the transaction");
          }
        });
    return peer;
  }

  @CoreScenario({"p2p_private_broadcast/version", "p2p_private_broadcast/sequence"})
  @Test
  void nothingIsSaidButVersionVerackInvTxAndPing(VirtualRuntime time, PeerContext context) {
    Encounter line = Encounter.of(time, broadcasting(context));
    ScriptedPeer remote = line.remote();

    Version version = (Version) remote.expectOnly(Version.class).getFirst();
    assertThat(version)
        .isEqualTo(
            new Version(
                70016,
                ServiceFlags.NONE,
                0,
                NodeAddress.NONE,
                NodeAddress.NONE,
                version.nonce(),
                "/pynode:0.0.1/",
                0,
                false));
    remote.send(remote.version(), WtxidRelay.INSTANCE, SendAddrV2.INSTANCE);
    remote.expectOnly(Verack.class);
    remote.send(Verack.INSTANCE, new SendCmpct(false, SendCmpct.VERSION), new Ping(1));
    assertThat(remote.expectOnly(Inv.class)).containsExactly(Inv.of(ITEM));
    remote.send(GetData.of(ITEM));
    assertThat(remote.expectOnly(Transaction.class, Ping.class))
        .containsExactly(TRANSACTION, new Ping(NONCE));
    remote.send(new Pong(NONCE));
    remote.expectDisconnect();
    assertThat(line.end()).hasToString("closed by us: it has the transaction");
  }

  @CoreScenario("p2p_private_broadcast/relay")
  @Test
  void whoTakesNoTransactionsIsLeftAtItsVersion(VirtualRuntime time, PeerContext context) {
    Version blocksOnly =
        new Version(
            70016,
            ServiceFlags.NETWORK,
            0,
            NodeAddress.NONE,
            NodeAddress.NONE,
            7,
            "/blocksonly:1.0/",
            0,
            false);
    Encounter line = Encounter.of(time, broadcasting(context));
    line.remote().expect(Version.class);
    line.remote().send(blocksOnly);
    line.remote().expectDisconnect();
    assertThat(line.end()).isInstanceOf(DisconnectReason.VersionRefused.class);
  }

  @CoreScenario("p2p_private_broadcast/limit")
  @Test
  void whoDoesNotAskForTheTransactionIsLeftAfterThreeMinutes(
      VirtualRuntime time, PeerContext context) {
    Peer peer = broadcasting(context);
    time.schedule(LIMIT, () -> time.start("give-up", () -> peer.close("it does not ask")));
    Encounter line = Encounter.of(time, peer).greeted();
    line.remote().expectNothingFor(LIMIT.minusNanos(1));
    line.remote().expectDisconnectWithin(Duration.ofNanos(1));
  }
}
