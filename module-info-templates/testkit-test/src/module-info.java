/** Tests in a module of their own. Open, so that JUnit may call what is not public. */
open module com.example.monitor.test {
  // Your own module comes here, too: requires com.example.monitor;
  requires org.verack.peer.testkit;
  requires org.junit.jupiter.api;
}
