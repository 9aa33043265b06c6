package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Network;

/** One connection to a node, for as long as a command takes. */
final class Session implements AutoCloseable {

  private final PeerContext context;
  private final Peer peer;
  private final Endpoint endpoint;
  private final Duration timeout;

  private Session(PeerContext context, Peer peer, Endpoint endpoint, Duration timeout) {
    this.context = context;
    this.peer = peer;
    this.endpoint = endpoint;
    this.timeout = timeout;
  }

  /** Connects and greets. */
  static Session open(
      Endpoint endpoint,
      Network network,
      Duration timeout,
      Dialer dialer,
      PeerConfig.Encryption encryption)
      throws InterruptedException, CommandFailure {
    PeerConfig config =
        PeerConfig.builder(network)
            .relay(false)
            .dialer(dialer)
            .encryption(encryption)
            .dialTimeout(timeout)
            .handshakeTimeout(timeout)
            .build();
    PeerContext context = PeerContext.create();
    try {
      Peer peer = Peer.outbound(context, config);
      peer.connect(endpoint);
      return new Session(context, peer, endpoint, timeout);
    } catch (IOException e) {
      context.close();
      throw described(endpoint, network, e);
    } catch (InterruptedException | RuntimeException e) {
      context.close();
      throw e;
    }
  }

  /** Says why there was no connection or no handshake, and with whom. */
  static CommandFailure described(Endpoint endpoint, Network network, IOException e) {
    // What a dialer says names the endpoint itself.
    String text =
        e instanceof PeerClosedException closed
            ? endpoint + ": " + closed.reason() + hint(closed.reason(), network)
            : Failures.describe(e);
    return new CommandFailure(text, e);
  }

  /** A node of another network says nothing: it hangs up, or waits for a key that fits. */
  private static String hint(DisconnectReason reason, Network network) {
    return switch (reason) {
      case DisconnectReason.RemoteClose close -> " (is it a node of " + network.name() + "?)";
      case DisconnectReason.HandshakeTimeout timeout when timeout.awaited().equals("key") ->
          " (is it a node of " + network.name() + "? else try --transport v1)";
      default -> "";
    };
  }

  Peer peer() {
    return peer;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** How long an answer may take. */
  Duration timeout() {
    return timeout;
  }

  /** Says of a fault from whom it came. */
  CommandFailure fault(IOException e) {
    return new CommandFailure(endpoint + ": " + Failures.describe(e), e);
  }

  @Override
  public void close() {
    context.close();
  }
}
