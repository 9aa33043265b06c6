package org.verack.wire.kaspa;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.WireFormat;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.kaspa.message.Version;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;

/**
 * How peers of the Kaspa network greet each other: they exchange their versions, and that is all.
 * Each sends a verack, and nobody waits for one.
 *
 * <p>A program that has a chain says so with a script of its own:
 *
 * {@snippet :
 * KaspaHandshake script = KaspaHandshake.of(() -> dag.selectedTip().hash()); // asked each time
 * PeerConfig config = PeerConfig.builder(network).dialer(lan).handshake(script).build();
 * try (Peer other = Peer.outbound(context, config)) {
 *   other.connect(node.endpoint());
 *   assert ((Version) other.negotiation().local()).selectedTip().equals(hash);
 * }
 * KaspaHandshake choosy = script.withPartialNodes(false); // refuses nodes of one subnetwork
 * }
 *
 * @param subnetwork the subnetwork of a partial node; null for a full node
 * @param selectedTip asked for the block that we take for the newest; called from the peers'
 *     threads, must not block
 * @param takesPartialNodes whether remotes may be partial nodes
 */
public record KaspaHandshake(
    @Nullable SubnetworkId subnetwork, Supplier<Hash> selectedTip, boolean takesPartialNodes)
    implements HandshakeScript {

  /** Checks that nothing is missing. */
  public KaspaHandshake {
    Objects.requireNonNull(selectedTip, "selectedTip");
  }

  /**
   * Makes the script of a full node.
   *
   * @param selectedTip asked for the block that we take for the newest; must not block
   * @return the script
   */
  public static KaspaHandshake of(Supplier<Hash> selectedTip) {
    return new KaspaHandshake(null, selectedTip, true);
  }

  /**
   * Changes what we take part in.
   *
   * @param value the only subnetwork of a partial node
   * @return a new value
   */
  public KaspaHandshake withSubnetwork(SubnetworkId value) {
    return new KaspaHandshake(value, selectedTip, takesPartialNodes);
  }

  /**
   * Changes whether remotes may be partial nodes.
   *
   * @param value whether they may
   * @return a new value
   */
  public KaspaHandshake withPartialNodes(boolean value) {
    return new KaspaHandshake(subnetwork, selectedTip, value);
  }

  @Override
  public VersionMessage version(LocalVersion local) {
    return new Version(
        local.protocolVersion(),
        local.services(),
        local.time().toEpochMilli(),
        subnetwork,
        receiver(local),
        new NodeAddress(local.services(), NetworkAddress.UNSPECIFIED, 0),
        local.nonce(),
        local.userAgent(),
        selectedTip.get(),
        local.relay());
  }

  /** As in kaspad, whoever we talk to is taken for a node that serves the whole DAG. */
  private static NodeAddress receiver(LocalVersion local) {
    NetworkAddress remote =
        local.remote().toLegacy().isPresent() ? local.remote() : NetworkAddress.UNSPECIFIED;
    return new NodeAddress(KaspaServices.NETWORK, remote, local.remotePort());
  }

  /**
   * Refuses partial nodes if they are not wanted; a partial node that a full node has dialed, which
   * could not serve it; and a partial node of another subnetwork than ours.
   */
  @Override
  public Optional<String> objection(VersionMessage theirs, boolean inbound) {
    SubnetworkId other = theirs instanceof Version version ? version.subnetwork() : null;
    if (other == null) {
      return Optional.empty();
    }
    if (!takesPartialNodes) {
      return Optional.of("partial nodes are not wanted");
    }
    boolean fits = subnetwork == null ? inbound : subnetwork.equals(other);
    return fits ? Optional.empty() : Optional.of("incompatible subnetwork " + other);
  }

  @Override
  public VerackMessage verack() {
    return Verack.INSTANCE;
  }

  @Override
  public VerackOrder verackOrder() {
    return VerackOrder.NOT_AWAITED;
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
