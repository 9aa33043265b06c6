/**
 * Connections to peers, in blocking style: handshake, encryption, queues, requests, keep-alive,
 * inventory, statistics, captures. The messages and networks are those of {@code org.verack.wire}
 * and its relatives for other families; a program that requires this module has them, too.
 *
 * {@snippet :
 * try (PeerContext context = PeerContext.create();
 *     TestNode node = TestNode.builder(chain).start(); // of the testkit; any node will do
 *     Peer peer = Peer.outbound(context, PeerConfig.of(network))) {
 *   peer.connect(node.endpoint()); // returns when both have said verack
 *   var locator = List.of(network.genesisHash());
 *   var headers = peer.request(Requests.headers(locator), Duration.ofSeconds(30));
 *   assert headers.size() == chain.tipHeight();
 * }
 * }
 *
 * <p>A {@link org.verack.peer.PeerContext} is what the peers of a program share, a {@link
 * org.verack.peer.Peer} is one connection from its handshake to its end, a {@link
 * org.verack.peer.PeerListener} makes a peer of each connection that others open. Whom to dial, and
 * whether to dial again, is the program's to decide. The packages:
 *
 * <ul>
 *   <li>{@link org.verack.peer}: peers, their configuration, handlers, requests in flight, events
 *       and numbers;
 *   <li>{@link org.verack.peer.connection}: byte streams, and how they come about: dialed,
 *       accepted, through a proxy, or by a program's own means;
 *   <li>{@link org.verack.peer.capture}: sessions written to files, and played back;
 *   <li>{@link org.verack.peer.runtime}: the seam through which all threads, waits and timers go.
 * </ul>
 *
 * <p><b>Threads.</b> A peer has a virtual thread that reads, one that writes, and one that runs its
 * handlers while there is something to handle; all end with the connection. The types here are safe
 * for use from any thread unless they say otherwise, as builders and readers of files do.
 *
 * <p><b>Blocking.</b> What waits says so, and for how long at most. It throws {@link
 * java.lang.InterruptedException} if its thread is interrupted, or {@link java.io.IOException}
 * where bytes are read and written, the thread then staying interrupted; only what closes something
 * waits on until that is closed. Everything else returns at once. Handlers may wait, taps may not.
 *
 * <p><b>Memory.</b> Everything that waits is bounded in bytes, for each peer and for all of a
 * context together.
 *
 * <p><b>Errors.</b> Each connection ends once, for a {@link org.verack.peer.DisconnectReason};
 * whoever was sending or asking gets it in a {@link org.verack.peer.PeerClosedException}. A
 * question that fails by itself, with a {@link org.verack.peer.RequestTimeoutException} or a {@link
 * org.verack.wire.request.RequestException}, leaves the connection as it is. What the caller does
 * wrong is an {@link java.lang.IllegalArgumentException} or an {@link
 * java.lang.IllegalStateException}.
 *
 * <p><a href="https://github.com/verack/verack/blob/main/docs/guide.md">The guide</a> goes through
 * all of it; <a href="https://github.com/verack/verack/blob/main/docs/observing.md">observing
 * peers</a> is about numbers, log, taps and captures. Tests of programs that use this module are
 * written with {@code org.verack.peer.testkit}.
 *
 * <h2>The examples</h2>
 *
 * <p>The build compiles and runs the examples on these pages. They use some names without declaring
 * them: a {@code network} (regtest) and a generated {@code chain} with its {@code hashes}; a {@code
 * context}; a {@code config} whose peers dial within {@code lan}, a network in memory; a {@code
 * peer} that is connected to a {@code node} which serves the chain or, where one appears, to a
 * {@code remote} that says what it is told to; the clock of all of these, {@code time}, which the
 * example turns; a {@code folder} for files, and a {@code file} with a captured session. All of
 * that is made with the testkit.
 */
module org.verack.peer {
  requires transitive org.verack.wire;
  requires static transitive org.jspecify;
  requires jdk.jfr;
  requires org.slf4j;

  exports org.verack.peer;
  exports org.verack.peer.capture;
  exports org.verack.peer.connection;
  exports org.verack.peer.runtime;
}
