/** The tests, in a module of their own. Open, so that JUnit may call what is not public. */
open module com.example.headernode.test {
  requires com.example.headernode;
  requires net.jqwik.api;
  requires org.junit.jupiter.api;
  requires org.verack.peer.testkit;
}
