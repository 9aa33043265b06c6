/** A node that serves headers. */
module com.example.headernode {
  requires transitive org.verack.peer;

  exports com.example.headernode;
}
