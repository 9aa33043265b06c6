package org.verack.wire.lbry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.verack.wire.BitcoinHandshake;
import org.verack.wire.Message;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;

/**
 * How peers of the LBRY network greet each other: with Bitcoin's messages; the dialer waits for the
 * listener's verack before it sends its own, and nothing may come between version and verack. A
 * {@code sendaddrv2} there is forgiven, because nodes that descend from Bitcoin Core say it; lbcd
 * does not forgive it.
 *
 * {@snippet :
 * PeerConfig quiet =
 *     PeerConfig.builder(network).dialer(lan).handshake(new LbryHandshake(false, true)).build();
 * try (Peer other = Peer.outbound(context, quiet)) {
 *   other.connect(node.endpoint());
 *   assert other.negotiation().sent().isEmpty(); // lbcd allows nothing between version and verack
 *   assert other.format().witness(); // the node has NODE_WITNESS
 * }
 * }
 *
 * @param sendHeaders whether to ask for blocks to be announced by {@code headers} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0130.mediawiki">BIP 130</a>)
 * @param sendWitness whether blocks and transactions are written with their witnesses to peers that
 *     have NODE_WITNESS; to others they are not, unless the sender chooses that for a message
 */
public record LbryHandshake(boolean sendHeaders, boolean sendWitness) implements HandshakeScript {

  /** Both. */
  public static final LbryHandshake DEFAULT = new LbryHandshake(true, true);

  /** What is the same in Bitcoin. */
  private static final HandshakeScript BITCOIN = BitcoinHandshake.STRICT;

  @Override
  public VersionMessage version(LocalVersion local) {
    return BITCOIN.version(local);
  }

  @Override
  public VerackMessage verack() {
    return BITCOIN.verack();
  }

  @Override
  public VerackOrder verackOrder() {
    return VerackOrder.DIALER_WAITS;
  }

  /** None; {@link SendAddrV2} counts as negotiation. */
  @Override
  public OptionalInt messagesBeforeVerack(int protocolVersion) {
    return OptionalInt.of(0);
  }

  @Override
  public WireFormat format(Negotiation done) {
    boolean takesWitnesses = done.remote().services().has(ServiceFlags.WITNESS);
    return new WireFormat(done.protocolVersion(), sendWitness && takesWitnesses);
  }

  @Override
  public List<Message> greeting(Negotiation done) {
    return sendHeaders && done.protocolVersion() >= ProtocolVersion.SENDHEADERS
        ? List.of(SendHeaders.INSTANCE)
        : List.of();
  }

  @Override
  public PingMessage ping(long nonce) {
    return BITCOIN.ping(nonce);
  }

  @Override
  public Optional<? extends PongMessage> pong(PingMessage ping, int protocolVersion) {
    return BITCOIN.pong(ping, protocolVersion);
  }

  @Override
  public boolean answersPings(int protocolVersion) {
    return BITCOIN.answersPings(protocolVersion);
  }
}
