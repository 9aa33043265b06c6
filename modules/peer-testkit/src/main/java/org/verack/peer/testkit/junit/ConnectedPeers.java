package org.verack.peer.testkit.junit;

import java.util.Objects;
import org.verack.peer.Peer;

/**
 * Two peers with a line in memory between them, their handshake complete. Immutable; a {@link
 * TestkitExtension} makes and closes them.
 *
 * {@snippet :
 * @RegisterExtension final TestkitExtension testkit = new TestkitExtension();
 *
 * @Test
 * void whatOneAsksTheOtherAnswers(VirtualRuntime time, ConnectedPeers both) throws Exception {
 *   both.listener().on(GetAddr.class, (from, asked) -> from.send(new Addr(List.of())));
 *   assertEquals(
 *       List.of(), both.dialer().request(Requests.addresses(), Duration.ofMinutes(1)));
 * }
 * }
 *
 * @param dialer the one that dialed
 * @param listener the one that was dialed; it lives in a context of its own
 */
public record ConnectedPeers(Peer dialer, Peer listener) {

  /** Checks that both are there. */
  public ConnectedPeers {
    Objects.requireNonNull(dialer, "dialer");
    Objects.requireNonNull(listener, "listener");
  }
}
