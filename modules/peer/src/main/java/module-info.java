/** One connection to a peer of the Bitcoin network, for blocking code on virtual threads. */
module org.verack.peer {
  requires transitive org.verack.wire;
  requires org.slf4j;
  requires static transitive org.jspecify;
  requires jdk.jfr;

  exports org.verack.peer;
}
