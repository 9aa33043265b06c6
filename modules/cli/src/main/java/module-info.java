/** The verack command. */
module org.verack.cli {
  requires org.verack.peer;
  requires org.verack.peer.testkit;
  requires org.verack.wire.decred;
  requires org.verack.wire.kaspa;
  requires org.verack.wire.lbry;
  requires info.picocli;
  requires static org.jspecify;

  provides java.util.spi.ToolProvider with
      org.verack.cli.VerackTool;

  opens org.verack.cli to
      info.picocli;
}
