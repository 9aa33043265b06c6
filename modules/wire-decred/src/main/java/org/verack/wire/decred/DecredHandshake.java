package org.verack.wire.decred;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.decred.message.Version;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;

/**
 * How peers of the Decred network greet each other, as dcrd does: nothing is negotiated, the dialer
 * waits for the listener's verack before it sends its own, and who was dialed announces the version
 * that both speak.
 *
 * <p>From protocol version 12 on the verack must follow the version at once. Below, two messages
 * may come before it; they are handled after the handshake.
 *
 * {@snippet :
 * PeerConfig quiet =
 *     PeerConfig.builder(network).dialer(lan).handshake(new DecredHandshake(false)).build();
 * try (Peer other = Peer.outbound(context, quiet)) {
 *   other.connect(node.endpoint());
 *   assert other.negotiation().sent().isEmpty(); // nothing is negotiated
 *   assert other.stats().sent().of("sendheaders").messages() == 0; // nor asked for
 * }
 * }
 *
 * @param sendHeaders whether to ask for blocks to be announced by {@code headers}, as dcrd does
 */
public record DecredHandshake(boolean sendHeaders) implements HandshakeScript {

  /** As dcrd. */
  public static final DecredHandshake DEFAULT = new DecredHandshake(true);

  private static final int BEFORE_VERACK = 2;

  @Override
  public VersionMessage version(LocalVersion local) {
    return version(local, local.protocolVersion(), ServiceFlags.NONE);
  }

  /**
   * Announces the smaller version of both, and tells the remote the services that it has just
   * announced itself.
   */
  @Override
  public VersionMessage answer(LocalVersion local, VersionMessage theirs) {
    boolean older = Integer.compareUnsigned(theirs.protocolVersion(), local.protocolVersion()) < 0;
    int version = older ? theirs.protocolVersion() : local.protocolVersion();
    return version(local, version, theirs.services());
  }

  private static Version version(LocalVersion local, int version, ServiceFlags theirs) {
    return new Version(
        version,
        local.services(),
        local.time().getEpochSecond(),
        receiver(local, theirs),
        new NodeAddress(local.services(), NetworkAddress.UNSPECIFIED, 0),
        local.nonce(),
        local.userAgent(),
        local.bestHeight(),
        local.relay());
  }

  /** An address that is none of the Internet's becomes zeros and its port, as in dcrd. */
  private static NodeAddress receiver(LocalVersion local, ServiceFlags theirs) {
    NetworkAddress remote = local.remote();
    boolean internet = remote instanceof IPv4Address || remote instanceof IPv6Address;
    return new NodeAddress(
        theirs, internet ? remote : NetworkAddress.UNSPECIFIED, local.remotePort());
  }

  @Override
  public VerackMessage verack() {
    return Verack.INSTANCE;
  }

  @Override
  public VerackOrder verackOrder() {
    return VerackOrder.DIALER_WAITS;
  }

  @Override
  public OptionalInt messagesBeforeVerack(int protocolVersion) {
    return OptionalInt.of(protocolVersion >= DecredProtocolVersion.ADDR_V2 ? 0 : BEFORE_VERACK);
  }

  @Override
  public List<Message> greeting(Negotiation done) {
    return sendHeaders && done.protocolVersion() >= DecredProtocolVersion.SEND_HEADERS
        ? List.of(SendHeaders.INSTANCE)
        : List.of();
  }

  @Override
  public WireFormat format(Negotiation done) {
    return WireFormat.base(done.protocolVersion());
  }

  @Override
  public PingMessage ping(long nonce) {
    return new Ping(nonce);
  }

  @Override
  public Optional<? extends PongMessage> pong(PingMessage ping, int protocolVersion) {
    return Optional.of(new Pong(ping.nonce()));
  }

  /** Every version has a pong. */
  @Override
  public boolean answersPings(int protocolVersion) {
    return true;
  }
}
