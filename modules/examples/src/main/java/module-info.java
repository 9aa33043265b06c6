/** Programs that show what one builds with Verack. */
module org.verack.examples {
  requires org.verack.peer;
  requires org.verack.peer.testkit;
  requires static org.jspecify;
}
