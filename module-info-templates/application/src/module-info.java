/** A program that speaks to peers. */
module com.example.monitor {
  // Brings org.verack.wire along.
  requires org.verack.peer;
}
