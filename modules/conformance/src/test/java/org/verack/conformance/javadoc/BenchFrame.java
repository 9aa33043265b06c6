package org.verack.conformance.javadoc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.capture.Capture;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.request.Requests;

/**
 * For examples that are like a test: they run on a thread of their own and turn the clock. There is
 * a network in memory with a node that serves the chain, and a peer that is connected to it.
 */
public abstract class BenchFrame extends TestFrame {

  /** The machine may have other things to do. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  static final Endpoint PLACE = Endpoint.parse("127.0.0.1:18444");

  /** What the node serves. */
  protected static final GeneratedChain chain = CHAIN;

  protected VirtualRuntime time;

  /** Where the node listens at the usual port of this host. */
  protected PipeNetwork lan;

  protected TestNode node;
  protected PeerContext context;

  /** Of peers that dial within the network in memory. */
  protected PeerConfig config;

  /** Connected to the node. */
  protected Peer peer;

  /** Is there as long as the example runs. */
  protected Path folder;

  /** What a peer received that has asked for all headers, as Bitcoin Core captures it. */
  protected Path file;

  @Override
  final void runStatements() throws Exception {
    folder = Files.createTempDirectory("verack-example");
    time = VirtualRuntime.builder().patience(PATIENCE).build();
    try (PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
        TestNode serving = TestNode.builder(chain).runtime(time).listen(pipes, PLACE).start();
        PeerContext ours = PeerContext.builder().runtime(time).random(new Random(1)).build()) {
      lan = pipes;
      node = serving;
      context = ours;
      config = PeerConfig.builder(network).dialer(lan).build();
      file = captured();
      prepare();
      time.awaitQuiet();
      example();
    } finally {
      delete(folder);
    }
  }

  /** Makes the peer. */
  void prepare() throws Exception {
    peer = Peer.outbound(context, config);
    peer.connect(PLACE);
  }

  private Path captured() throws Exception {
    Path captures = folder.resolve("captures");
    try (Capture capture = Capture.toFolder(context, captures);
        Peer asking = Peer.outbound(context, config)) {
      capture.watch(asking);
      asking.connect(PLACE);
      asking.request(Requests.headers(List.of(network.genesisHash())), Duration.ofMinutes(1));
    }
    try (Stream<Path> files = Files.walk(captures)) {
      return files.filter(each -> each.endsWith("msgs_recv.dat")).findAny().orElseThrow();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
