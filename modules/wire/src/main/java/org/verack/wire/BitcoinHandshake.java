package org.verack.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.message.Feature;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.SendTxRcncl;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;

/**
 * How peers of the Bitcoin network greet each other, and what they negotiate.
 *
 * <p>Each option is sent only where the protocol version in force has it. A value with other
 * options is made from {@link #DEFAULT} or {@link #STRICT}:
 *
 * {@snippet :
 * // As Bitcoin Core, but without compact blocks.
 * BitcoinHandshake mine = BitcoinHandshake.DEFAULT.withCompactBlocks(false);
 * Network network = Networks.REGTEST.toBuilder().handshake(mine).build();
 *
 * assert network.handshake().greeting(peer.negotiation()).equals(List.of(SendHeaders.INSTANCE));
 * }
 *
 * @param wtxidRelay whether to offer announcing transactions by their wtxid (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>)
 * @param addrV2 whether to take addresses of all networks (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>)
 * @param sendHeaders whether to ask for blocks to be announced by {@code headers} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0130.mediawiki">BIP 130</a>)
 * @param compactBlocks whether to offer compact blocks, version 2, low bandwidth (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>)
 * @param txReconciliation whether to offer reconciliation of transactions (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0330.mediawiki">BIP 330</a>); only
 *     together with wtxidRelay and between peers that both want transactions
 * @param sendWitness whether blocks and transactions are written with their witnesses to peers that
 *     have NODE_WITNESS; to others they are not, unless the sender chooses that for a message
 * @param features what to announce (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0434.md">BIP 434</a>)
 */
