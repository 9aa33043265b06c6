package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.request.Requests;

/**
 * Core's {@code p2p_initial_headers_sync}: headers are asked of one peer at first, and of one more
 * with each new block that others announce. Whom to ask is a node's decision; the scenario is
 * played by a small one, which needs a handler, {@code Requests.headers} and a deadline.
 */
@ExtendWith(TestkitExtension.class)
class InitialHeadersSyncScenarioTest {

  private static final GeneratedChain CHAIN = ChainGenerator.seeded(11).generate(12);

  /**
   * How long Core waits for headers at first, and how much longer for each that is to be expected.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final Duration PER_HEADER = Duration.ofMillis(1);

  /** A node that wants headers. Its handlers and threads take turns by the lock. */
  private static final class HeaderSync {
    private final VirtualRuntime time;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final List<BlockHeader> headers = new ArrayList<>();
    private final Set<Peer> asked = new HashSet<>();
    private final Set<Hash> reasons = new HashSet<>();

    HeaderSync(VirtualRuntime time) {
      this.time = time;
    }

    void add(Peer peer) {
      peer.on(Inv.class, (from, inv) -> inv.items().forEach(each -> announced(from, each)));
      lock.lock();
      try {
        if (asked.isEmpty()) {
          ask(peer);
        }
      } finally {
        lock.unlock();
      }
    }

    private void announced(Peer peer, InventoryVector item) {
      lock.lock();
      try {
        if (item.isBlock() && !asked.contains(peer) && reasons.add(item.hash())) {
          ask(peer);
        }
      } finally {
        lock.unlock();
      }
    }

    private void ask(Peer peer) {
      asked.add(peer);
      int expected = peer.remoteChain().height().orElse(0);
      Duration deadline = PATIENCE.plus(PER_HEADER.multipliedBy(expected));
      time.async("headers", () -> received(ask(peer, deadline)));
    }

    private static List<BlockHeader> ask(Peer peer, Duration deadline) throws Exception {
      try {
        return peer.request(Requests.headers(List.of(CHAIN.hash(0))), deadline);
      } catch (RequestTimeoutException e) {
        peer.close("no headers for " + deadline);
        return List.of();
      }
    }

    private int received(List<BlockHeader> answer) {
      lock.lock();
      try {
        if (answer.size() > headers.size()) {
          headers.clear();
          headers.addAll(answer);
        }
        return headers.size();
      } finally {
        lock.unlock();
      }
    }
  }

  private static Encounter node(VirtualRuntime time, PeerContext context) {
    PeerConfig config = PeerConfig.builder(Networks.REGTEST).idleTimeout(Duration.ZERO).build();
    return Encounter.of(
            time, Peer.outbound(context, config), builder -> builder.height(CHAIN.tipHeight()))
        .greeted();
  }

  private static boolean isAsked(Encounter line) {
    return line.remote().heard().stream().anyMatch(GetHeaders.class::isInstance);
  }

  private static long asked(List<Encounter> lines) {
    return lines.stream().filter(InitialHeadersSyncScenarioTest::isAsked).count();
  }

  @CoreScenario({"p2p_initial_headers_sync/one-peer", "p2p_initial_headers_sync/announcement"})
  @Test
  void onePeerIsAskedAtFirstAndOneMoreWithEachNewBlock(VirtualRuntime time, PeerContext context) {
    HeaderSync sync = new HeaderSync(time);
    List<Encounter> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(node(time, context));
      sync.add(lines.getLast().peer());
    }
    time.awaitQuiet();
    assertThat(isAsked(lines.getFirst())).isTrue();
    assertThat(asked(lines)).as("the others").isZero();

    for (int height = 11; height <= 12; height++) {
      Inv announcement = Inv.of(InventoryVector.block(CHAIN.hash(height)));
      lines.forEach(each -> each.remote().send(announcement));
      time.awaitQuiet();
      assertThat(asked(lines)).as("one more, not all").isEqualTo(1);
      lines.forEach(each -> each.remote().send(announcement));
      time.awaitQuiet();
      assertThat(asked(lines)).as("for the same block nobody else").isZero();
    }

    List<BlockHeader> all = IntStream.rangeClosed(1, 12).mapToObj(CHAIN::header).toList();
    lines.get(2).remote().send(Headers.of(all));
    time.awaitQuiet();
    assertThat(sync.received(List.of())).isEqualTo(12);
  }

  @CoreScenario("p2p_initial_headers_sync/timeout")
  @Test
  void whoGivesNoHeadersInFifteenMinutesIsLeftAndAnAnnouncementFindsAnother(
      VirtualRuntime time, PeerContext context) {
    HeaderSync sync = new HeaderSync(time);
    Encounter silent = node(time, context);
    Encounter other = node(time, context);
    sync.add(silent.peer());
    sync.add(other.peer());
    time.advance(PATIENCE.plusMillis(11));
    assertThat(silent.peer().isOpen()).isTrue();
    time.advance(PER_HEADER);
    assertThat(silent.end()).isInstanceOf(DisconnectReason.LocalClose.class);
    assertThat(isAsked(other)).isFalse();
    other.remote().send(Inv.of(InventoryVector.block(CHAIN.tipHash())));
    time.awaitQuiet();
    assertThat(isAsked(other)).isTrue();
  }
}
