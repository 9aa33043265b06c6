package org.verack.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.verack.wire.Networks;

/** What events cost that nobody records. That they say the right things is tested elsewhere. */
class FlightEventsTest {

  private static final int CALLS = 100_000;
  private static final DisconnectReason REASON = new DisconnectReason.SelfConnection();

  @Test
  void eventsThatNobodyRecordsAllocateNothing() throws ReflectiveOperationException {
    try (PeerContext context = PeerContext.create()) {
      Peer peer = Peer.outbound(context, PeerConfig.of(Networks.REGTEST));
      all(peer);
      long before = allocated();
      long idle = allocated() - before;
      before = allocated();
      for (int i = 0; i < CALLS; i++) {
        all(peer);
      }
      assertThat(allocated() - before - idle).isLessThan(CALLS);
    }
  }

  /** Everything that a busy connection calls, and what begins and ends. */
  private static void all(Peer peer) {
    FlightEvents.received(peer, "inv", 61);
    FlightEvents.sent(peer, "inv", 61);
    var flight = FlightEvents.begin();
    FlightEvents.greeted(peer, flight, null);
    FlightEvents.end(peer, flight, REASON);
    var asked = FlightEvents.asking(peer, "ping");
    if (asked != null) {
      asked.over("answered");
    }
  }

  /** The module under test does not read that of the thread bean, and has no reason to. */
  private static long allocated() throws ReflectiveOperationException {
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method allocated =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    return (long) allocated.invoke(bean);
  }
}
