/**
 * What a program that speaks to the Bitcoin network is tested with.
 *
 * <ul>
 *   <li>{@link org.verack.peer.testkit.pipe}: connections in memory;
 *   <li>{@link org.verack.peer.testkit.fault}: what goes wrong with connections, by plan;
 *   <li>{@link org.verack.peer.testkit.time}: a clock that is turned by hand;
 *   <li>{@link org.verack.peer.testkit.script}: a remote that says what the test tells it to;
 *   <li>{@link org.verack.peer.testkit.chain}: chains to serve;
 *   <li>{@link org.verack.peer.testkit.node}: a node that serves them;
 *   <li>{@link org.verack.peer.testkit.contract}: what every message type has to keep;
 *   <li>{@link org.verack.peer.testkit.junit}: a JUnit extension;
 *   <li>{@link org.verack.peer.testkit.arbitrary}: jqwik generators for everything on the wire.
 * </ul>
 */
module org.verack.peer.testkit {
  requires transitive org.verack.peer;
  requires static transitive org.jspecify;
  // Not transitive: a program that requires this module would then not compile without them.
  requires static org.junit.jupiter.api;
  requires static net.jqwik.api;
  // How much a thread allocates.
  requires jdk.management;

  exports org.verack.peer.testkit.arbitrary;
  exports org.verack.peer.testkit.chain;
  exports org.verack.peer.testkit.contract;
  exports org.verack.peer.testkit.fault;
  exports org.verack.peer.testkit.junit;
  exports org.verack.peer.testkit.node;
  exports org.verack.peer.testkit.pipe;
  exports org.verack.peer.testkit.script;
  exports org.verack.peer.testkit.time;

  // Without jqwik nobody looks for it; META-INF/services says the same for the class path.
  provides net.jqwik.api.providers.ArbitraryProvider with
      org.verack.peer.testkit.arbitrary.WireArbitraryProvider;
}
