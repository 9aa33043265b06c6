/**
 * What a program that speaks to the network is tested with: the other side, the line, and the
 * clock, all in the hands of the test. No socket, no port and no sleep is needed, and what fails
 * once fails again.
 *
 * {@snippet :
 * try (VirtualRuntime time = new VirtualRuntime();
 *     PipeNetwork lan = new PipeNetwork(Pipes.on(time));
 *     TestNode node =
 *         TestNode.builder(ChainGenerator.seeded(1).generate(50))
 *             .runtime(time)
 *             .listen(lan, Endpoint.parse("192.0.2.1:18444"))
 *             .start();
 *     PeerContext context = PeerContext.builder().runtime(time).build();
 *     Peer peer = Peer.outbound(context, PeerConfig.builder(node.network()).dialer(lan).build())) {
 *   peer.connect(node.endpoint());
 *   time.advance(Duration.ofHours(1)); // takes some milliseconds
 *   assert peer.isOpen() && peer.stats().sent().of("ping").messages() == 31;
 * }
 * }
 *
 * <p>With JUnit, the extension makes all of that for the parameters of a test, takes it back, and
 * fails a test that leaves something behind. The packages:
 *
 * <ul>
 *   <li>{@link org.verack.peer.testkit.pipe}: connections in memory;
 *   <li>{@link org.verack.peer.testkit.fault}: what goes wrong with connections, by plan;
 *   <li>{@link org.verack.peer.testkit.time}: a clock that is turned by hand;
 *   <li>{@link org.verack.peer.testkit.script}: a remote that says what the test tells it to;
 *   <li>{@link org.verack.peer.testkit.chain}: chains to serve;
 *   <li>{@link org.verack.peer.testkit.node}: a node that serves them, and misbehaves if wanted;
 *   <li>{@link org.verack.peer.testkit.contract}: what every message type has to keep;
 *   <li>{@link org.verack.peer.testkit.junit}: the JUnit extension;
 *   <li>{@link org.verack.peer.testkit.arbitrary}: jqwik generators for everything on the wire.
 * </ul>
 *
 * <p><b>Threads and waiting.</b> On a {@link org.verack.peer.testkit.time.VirtualRuntime} all
 * threads of peers, nodes and pipes are known to the clock. A test has a thread of its own: it
 * turns the clock, and expects. What has to wait for time to pass it calls in a thread of the
 * runtime, with {@link org.verack.peer.testkit.time.VirtualRuntime#async async}. Everything works
 * in real time and over sockets as well.
 *
 * <p><b>Errors.</b> What a test expects in vain is an {@link java.lang.AssertionError} that tells
 * what came instead; threads that do not come to rest are a {@link
 * org.verack.peer.testkit.time.NotAtRestException} that lists what each is doing.
 *
 * <p>Only the last two packages need a library, JUnit and jqwik, and a program that uses neither
 * does without both. The <a
 * href="https://github.com/verack/verack/blob/main/docs/guide.md#testing">guide</a> has a chapter
 * on testing; what names the examples on these pages take for granted stands on the page of the
 * module {@code org.verack.peer}.
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
