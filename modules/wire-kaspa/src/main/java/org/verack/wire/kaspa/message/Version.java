package org.verack.wire.kaspa.message;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.RemoteText;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.kaspa.KaspaServices;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.role.VersionMessage;

/**
 * The first message of each side: who it is and what it speaks. Nothing of it may be missing.
 *
 * {@snippet :
 * Version theirs = (Version) peer.negotiation().remote();
 * assert theirs.isFullNode() && theirs.subnetwork() == null;
 * assert theirs.selectedTip().equals(hash); // instead of a height
 * assert theirs.services().has(KaspaServices.NETWORK);
 * }
 *
 * @param protocolVersion the newest protocol version that the sender speaks
 * @param services what it offers, see {@link KaspaServices}
 * @param timestamp its clock, in milliseconds since 1970, any 64 bits
 * @param subnetwork the subnetwork of a partial node; null for a full node
 * @param receiver how the sender sees the other side
 * @param sender how it sees itself
 * @param nonce 64 random bits by which a node recognises that it dialed itself
 * @param userAgent what software it is (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0014.mediawiki">BIP 14</a>), at most
 *     {@value #MAX_USER_AGENT} characters below U+0100
 * @param selectedTip the block that it takes for the newest
 * @param relay whether it wants transactions announced before it sets a filter (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>)
 */
public record Version(
    int protocolVersion,
    ServiceFlags services,
    long timestamp,
    @Nullable SubnetworkId subnetwork,
    NodeAddress receiver,
    NodeAddress sender,
    long nonce,
    String userAgent,
    Hash selectedTip,
    boolean relay)
    implements VersionMessage {

  /** The longest user agent, in bytes. */
  public static final int MAX_USER_AGENT = 256;

  /** The command, the codec and the limits; the layout takes less than kaspad's limit. */
  public static final MessageType<Version> TYPE =
      MessageType.of("version", Version.class, new Codec(), 394);

  /** Checks that nothing is missing. */
  public Version {
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(sender, "sender");
    Objects.requireNonNull(userAgent, "userAgent");
    Objects.requireNonNull(selectedTip, "selectedTip");
  }

  /**
   * Tells whether the sender takes part in every subnetwork.
   *
   * @return whether it names none
   */
  public boolean isFullNode() {
    return subnetwork == null;
  }

  @Override
  public String command() {
    return "version";
  }

  @Override
  public Instant sentAt() {
    return Instant.ofEpochMilli(timestamp);
  }

  @Override
  public String toString() {
    return "version "
        + protocolVersion
        + ", "
        + RemoteText.escape(userAgent)
        + ", services "
        + KaspaServices.toString(services)
        + ", selected tip "
        + selectedTip
        + (subnetwork == null ? "" : ", subnetwork " + subnetwork)
        + (relay ? "" : ", no relay");
  }

  private static final class Codec implements PayloadCodec<Version> {

    @Override
    public Version decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new Version(
          in.readI32("protocol version"),
          new ServiceFlags(in.readI64("services")),
          in.readI64("time"),
          AddressScope.readSubnetwork(in),
          NodeAddress.read(in, "receiver"),
          NodeAddress.read(in, "sender"),
          in.readI64("nonce"),
          in.readVarString("user agent", MAX_USER_AGENT),
          in.readHash("selected tip"),
          in.readBoolean("relay flag"));
    }

    @Override
    public int size(Version message, WireFormat format) {
      int length = message.userAgent.length();
      return 4
          + 8
          + 8
          + AddressScope.subnetworkSize(message.subnetwork)
          + 2 * NodeAddress.SIZE
          + 8
          + CompactSize.size(length)
          + length
          + Hash.LENGTH
          + 1;
    }

    @Override
    public void encode(Version message, PayloadWriter out, WireFormat format) {
      out.writeI32(message.protocolVersion);
      out.writeI64(message.services.bits());
      out.writeI64(message.timestamp);
      AddressScope.writeSubnetwork(message.subnetwork, out);
      message.receiver.write(out);
      message.sender.write(out);
      out.writeI64(message.nonce);
      out.writeVarString("user agent", message.userAgent, MAX_USER_AGENT);
      out.writeHash(message.selectedTip);
      out.writeBoolean(message.relay);
    }
  }
}
