/**
 * The Decred family: its networks, messages, blocks and transactions as values, in the manner of
 * {@code org.verack.wire}, and the generators to test with.
 *
 * <p>Start at {@link org.verack.wire.decred.DecredNetworks}. The packages:
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
 *   <li>{@link org.verack.wire.decred.arbitrary}: jqwik generators for everything on the wire.
 * </ul>
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
