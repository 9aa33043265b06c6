package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerEvent;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;

/** What a well-formed message may mean after the handshake. */
class RulesTest extends PeerTests {

  private static final List<Message> BLOOM =
      List.of(
          new FilterLoad(Bytes.ofHex("ff"), 1, 0, 0),
          new FilterAdd(Bytes.ofHex("0102")),
          FilterClear.INSTANCE,
          MemPool.INSTANCE);

  private static PeerConfig offering(PeerConfig.Policy policy, ServiceFlags services) {
    return config(builder -> builder.policy(policy).services(services));
  }

  @CoreScenario("p2p_nobloomfilter_messages/not-offered")
  @Test
  void bloomMessagesToANodeWithoutNodeBloomEndTheConnection_BIP111_Core() {
    for (PeerConfig.Policy policy : PeerConfig.Policy.values()) {
      for (Message message : BLOOM) {
        Line line = connected(offering(policy, ServiceFlags.NETWORK));
        line.remote().say(message);
        assertThat(ended(line.peer()))
            .isInstanceOfSatisfying(
                DisconnectReason.UnexpectedMessage.class,
                reason -> assertThat(reason.why()).contains("NODE_BLOOM"));
      }
    }
  }

  @Test
  void belowVersion70011BloomMessagesAreIgnored_BIP111() {
    for (Message message : BLOOM) {
      Peer peer = Peer.outbound(context, offering(PeerConfig.Policy.TOLERANT, ServiceFlags.NONE));
      List<Message> handled = new ArrayList<>();
      List<Message> ignored = new ArrayList<>();
      peer.on(message.getClass(), (from, each) -> handled.add(each));
      peer.onEvent(PeerEvent.IgnoredMessage.class, (from, each) -> ignored.add(each.message()));
      Line line = open(peer);
      line.remote().greetListener(70010);
      line.remote().say(message);
      isStillThere(line);
      assertThat(handled).isEmpty();
      assertThat(ignored).containsExactly(message);
    }
  }

  @Test
  void aNodeWithNodeBloomGetsThem_P071() {
    Peer peer = Peer.outbound(context, offering(PeerConfig.Policy.STRICT, ServiceFlags.BLOOM));
    List<Message> handled = new ArrayList<>();
    peer.on(Message.class, (from, each) -> handled.add(each));
    Line line = connected(peer);
    handled.clear();
    line.remote().say(BLOOM.toArray(Message[]::new));
    isStillThere(line);
    assertThat(handled).startsWith(BLOOM.toArray(Message[]::new));
  }

  @CoreScenario("p2p_blocksonly/announced")
  @Test
  void transactionsAnnouncedToWhoDidNotWantThemEndTheConnection_BIP37_Core() {
    PeerConfig quiet = config(builder -> builder.relay(false));
    Line line = connected(quiet);
    line.remote().say(Inv.of(InventoryVector.block(Hash.ZERO)));
    isStillThere(line);
    line.remote().say(Inv.of(InventoryVector.wtx(Hash.ZERO)));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void whoLoadsAFilterWantsTransactionsAfterAll_BIP37() {
    Line line = connected(config(builder -> builder.relay(false)));
    assertThat(line.peer().sendAsync(new FilterLoad(Bytes.ofHex("ff"), 1, 0, 0))).isNotNull();
    line.remote().heard();
    line.remote().say(Inv.of(InventoryVector.tx(Hash.ZERO)));
    isStillThere(line);
  }

  @CoreScenario({"p2p_feefilter/range", "p2p_compactblocks/negotiation"})
  @Test
  void preferencesOfTheRemoteAreRemembered_P066() {
    Line line = connected(PeerConfig.of(Remote.NETWORK));
    Peer peer = line.peer();
    assertThat(peer.preference(SendHeaders.class)).isEmpty();
    line.remote()
        .say(
            SendHeaders.INSTANCE,
            new FeeFilter(1000),
            new FeeFilter(2000),
            new FeeFilter(-1),
            new SendCmpct(true, 2),
            new SendCmpct(false, 1));
    isStillThere(line);
    assertThat(peer.preference(SendHeaders.class)).contains(SendHeaders.INSTANCE);
    assertThat(peer.preference(FeeFilter.class))
        .as("the latest that is an amount of money")
        .contains(new FeeFilter(2000));
    assertThat(peer.preference(SendCmpct.class))
        .as("versions other than 2 are ignored")
        .contains(new SendCmpct(true, 2));
  }

  @Test
  void whatTheVersionSaysOfTheChainIsKnownAndOnlyGoesUp_P043_P156_P157() {
    Line line = connected(PeerConfig.of(Remote.NETWORK));
    var chain = line.peer().remoteChain();
    assertThat(chain.height()).hasValue(100);
    chain.sawHeight(99);
    assertThat(chain.height()).hasValue(100);
    chain.sawHeight(101);
    assertThat(chain.height()).hasValue(101);
    assertThat(chain.lastAnnounced()).isEmpty();
    chain.lastAnnounced(Hash.ZERO);
    assertThat(chain.lastAnnounced()).contains(Hash.ZERO);
    chain.lastAnnounced(null);
    assertThat(chain.lastAnnounced()).isEmpty();
  }
}
