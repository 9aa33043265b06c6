/** Says whether a node is up. */
module com.example.uptime {
  requires org.verack.peer;
}
