package org.verack.cli;

import java.time.Duration;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.Socks5Dialer;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

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
      description = {
        "The network, and with it the default port; default: ${DEFAULT-VALUE}. One of",
        NetworkNames.BITCOIN,
        NetworkNames.LBRY,
        NetworkNames.DECRED,
        NetworkNames.KASPA
      })
  private Network network = Networks.MAINNET;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      converter = Seconds.class,
      description =
          "How long dialing, the handshake, and each answer may take; default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      converter = ProxyConverter.class,
      description =
          "Connect through this SOCKS5 proxy, socks5://[user:password@]host:port; it resolves the"
              + " node's name. Tor's is socks5://127.0.0.1:9050.")
  private Dialer dialer = Dialer.TCP;

  @Mixin private TransportOption transport = new TransportOption();

  Network network() {
    return network;
  }

  Duration timeout() {
    return timeout;
  }

  /** Connects and greets. */
  Session open() throws InterruptedException, CommandFailure, WrongUse {
    return Session.open(endpoint(), network, timeout, dialer, transport.on(network));
  }

  private Endpoint endpoint() throws WrongUse {
    try {
      return Endpoint.parse(target, network.port());
    } catch (IllegalArgumentException e) {
      throw new WrongUse(String.valueOf(e.getMessage()));
    }
  }

  /** Reads the address of a proxy; its faults do not quote it, because it may hold a password. */
  static final class ProxyConverter implements ITypeConverter<Dialer> {
    @Override
    public Dialer convert(String text) {
      try {
        return Socks5Dialer.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
