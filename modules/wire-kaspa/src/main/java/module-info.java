/**
 * The Kaspa family as it was in 2020: its networks, messages, blocks and transactions as values, in
 * the manner of {@code org.verack.wire}, and the generators to test with.
 *
 * <p>Start at {@link org.verack.wire.kaspa.KaspaNetworks}. The packages:
 *
 * <ul>
 *   <li>{@link org.verack.wire.kaspa}: networks, services, limits, handshake, rules;
 *   <li>{@link org.verack.wire.kaspa.chain}: blocks, headers and transactions, as views over their
 *       bytes;
 *   <li>{@link org.verack.wire.kaspa.message}: the messages that Bitcoin does not have or has in
 *       another form;
 *   <li>{@link org.verack.wire.kaspa.request}: questions to a peer;
 *   <li>{@link org.verack.wire.kaspa.generator}: blocks to test with, and what a node answers that
 *       serves them;
 *   <li>{@link org.verack.wire.kaspa.arbitrary}: jqwik generators for everything on the wire.
 * </ul>
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
