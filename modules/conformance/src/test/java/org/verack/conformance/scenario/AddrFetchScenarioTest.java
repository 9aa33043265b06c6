package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.Ping;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.request.Requests;

/**
 * Core's {@code p2p_addrfetch}: a connection whose only purpose is to ask for addresses. It asks
 * for nothing else, and ends when they have come or when it has waited long enough.
 */
@ExtendWith(TestkitExtension.class)
class AddrFetchScenarioTest {

  /** Core looks every thirty seconds whether such a connection is to be given up, ten times. */
  private static final Duration LIMIT = Duration.ofSeconds(30).multipliedBy(10);

  private static final TimedAddress OWN = address("203.0.113.1");
  private static final TimedAddress OTHER = address("203.0.113.2");

  private static TimedAddress address(String text) {
    return new TimedAddress(0, ServiceFlags.NETWORK, NetworkAddress.parse(text), 8333);
  }

  /** All that an addr-fetch connection is. */
  private static List<TimedAddress> fetch(Peer peer) throws Exception {
    try (peer) {
      return peer.request(Requests.addresses(), LIMIT);
    } catch (RequestTimeoutException e) {
      return List.of();
    }
  }

  private static Encounter line(VirtualRuntime time, PeerContext context) {
    // It is over before the engine would wonder about the silence.
    PeerConfig config = PeerConfig.builder(Networks.REGTEST).idleTimeout(Duration.ZERO).build();
    return Encounter.of(time, Peer.outbound(context, config)).greeted();
  }

  @CoreScenario({"p2p_addrfetch/getaddr-only", "p2p_add_connections/addr-fetch"})
  @Test
  void addressesAreAskedForAndNothingElse(VirtualRuntime time, PeerContext context) {
    Encounter line = line(time, context);
    var fetching = time.async("fetch", () -> fetch(line.peer()));
    // The ping asks whether the remote is through with the question.
    line.remote().expectOnly(GetAddr.class, Ping.class);
    time.advance(Duration.ofSeconds(90));
    line.remote().expectOnly();
    line.remote().send(new AddrV2(List.of(OWN, OTHER)));
    time.awaitQuiet();
    assertThat(fetching).isCompletedWithValue(List.of(OWN, OTHER));
  }

  @CoreScenario("p2p_addrfetch/self-announcement")
  @Test
  void aSingleAddressMayBeTheRemotesOwnAndIsWaitedPastBeforeTheConnectionEnds(
      VirtualRuntime time, PeerContext context) {
    Encounter line = line(time, context);
    var fetching = time.async("fetch", () -> fetch(line.peer()));
    line.remote().expectOnly(GetAddr.class, Ping.class);
    line.remote().send(new AddrV2(List.of(OWN)));
    line.remote().expectNothingFor(Duration.ofSeconds(60));
    line.remote().send(new AddrV2(List.of(OTHER, OWN)));
    line.remote().expectDisconnect();
    assertThat(fetching).isCompletedWithValue(List.of(OWN, OTHER, OWN));
  }

  @CoreScenario("p2p_addrfetch/timeout")
  @Test
  void whoDoesNotAnswerIsLeftAfterFiveMinutes(VirtualRuntime time, PeerContext context) {
    Encounter line = line(time, context);
    var fetching = time.async("fetch", () -> fetch(line.peer()));
    line.remote().expectOnly(GetAddr.class, Ping.class);
    line.remote().expectNothingFor(LIMIT.minusMillis(1));
    line.remote().expectDisconnectWithin(Duration.ofMillis(1));
    assertThat(fetching).isCompletedWithValue(List.of());
  }
}
