package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.ServedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Pong;
import org.verack.wire.message.TransactionAnnouncement;

/**
 * Core's {@code p2p_feefilter} (BIP 133): a transaction that pays less than the remote's filter is
 * not announced to it. What a transaction pays only the program knows, which also decides what
 * filter it asks for; the peer remembers what the remote has asked for.
 */
@ExtendWith(TestkitExtension.class)
class FeeFilterScenarioTest {

  /** A program that knows what its transactions pay. */
  private static boolean announce(Peer peer, Transaction transaction, long satPerKvB) {
    long least = peer.preference(FeeFilter.class).map(FeeFilter::satPerKvB).orElse(0L);
    return satPerKvB >= least && peer.announce(TransactionAnnouncement.of(transaction));
  }

  private static InventoryVector wtx(Transaction transaction) {
    return InventoryVector.wtx(transaction.wtxid());
  }

  @CoreScenario({"p2p_feefilter/respected", "p2p_feefilter/lifted"})
  @Test
  void onlyWhatPaysEnoughIsAnnouncedUntilTheFilterIsLifted(
      VirtualRuntime time,
      Peer peer,
      ScriptedPeer remote,
      @ServedChain(blocks = 150) GeneratedChain chain) {
    List<Transaction> waiting = chain.unconfirmed(3);

    remote.send(new FeeFilter(15_000));
    time.awaitQuiet();
    assertThat(announce(peer, waiting.get(0), 14_999)).isFalse();
    assertThat(announce(peer, waiting.get(1), 15_000)).isTrue();
    time.advance(Duration.ofMinutes(1));
    assertThat(remote.expect(Inv.class).items()).containsExactly(wtx(waiting.get(1)));

    remote.send(new FeeFilter(0));
    time.awaitQuiet();
    assertThat(announce(peer, waiting.get(0), 14_999)).isTrue();
    time.advance(Duration.ofMinutes(1));
    assertThat(remote.expect(Inv.class).items()).containsExactly(wtx(waiting.get(0)));
  }

  @CoreScenario("p2p_feefilter/program-only")
  @Test
  void noneIsEverAskedForButByTheProgram(VirtualRuntime time, PeerContext context)
      throws Exception {
    Encounter line = Encounter.of(time, Peer.outbound(context, PeerConfig.of(Networks.REGTEST)));
    line.remote().handshake();
    for (int minute = 0; minute < 30; minute++) {
      time.advance(Duration.ofMinutes(1));
      assertThat(line.remote().heard()).noneMatch(FeeFilter.class::isInstance);
      line.remote().send(new Pong(0));
    }
    line.peer().send(new FeeFilter(1000));
    assertThat(line.remote().heard()).contains(new FeeFilter(1000));
  }
}
