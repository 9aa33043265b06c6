/**
 * Kaspa as it was in 2020: its networks, messages, blocks and transactions as values, in the manner
 * of {@code org.verack.wire}, and the generators to test with. No node on the Internet speaks this
 * any more; what kaspad 0.6 did on the wire is what is done here.
 *
 * {@snippet :
 * Hash tip = peer.request(KaspaRequests.selectedTip(), Duration.ofMinutes(1));
 * List<Hash> news =
 *     peer.request(KaspaRequests.blockHashes(network.genesisHash(), tip), Duration.ofMinutes(1));
 * var answer = peer.request(KaspaRequests.blocks(news), Duration.ofMinutes(1)); // 50 at most
 * assert answer.found().getLast().equals(dag.selectedTip());
 * }
 *
 * <p>Start at {@link org.verack.wire.kaspa.KaspaNetworks}: a peer of {@code org.verack.peer} is
 * made with one of its values as with any other network. The packages:
 *
 * <ul>
 *   <li>{@link org.verack.wire.kaspa}: networks, services, limits, handshake, rules, and what
 *       today's protocol would need;
 *   <li>{@link org.verack.wire.kaspa.chain}: blocks, headers and transactions, as views over their
 *       bytes;
 *   <li>{@link org.verack.wire.kaspa.message}: the messages that Bitcoin does not have or has in
 *       another form;
 *   <li>{@link org.verack.wire.kaspa.request}: questions to a peer;
 *   <li>{@link org.verack.wire.kaspa.generator}: blocks to test with, and what a node answers that
 *       serves them;
 *   <li>{@link org.verack.wire.kaspa.arbitrary}: jqwik generators for everything on the wire; only
 *       this package needs jqwik.
 * </ul>
 *
 * <p><b>Threads and blocking.</b> Everything here is an immutable value or a pure function, safe
 * for use from any thread, and nothing waits; only builders belong to one thread. A block or a
 * transaction is a view over the bytes it came in and keeps them; {@code detached()} lets go of a
 * larger array.
 *
 * <p><b>Errors.</b> What a remote sent and cannot be read is a {@link
 * org.verack.wire.PayloadException}, and a {@link org.verack.wire.ViolationException} if no honest
 * node would send it; every count is checked before anything is allocated. What cannot be written
 * is an {@link org.verack.wire.EncodeException}. A part that is out of its range is an {@link
 * java.lang.IllegalArgumentException} of whoever makes it.
 *
 * <p>What <a href="https://github.com/verack/verack/blob/main/docs/networks.md">each family has</a>
 * and a <a href="https://github.com/verack/verack/blob/main/docs/guide.md">guide</a> are in the
 * source tree. The only document of the protocol of that time is the code of <a
 * href="https://github.com/kaspanet/kaspad">kaspad</a> 0.6.
 *
 * <p>The examples on these pages are compiled and run by the build. They use some names without
 * declaring them: a {@code network} (simnet), a generated {@code dag} with its {@code blocks} and
 * {@code hashes}, its newest {@code block} with {@code header}, {@code hash} and a {@code
 * transaction}, the {@code format} of the only version; a {@code peer} that is connected to a
 * {@code node} which serves the blocks, the {@code context} of that peer, {@code lan}, the network
 * in memory between them, and the clock of all three, {@code time}.
 */
module org.verack.wire.kaspa {
  requires transitive org.verack.wire;
  requires static transitive org.jspecify;
  // Not transitive: a program that requires this module would then not compile without it.
  requires static net.jqwik.api;

  exports org.verack.wire.kaspa;
  exports org.verack.wire.kaspa.arbitrary;
  exports org.verack.wire.kaspa.chain;
  exports org.verack.wire.kaspa.generator;
  exports org.verack.wire.kaspa.message;
  exports org.verack.wire.kaspa.request;

  // Without jqwik nobody looks for it; META-INF/services says the same for the class path.
  provides net.jqwik.api.providers.ArbitraryProvider with
      org.verack.wire.kaspa.arbitrary.KaspaArbitraryProvider;
}
