package org.verack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.verack.peer.PeerConfig;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Is a node that others can fetch a chain from. */
@Command(
    name = "serve",
    description = {
      "Serves a chain to whoever connects, until it is ended with Ctrl-C. It validates nothing: it"
          + " is there to test other software with."
    },
    customSynopsis = {
      "verack serve (--generate=N [--seed=S] | --blocks=FILE...) [--listen=ADDR[:PORT]]",
      "                    [--network=NAME] [--transport=v1|v2|auto]",
      "                    [--connect=HOST[:PORT]]..."
    },
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {

  static final String USER_AGENT = "/verack-serve:0.1.0/";

  /** Where the blocks come from. */
  static final class Source {

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable Generated generated;

    @Option(
        names = "--blocks",
        paramLabel = "FILE",
        arity = "1..*",
        required = true,
        description = "Serve these blocks, one serialised in each file.")
    private List<Path> files = List.of();
  }

  /** A chain made up on the spot. */
  static final class Generated {

    @Option(
        names = "--generate",
        paramLabel = "N",
        required = true,
        description =
            "Generate so many blocks and serve them; on networks where they are easy to mine, such"
                + " as regtest and simnet of each family.")
    private int count;

    @Option(
        names = "--seed",
        paramLabel = "S",
        defaultValue = "1",
        description = "Another number gives another chain; default: ${DEFAULT-VALUE}.")
    private long seed;
  }

  private final Terminal terminal;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--listen",
      paramLabel = "ADDR[:PORT]",
      defaultValue = "127.0.0.1",
      description =
          "Where to listen; default: ${DEFAULT-VALUE} and the network's port; port 0: any free"
              + " one.")
  private String listen = "";

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = "regtest",
      converter = NetworkNames.class,
      completionCandidates = NetworkNames.class,
      description = {
        "The network to speak on; default: ${DEFAULT-VALUE}. One of",
        NetworkNames.BITCOIN,
        NetworkNames.LBRY,
        NetworkNames.DECRED,
        NetworkNames.KASPA
      })
  private Network network = Networks.REGTEST;

  @Option(
      names = "--connect",
      paramLabel = "HOST[:PORT]",
      description = "Connect to this node, too. May be given several times.")
  private List<String> targets = List.of();

  @Mixin private TransportOption transport = new TransportOption();

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, WrongUse, CommandFailure {
    Endpoint endpoint = endpoint(listen);
    Family.Source chain = chain();
    ConnectionLog log = new ConnectionLog(terminal);
    PeerConfig.Encryption encryption = transport.on(network);
    try (StopSignal stop = new StopSignal();
        Family.Node node =
            chain.serve(endpoint, config -> config.encryption(encryption), log::follow)) {
      terminal.print(
          "Serving "
              + network.name()
              + ", height "
              + Units.count(chain.tipHeight())
              + ", at "
              + node.endpoint()
              + ". Ctrl-C ends it.");
      for (String target : targets) {
        connect(node, endpoint(target));
      }
      stop.await();
    }
    terminal.print("Stopped.");
    return 0;
  }

  private void connect(Family.Node node, Endpoint target)
      throws IOException, InterruptedException, CommandFailure {
    try {
      node.connect(target);
    } catch (IOException e) {
      throw Session.described(target, network, e);
    }
  }

  private Endpoint endpoint(String text) throws WrongUse {
    try {
      return Endpoint.parse(text, network.port());
    } catch (IllegalArgumentException e) {
      throw new WrongUse(String.valueOf(e.getMessage()));
    }
  }

  private Family.Source chain() throws IOException, WrongUse {
    Generated wanted = source.generated;
    if (wanted == null) {
      return Family.of(network).ofFiles(network, source.files);
    }
    if (wanted.count < 0) {
      throw new WrongUse("--generate cannot be negative, like " + wanted.count);
    }
    try {
      return Family.of(network).generated(network, wanted.seed, wanted.count);
    } catch (IllegalArgumentException e) {
      throw new WrongUse("--generate: " + e.getMessage());
    }
  }
}
