package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;

/**
 * Core's {@code p2p_tx_download}: a transaction that several peers announce is asked of one of them
 * at a time, and of the next when that one is silent for a minute, does not have it, or goes. Who
 * is asked is a node's decision; the scenario is played by a small one, which needs a handler and
 * {@code Requests.transactionsByWtxid}.
 */
@ExtendWith(TestkitExtension.class)
class TxDownloadScenarioTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final GeneratedChain CHAIN =
      ChainGenerator.seeded(60).coinbaseMaturity(2).generate(20);
  private static final Transaction WANTED = CHAIN.unconfirmed(1).getFirst();
  private static final InventoryVector ITEM = InventoryVector.wtx(WANTED.wtxid());

  /** Fetches what is announced. Handlers and threads take turns by the lock. */
  private static final class TxDownload {
    private final VirtualRuntime time;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Map<Hash, Deque<Peer>> announcers = new HashMap<>();
    private final Map<Hash, Transaction> found = new HashMap<>();

    TxDownload(VirtualRuntime time) {
      this.time = time;
    }

    void watch(Peer peer) {
      peer.on(
          Inv.class,
          (from, inv) -> {
            for (InventoryVector each : inv.items()) {
              if (each.typeCode() == InventoryVector.WTX) {
                announced(from, each.hash());
              }
            }
          });
    }

    private void announced(Peer peer, Hash wtxid) {
      lock.lock();
      try {
        if (found.containsKey(wtxid)) {
          return;
        }
        Deque<Peer> others = announcers.get(wtxid);
        if (others == null) {
          others = new ArrayDeque<>();
          announcers.put(wtxid, others);
          time.async("fetch", () -> fetch(wtxid));
        }
        others.add(peer);
      } finally {
        lock.unlock();
      }
    }

    private boolean fetch(Hash wtxid) throws InterruptedException {
      Optional<Peer> peer = nextAnnouncer(wtxid);
      while (peer.isPresent()) {
        List<Transaction> answer = ask(peer.get(), wtxid);
        if (!answer.isEmpty()) {
          keep(wtxid, answer.getFirst());
          return true;
        }
        peer = nextAnnouncer(wtxid);
      }
      return false;
    }

    private void keep(Hash wtxid, Transaction transaction) {
      lock.lock();
      try {
        found.put(wtxid, transaction);
        announcers.remove(wtxid);
      } finally {
        lock.unlock();
      }
    }

    private Optional<Peer> nextAnnouncer(Hash wtxid) {
      lock.lock();
      try {
        Optional<Peer> next = Optional.ofNullable(announcers.get(wtxid).poll());
        if (next.isEmpty()) {
          // Whoever announces it from now on is the first again.
          announcers.remove(wtxid);
        }
        return next;
      } finally {
        lock.unlock();
      }
    }

    private static List<Transaction> ask(Peer peer, Hash wtxid) throws InterruptedException {
      try {
        return peer.request(Requests.transactionsByWtxid(List.of(wtxid)), PATIENCE).found();
      } catch (RequestTimeoutException | RequestException | PeerClosedException e) {
        // Somebody else may do better.
        return List.of();
      }
    }

    Optional<Transaction> find(Hash wtxid) {
      lock.lock();
      try {
        return Optional.ofNullable(found.get(wtxid));
      } finally {
        lock.unlock();
      }
    }
  }

  /** Peers that have announced the transaction one after the other. */
  private static List<Encounter> announcers(
      VirtualRuntime time, PeerContext context, TxDownload download, int count) {
    List<Encounter> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Peer peer = Peer.outbound(context, PeerConfig.of(Networks.REGTEST));
      download.watch(peer);
      Encounter line = Encounter.of(time, peer).greeted();
      line.remote().send(Inv.of(ITEM));
      time.awaitQuiet();
      lines.add(line);
    }
    return lines;
  }

  private static boolean isAsked(Encounter line) {
    return line.remote().heard().contains(GetData.of(ITEM));
  }

  private static long asked(List<Encounter> lines) {
    return lines.stream().filter(TxDownloadScenarioTest::isAsked).count();
  }

  @CoreScenario("p2p_tx_download/one-at-a-time")
  @Test
  void ofManyAnnouncersOneIsAskedAndWhenItHasAnsweredNobodyElse(
      VirtualRuntime time, PeerContext context) {
    TxDownload download = new TxDownload(time);
    List<Encounter> lines = announcers(time, context, download, 10);
    assertThat(isAsked(lines.getFirst())).isTrue();
    assertThat(asked(lines)).isZero();
    lines.getFirst().remote().send(WANTED);
    time.awaitQuiet();
    assertThat(download.find(WANTED.wtxid())).contains(WANTED);
    lines.getLast().remote().send(Inv.of(ITEM));
    time.advance(PATIENCE);
    assertThat(asked(lines)).isZero();
  }

  @CoreScenario("p2p_tx_download/expiry")
  @Test
  void aMinuteOfSilenceAndTheNextIsAsked(VirtualRuntime time, PeerContext context) {
    TxDownload download = new TxDownload(time);
    List<Encounter> lines = announcers(time, context, download, 3);
    for (Encounter each : lines) {
      assertThat(isAsked(each)).isTrue();
      time.advance(PATIENCE.minusNanos(1));
      assertThat(asked(lines)).isZero();
      time.advance(Duration.ofNanos(1));
    }
    assertThat(download.find(WANTED.wtxid())).isEmpty();
    assertThat(lines).allMatch(each -> each.peer().isOpen(), "silence about it is no crime");
  }

  @CoreScenario("p2p_tx_download/notfound")
  @Test
  void whoDoesNotHaveItSaysSoAndTheNextIsAskedAtOnce(VirtualRuntime time, PeerContext context) {
    List<Encounter> lines = announcers(time, context, new TxDownload(time), 2);
    assertThat(isAsked(lines.get(0))).isTrue();
    lines.get(0).remote().send(NotFound.of(ITEM));
    assertThat(isAsked(lines.get(1))).isTrue();
  }

  @CoreScenario("p2p_tx_download/disconnect")
  @Test
  void whoGoesIsReplacedAtOnce(VirtualRuntime time, PeerContext context) {
    List<Encounter> lines = announcers(time, context, new TxDownload(time), 2);
    assertThat(isAsked(lines.get(0))).isTrue();
    lines.get(0).remote().close();
    assertThat(isAsked(lines.get(1))).isTrue();
  }

  @CoreScenario("p2p_tx_download/late-announcer")
  @Test
  void whenNobodyIsLeftTheNextToAnnounceItIsAsked(VirtualRuntime time, PeerContext context) {
    TxDownload download = new TxDownload(time);
    Encounter first = announcers(time, context, download, 1).getFirst();
    assertThat(isAsked(first)).isTrue();
    time.advance(PATIENCE);
    Encounter second = announcers(time, context, download, 1).getFirst();
    assertThat(isAsked(second)).isTrue();
    second.remote().send(WANTED);
    time.awaitQuiet();
    assertThat(download.find(WANTED.wtxid())).contains(WANTED);
  }
}
