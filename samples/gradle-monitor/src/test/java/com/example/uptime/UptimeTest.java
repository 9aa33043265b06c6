package com.example.uptime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.fault.FaultPlan;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;

@ExtendWith(TestkitExtension.class)
class UptimeTest {

  private static final FaultPlan FAR_AWAY =
      FaultPlan.seeded(1).onBoth(line -> line.delay(Duration.ofMillis(150)));

  private static String check(
      VirtualRuntime time, PeerContext context, PipeNetwork network, String address) {
    PeerConfig config =
        PeerConfig.builder(Networks.REGTEST).dialer(FAR_AWAY.wrap(network, time)).build();
    CompletableFuture<String> answer =
        time.async(
            "check",
            () -> {
              try (Peer peer = Peer.outbound(context, config)) {
                return Uptime.check(peer, address);
              }
            });
    assertTrue(time.advanceUntil(Duration.ofMinutes(5), answer::isDone));
    return answer.join();
  }

  @Test
  void aNodeFarAwayIsUp(
      TestNode node, VirtualRuntime time, PeerContext context, PipeNetwork network) {
    assertEquals(
        "up, answers after 300 ms", check(time, context, network, node.endpoint().toString()));
  }

  @Test
  void whereNobodyListensItIsDown(VirtualRuntime time, PeerContext context, PipeNetwork network) {
    assertTrue(check(time, context, network, "nobody:18444").startsWith("down: "));
  }
}
