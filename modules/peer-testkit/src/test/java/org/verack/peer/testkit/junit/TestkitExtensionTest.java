package org.verack.peer.testkit.junit;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.GetAddr;
import org.verack.wire.request.Requests;

/** What tests get from the extension, and what they are told when they leave something behind. */
@ExtendWith(TestkitExtension.class)
class TestkitExtensionTest {

  private VirtualRuntime clockBefore;

  @BeforeEach
  void takesParametersToo(VirtualRuntime time) {
    clockBefore = time;
  }

  @AfterEach
  void afterTheTestEverythingIsStillThere(VirtualRuntime time) {
    assertThat(time).isSameAs(clockBefore);
    time.awaitQuiet();
  }

  @Test
  void aPeerAndTheScriptAtTheOtherEnd(VirtualRuntime time, Peer peer, ScriptedPeer remote)
      throws Exception {
    assertThat(time).isSameAs(clockBefore);
    assertThat(peer.isOpen()).isTrue();
    assertThat(peer.trySend(GetAddr.INSTANCE)).isTrue();
    remote.expect(GetAddr.class);
    remote.expectNothingFor(ofMinutes(30));
  }

  @Test
  void aConnectedPair(ConnectedPeers peers, VirtualRuntime time) throws Exception {
    List<FeeFilter> heard = new ArrayList<>();
    peers.listener().on(FeeFilter.class, (from, message) -> heard.add(message));
    peers.dialer().send(new FeeFilter(5));
    time.awaitQuiet();
    assertThat(heard).containsExactly(new FeeFilter(5));
    assertThat(peers.dialer().isInbound()).isFalse();
    assertThat(peers.listener().isInbound()).isTrue();
  }

  @Test
  void aNodeInANetworkInMemory(
      @ServedChain(blocks = 3, seed = 9) TestNode node, PipeNetwork network, PeerContext context)
      throws Exception {
    PeerConfig config = PeerConfig.builder(node.network()).dialer(network).build();
    try (Peer peer = Peer.outbound(context, config)) {
      peer.connect(node.endpoint());
      var headers =
          peer.request(Requests.headers(List.of(node.network().genesisHash())), ofSeconds(30));
      assertThat(headers).hasSize(3);
    }
  }

  @Test
  void aNodeHasTenBlocksUnlessToldOtherwise(TestNode node) {
    assertThat(node.chain().tipHeight()).isEqualTo(10);
  }

