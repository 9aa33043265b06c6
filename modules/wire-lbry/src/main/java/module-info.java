/**
 * LBRY: its networks, messages and blocks as values, in the manner of {@code org.verack.wire}, and
 * the generators to test with. Its protocol is Bitcoin's with another block header, and what lbcd
 * does on the wire is what is done here.
 *
 * {@snippet :
 * List<BlockHeader> headers =
 *     peer.request(LbryRequests.headers(List.of(network.genesisHash())), Duration.ofMinutes(1));
 * assert headers.size() == chain.tipHeight();
 * for (BlockHeader each : headers) {
 *   assert each.hasWork(network.powLimitBits()); // not of its hash, but of another
 * }
 * }
 *
 * <p>Start at {@link org.verack.wire.lbry.LbryNetworks}: a peer of {@code org.verack.peer} is made
 * with one of its values as with any other network. All that has no header in it is Bitcoin's type.
 * The packages:
 *
 * <ul>
 *   <li>{@link org.verack.wire.lbry}: networks, limits, handshake, rules;
 *   <li>{@link org.verack.wire.lbry.chain}: blocks and headers, as views over their bytes;
 *   <li>{@link org.verack.wire.lbry.message}: the messages that Bitcoin does not have or has in
 *       another form;
 *   <li>{@link org.verack.wire.lbry.request}: questions to a peer;
 *   <li>{@link org.verack.wire.lbry.generator}: a chain to test with, and what a node answers that
 *       serves it;
 *   <li>{@link org.verack.wire.lbry.arbitrary}: jqwik generators for everything on the wire; only
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
 * source tree. LBRY has no document of its protocol other than the code of <a
 * href="https://github.com/lbryio/lbcd">lbcd</a>.
 *
 * <p>The examples on these pages are compiled and run by the build. They use some names without
 * declaring them: a {@code network} (regtest), a generated {@code chain} with its {@code blocks}
 * and {@code hashes}, its newest {@code block} with {@code header}, {@code hash} and a {@code
 * transaction}, the {@code format} of the newest version; a {@code peer} that is connected to a
 * {@code node} which serves the chain, the {@code context} of that peer, and {@code lan}, the
 * network in memory between them.
 */
module org.verack.wire.lbry {
  requires transitive org.verack.wire;
  requires static transitive org.jspecify;
  // Not transitive: a program that requires this module would then not compile without it.
  requires static net.jqwik.api;

  exports org.verack.wire.lbry;
  exports org.verack.wire.lbry.arbitrary;
  exports org.verack.wire.lbry.chain;
  exports org.verack.wire.lbry.generator;
  exports org.verack.wire.lbry.message;
  exports org.verack.wire.lbry.request;

  // Without jqwik nobody looks for it; META-INF/services says the same for the class path.
  provides net.jqwik.api.providers.ArbitraryProvider with
      org.verack.wire.lbry.arbitrary.LbryArbitraryProvider;
}
