/** What a program that speaks to the Bitcoin network is tested with. */
module org.verack.peer.testkit {
  requires transitive org.verack.peer;
  requires static transitive org.jspecify;
  // Not transitive: a program that requires this module would then not compile without them.
  requires static org.junit.jupiter.api;
  requires static net.jqwik.api;

  exports org.verack.peer.testkit;
}