  @Test
  void theChainIsThatOfTheNode(
      @ServedChain(blocks = 4) GeneratedChain chain, @ServedChain(blocks = 9) TestNode node) {
    assertThat(chain.tipHeight()).isEqualTo(4);
    assertThat(node.chain()).isSameAs(chain);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void goesWithOtherParameters(int number, Peer peer) {
    assertThat(number).isPositive();
    assertThat(peer.isOpen()).isTrue();
  }

  static class Configured {
    @RegisterExtension
    final TestkitExtension testkit =
        TestkitExtension.with(
            PeerConfig.builder(Networks.MAINNET)
                .userAgent("/mine:1/")
                .protocolVersion(70015)
                .build());

    @Test
    void takesTheConfiguration(Peer peer, ScriptedPeer remote) {
      assertThat(peer.config().userAgent()).isEqualTo("/mine:1/");
      assertThat(remote.negotiation().protocolVersion()).isEqualTo(70015);
      assertThat(remote.negotiation().remote().userAgent()).isEqualTo("/mine:1/");
    }
  }

  @Test
  void takesAConfiguration() {
    assertThat(run(Configured.class, "takesTheConfiguration")).isEqualTo("passed");
  }

  // Tests that leave something behind.

  @ExtendWith(TestkitExtension.class)
  static class Careless {

    static final List<VirtualRuntime> CLOCKS = new ArrayList<>();
    static final List<Peer> PEERS = new ArrayList<>();

    @Test
    void leavesNothing(VirtualRuntime time, Peer peer, ConnectedPeers pair, TestNode node) {
      CLOCKS.add(time);
      PEERS.add(peer);
      PEERS.add(pair.dialer());
      PEERS.add(pair.listener());
      assertThat(node.peers()).isEmpty();
    }

    @Test
    void leavesAThread(VirtualRuntime time) {
      time.start("my-worker", () -> park(time));
    }

    static void park(VirtualRuntime time) {
      ReentrantLock lock = new ReentrantLock();
      Condition never = time.newCondition(lock);
      lock.lock();
      try {
        never.awaitUninterruptibly();
      } finally {
        lock.unlock();
      }
    }

    @Test
    void leavesATimer(VirtualRuntime time) {
      time.schedule(ofMinutes(5), () -> {});
    }

    @Test
    void leavesTimers(VirtualRuntime time) {
      time.schedule(ofMinutes(5), () -> {});
      time.schedule(ofMinutes(6), () -> {});
    }

    @Test
    void leavesAMessageUnhandled(VirtualRuntime time, Peer peer, ScriptedPeer remote) {
      peer.on(FeeFilter.class, (from, message) -> from.request(Requests.ping(), ofMinutes(1)));
      remote.holdInput();
      remote.send(new FeeFilter(1));
    }

    @Test
    void leavesAMessageUnwritten(Peer peer, ScriptedPeer remote) {
      remote.holdInput();
      peer.sendAsync(new UnknownMessage("bulk", Bytes.wrap(new byte[3 * Pipes.DEFAULT_CAPACITY])));
    }

    @Test
    void leavesAPeerOfAContextOfItsOwn(VirtualRuntime time, PipeNetwork network, TestNode node)
        throws Exception {
      PeerContext own = PeerContext.builder().runtime(time).build();
      Peer.outbound(own, PeerConfig.builder(node.network()).dialer(network).build())
          .connect(node.endpoint());
      // The node hangs up when it is closed, so that only this is left.
      time.async("mine", () -> own.peers().isEmpty() ? 0 : parked(time));
    }

    private static int parked(VirtualRuntime time) {
      park(time);
      return 0;
    }

    @Test
    void letsAThreadFail(VirtualRuntime time) {
      time.start(
          "fails",
          () -> {
            throw new IllegalArgumentException("oops");
          });
    }

    @Test
    void failsItself(VirtualRuntime time) {
      CLOCKS.add(time);
      time.schedule(ofMinutes(5), () -> {});
      throw new AssertionError("my own failure");
    }
  }

  /** Runs one method and says how that went. */
  private static String run(Class<?> type, String method) {
    Map<String, TestExecutionResult> results = new TreeMap<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              results.put(test.getDisplayName(), result);
            }
          }
        };
    Class<?>[] parameters =
        List.of(type.getDeclaredMethods()).stream()
            .filter(each -> each.getName().equals(method))
            .findFirst()
            .orElseThrow()
            .getParameterTypes();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(type, method, parameters))
            .build();
    LauncherFactory.create().execute(request, listener);
    assertThat(results).hasSize(1);
    TestExecutionResult result = results.values().iterator().next();
    return result
        .getThrowable()
        .map(failure -> failure.getClass().getSimpleName() + ": " + failure.getMessage())
        .orElse("passed");
  }

  private static String careless(String method) {
    return run(Careless.class, method);
  }

  @Test
  void everythingIsClosedAfterTheTest() {
    Careless.CLOCKS.clear();
    Careless.PEERS.clear();
    assertThat(careless("leavesNothing")).isEqualTo("passed");
    assertThat(Careless.PEERS)
        .hasSize(3)
        .allSatisfy(peer -> assertThat(peer.disconnectReason()).isPresent());
    assertThat(Careless.CLOCKS.get(0).threads()).isEmpty();
  }

  @Test
  void aThreadThatIsLeftIsNamedWithItsStack() {
    assertThat(careless("leavesAThread"))
        .startsWith("AssertionError: the test has left behind:\n  the thread my-worker\nclock: ")
        // It counts as waiting a moment before the machine's scheduler has parked it.
        .containsPattern("\nwaiting: my-worker \\([A-Z_]+\\)\n")
        .contains("TestkitExtensionTest$Careless.park");
  }

  @Test
  void aTimerThatIsLeftIsCounted() {
    assertThat(careless("leavesATimer"))
        .startsWith("AssertionError: the test has left behind:\n  a timer\nclock: ")
        .contains("timer at PT5M");
    assertThat(careless("leavesTimers"))
        .startsWith("AssertionError: the test has left behind:\n  2 timers\nclock: ");
  }

  @Test
  void aMessageThatIsLeftIsMeasured() {
    assertThat(careless("leavesAMessageUnhandled"))
        .matches(
            "(?s)AssertionError: the test has left behind:\n  \\d+ bytes of messages that peer 1"
                + " \\(outbound, 127.0.0.1:18444\\) has not handled\nclock: .*");
    assertThat(careless("leavesAMessageUnwritten"))
        .matches(
            "(?s)AssertionError: the test has left behind:\n  196632 bytes of messages that peer 1"
                + " \\(outbound, 127.0.0.1:18444\\) has not written\nclock: .*");
  }

  @Test
  void whatTheTestStartedOnTheClockIsItsOwnToEnd() {
    assertThat(careless("leavesAPeerOfAContextOfItsOwn"))
        .startsWith("AssertionError: the test has left behind:\n  the thread mine\n");
  }

  @Test
  void aThreadThatFailsFailsTheTest() {
    assertThat(careless("letsAThreadFail"))
        .isEqualTo("IllegalStateException: a thread of the runtime failed");
  }

  @Test
  void aTestThatFailsIsNotBlamedForMore() {
    Careless.CLOCKS.clear();
    assertThat(careless("failsItself")).isEqualTo("AssertionError: my own failure");
    assertThat(Careless.CLOCKS.get(0).elapsed()).isEqualTo(Duration.ZERO);
  }
}
