/**
 * Decred: its networks, messages, blocks and transactions as values, in the manner of {@code
 * org.verack.wire}, for versions 9 to 12 of its protocol, and the generators to test with. What
 * dcrd does on the wire is what is done here.
 *
 * {@snippet :
 * List<BlockHeader> headers =
 *     peer.request(DecredRequests.headers(List.of(network.genesisHash())), Duration.ofMinutes(1));
 * assert headers.size() == chain.tipHeight();
 * for (BlockHeader each : headers) {
 *   assert each.hasWork(network.powLimitBits());
 * }
 * }
 *
 * <p>Start at {@link org.verack.wire.decred.DecredNetworks}: a peer of {@code org.verack.peer} is
 * made with one of its values as with any other network. The packages:
 *
 * <ul>
 *   <li>{@link org.verack.wire.decred}: networks, protocol versions, services, handshake;
 *   <li>{@link org.verack.wire.decred.chain}: blocks, headers and transactions, as views over their
 *       bytes;
 *   <li>{@link org.verack.wire.decred.message}: one immutable type per message;
 *   <li>{@link org.verack.wire.decred.mix}: the messages for mixing coins;
 *   <li>{@link org.verack.wire.decred.request}: questions to a peer;
 *   <li>{@link org.verack.wire.decred.generator}: a chain to test with, and what a node answers
 *       that serves it;
 *   <li>{@link org.verack.wire.decred.arbitrary}: jqwik generators for everything on the wire; only
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
 * <p>The types are named as in Bitcoin where they mean the same ({@code Block}, {@code Inv}): a
 * file that speaks both imports one of them by its full name. What <a
 * href="https://github.com/verack/verack/blob/main/docs/networks.md">each family has</a> and a <a
 * href="https://github.com/verack/verack/blob/main/docs/guide.md">guide</a> are in the source tree.
 * Decred's own documents are its <a href="https://github.com/decred/dcps">change proposals</a>, and
 * the code of <a href="https://github.com/decred/dcrd/tree/master/wire">dcrd</a>.
 *
 * <p>The examples on these pages are compiled and run by the build. They use some names without
 * declaring them: a {@code network} (simnet), a generated {@code chain} with its {@code blocks} and
 * {@code hashes}, its newest {@code block} with {@code header}, {@code hash} and a {@code
 * transaction}, the {@code format} of the newest version; a {@code peer} that is connected to a
 * {@code node} which serves the chain, the {@code context} of that peer, and {@code lan}, the
 * network in memory between them, the clock of all three, {@code time}; and for messages about
 * mixing a {@code signature}, an {@code identity}, a {@code session} and a {@code seed}.
 */
module org.verack.wire.decred {
  requires transitive org.verack.wire;
  requires static transitive org.jspecify;
  // Not transitive: a program that requires this module would then not compile without it.
  requires static net.jqwik.api;

  exports org.verack.wire.decred;
  exports org.verack.wire.decred.arbitrary;
  exports org.verack.wire.decred.chain;
  exports org.verack.wire.decred.generator;
  exports org.verack.wire.decred.message;
  exports org.verack.wire.decred.mix;
  exports org.verack.wire.decred.request;

  // Without jqwik nobody looks for it; META-INF/services says the same for the class path.
  provides net.jqwik.api.providers.ArbitraryProvider with
      org.verack.wire.decred.arbitrary.DecredArbitraryProvider;
}