public record BitcoinHandshake(
    boolean wtxidRelay,
    boolean addrV2,
    boolean sendHeaders,
    boolean compactBlocks,
    boolean txReconciliation,
    boolean sendWitness,
    List<Feature> features)
    implements HandshakeScript {

  /** As Bitcoin Core: everything except reconciliation, no features. */
  public static final BitcoinHandshake DEFAULT =
      new BitcoinHandshake(true, true, true, true, false, true, List.of());

  /** As btcd: {@code addrv2} and nothing else, witnesses only where the sender chooses them. */
  public static final BitcoinHandshake STRICT =
      new BitcoinHandshake(false, true, false, false, false, false, List.of());

  private static final long RECONCILIATION_VERSION = 1;

  /** Copies the list. */
  public BitcoinHandshake {
    features = List.copyOf(features);
  }

  /**
   * Changes whether wtxid relay is offered.
   *
   * @param value whether to offer it
   * @return a new value
   */
  public BitcoinHandshake withWtxidRelay(boolean value) {
    return new BitcoinHandshake(
        value, addrV2, sendHeaders, compactBlocks, txReconciliation, sendWitness, features);
  }

  /**
   * Changes whether {@code addrv2} is taken.
   *
   * @param value whether to take it
   * @return a new value
   */
  public BitcoinHandshake withAddrV2(boolean value) {
    return new BitcoinHandshake(
        wtxidRelay, value, sendHeaders, compactBlocks, txReconciliation, sendWitness, features);
  }

  /**
   * Changes whether blocks are to be announced by {@code headers}.
   *
   * @param value whether to ask for it
   * @return a new value
   */
  public BitcoinHandshake withSendHeaders(boolean value) {
    return new BitcoinHandshake(
        wtxidRelay, addrV2, value, compactBlocks, txReconciliation, sendWitness, features);
  }

  /**
   * Changes whether compact blocks are offered.
   *
   * @param value whether to offer them
   * @return a new value
   */
  public BitcoinHandshake withCompactBlocks(boolean value) {
    return new BitcoinHandshake(
        wtxidRelay, addrV2, sendHeaders, value, txReconciliation, sendWitness, features);
  }

  /**
   * Changes whether reconciliation of transactions is offered.
   *
   * @param value whether to offer it
   * @return a new value
   */
  public BitcoinHandshake withTxReconciliation(boolean value) {
    return new BitcoinHandshake(
        wtxidRelay, addrV2, sendHeaders, compactBlocks, value, sendWitness, features);
  }

  /**
   * Changes whether witnesses are written to peers that have NODE_WITNESS.
   *
   * @param value whether they are
   * @return a new value
   */
  public BitcoinHandshake withSendWitness(boolean value) {
    return new BitcoinHandshake(
        wtxidRelay, addrV2, sendHeaders, compactBlocks, txReconciliation, value, features);
  }

  /**
   * Changes which features are announced.
   *
   * @param values the features
   * @return a new value
   */
  public BitcoinHandshake withFeatures(Feature... values) {
    return new BitcoinHandshake(
        wtxidRelay,
        addrV2,
        sendHeaders,
        compactBlocks,
        txReconciliation,
        sendWitness,
        List.of(values));
  }

  /** Returns {@link #STRICT}. */
  @Override
  public HandshakeScript strict() {
    return STRICT;
  }

  /**
   * Makes our version message. Like Bitcoin Core it does not say where we are, and where the remote
   * is only if that is an address of the Internet that can be reached from anywhere.
   */
  @Override
  public VersionMessage version(LocalVersion local) {
    NetworkAddress remote = local.remote();
    boolean internet = remote instanceof IPv4Address || remote instanceof IPv6Address;
    NodeAddress receiver =
        internet && remote.isRoutable()
            ? new NodeAddress(ServiceFlags.NONE, remote, local.remotePort())
            : NodeAddress.NONE;
    return new Version(
        local.protocolVersion(),
        local.services(),
        local.time().getEpochSecond(),
        receiver,
        NodeAddress.NONE,
        local.nonce(),
        local.userAgent(),
        local.bestHeight(),
        local.relay());
  }

  @Override
  public VerackMessage verack() {
    return Verack.INSTANCE;
  }

  @Override
  public List<Message> negotiation(Negotiation soFar) {
    List<Message> messages = new ArrayList<>();
    if (soFar.protocolVersion() >= ProtocolVersion.WTXID_RELAY) {
      if (wtxidRelay) {
        messages.add(WtxidRelay.INSTANCE);
      }
      if (addrV2) {
        messages.add(SendAddrV2.INSTANCE);
      }
      if (wtxidRelay && txReconciliation && soFar.local().relay() && soFar.remote().relay()) {
        messages.add(new SendTxRcncl(RECONCILIATION_VERSION, salt(soFar.local().nonce())));
      }
    }
    if (soFar.protocolVersion() >= ProtocolVersion.FEATURE) {
      messages.addAll(features);
    }
    return List.copyOf(messages);
  }

  /**
   * The salt has to be random for each connection and known to both sides. So is the nonce of our
   * version message; hashed, the one does not give the other away to who sees only one of them.
   */
  private static long salt(long nonce) {
    byte[] bytes = new byte[16];
    LittleEndian.putLong(bytes, 0, nonce);
    LittleEndian.putLong(bytes, 8, RECONCILIATION_VERSION);
    return Hash.sha256d(bytes, 0, bytes.length).word(0);
  }

  /** Refuses a second {@code sendtxrcncl}, and one of version 0 (BIP 330). */
  @Override
  public void hear(NegotiationMessage message, List<Message> before) throws ViolationException {
    if (message instanceof SendTxRcncl reconciliation) {
      if (before.stream().anyMatch(SendTxRcncl.class::isInstance)) {
        throw new ViolationException(WireFault.BAD_VALUE, "a second sendtxrcncl", 0);
      }
      if (reconciliation.version() == 0) {
        throw new ViolationException(WireFault.BAD_VALUE, "sendtxrcncl of version 0", 0);
      }
    }
  }

  @Override
  public WireFormat format(Negotiation done) {
    boolean takesWitnesses = done.remote().services().has(ServiceFlags.WITNESS);
    return new WireFormat(done.protocolVersion(), sendWitness && takesWitnesses);
  }

  @Override
  public List<Message> greeting(Negotiation done) {
    List<Message> messages = new ArrayList<>();
    if (sendHeaders && done.protocolVersion() >= ProtocolVersion.SENDHEADERS) {
      messages.add(SendHeaders.INSTANCE);
    }
    if (compactBlocks && done.protocolVersion() >= ProtocolVersion.COMPACT_BLOCKS) {
      messages.add(new SendCmpct(false, SendCmpct.VERSION));
    }
    return List.copyOf(messages);
  }

  @Override
  public PingMessage ping(long nonce) {
    return new Ping(nonce);
  }

  @Override
  public Optional<? extends PongMessage> pong(PingMessage ping, int protocolVersion) {
    return answersPings(protocolVersion) ? Optional.of(new Pong(ping.nonce())) : Optional.empty();
  }

  @Override
  public boolean answersPings(int protocolVersion) {
    return protocolVersion > ProtocolVersion.BIP31;
  }
}
