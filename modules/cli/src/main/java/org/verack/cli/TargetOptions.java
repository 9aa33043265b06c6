package org.verack.cli;

import java.time.Duration;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which node to talk to, on which network, with how much patience. */
final class TargetOptions {

  @Parameters(
      paramLabel = "HOST[:PORT]",
      description = "The node; an IPv6 address with a port stands in brackets.")
  private String target = "";

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = "mainnet",
      converter = NetworkNames.class,
      completionCandidates = NetworkNames.class,
      description =
          "The network, and with it the default port: ${COMPLETION-CANDIDATES};"
              + " default: ${DEFAULT-VALUE}.")
  private Network network = Networks.MAINNET;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      converter = Seconds.class,
      description =
          "How long dialing, the handshake, and each answer may take; default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(30);

  Network network() {
    return network;
  }

  Duration timeout() {
    return timeout;
  }

  /** Connects and greets. */
  Session open() throws InterruptedException, CommandFailure, WrongUse {
    return Session.open(endpoint(), network, timeout);
  }

  private Endpoint endpoint() throws WrongUse {
    try {
      return Endpoint.parse(target, network.port());
    } catch (IllegalArgumentException e) {
      throw new WrongUse(String.valueOf(e.getMessage()));
    }
  }
}
