/**
 * The LBRY family: its networks, messages and blocks as values, in the manner of {@code
 * org.verack.wire}, and the generators to test with.
 *
 * <p>Start at {@link org.verack.wire.lbry.LbryNetworks}. The packages:
 *
 * <ul>
 *   <li>{@link org.verack.wire.lbry}: networks, limits, handshake, rules;
 *   <li>{@link org.verack.wire.lbry.chain}: blocks and headers, as views over their bytes;
 *   <li>{@link org.verack.wire.lbry.message}: the messages that Bitcoin does not have or has in
 *       another form;
 *   <li>{@link org.verack.wire.lbry.request}: questions to a peer;
 *   <li>{@link org.verack.wire.lbry.generator}: a chain to test with, and what a node answers that
 *       serves it;
 *   <li>{@link org.verack.wire.lbry.arbitrary}: jqwik generators for everything on the wire.
 * </ul>
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
