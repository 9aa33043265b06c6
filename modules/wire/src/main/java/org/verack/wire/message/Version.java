package org.verack.wire.message;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.RemoteText;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.VersionMessage;

/**
 * The first message of each side: who it is and what it speaks.
 *
 * <p>Everything after the receiver's address may be missing when it is read, as early versions of
 * the protocol did not have it; then the sender is {@link NodeAddress#NONE}, nonce and height are
 * 0, the user agent is empty and relay is true. Everything is written, except the relay flag below
 * protocol version 70001 (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
 *
 * {@snippet :
 * VersionMessage theirs = peer.negotiation().remote();
 * assert theirs.services().has(ServiceFlags.NETWORK) && theirs.bestHeight().getAsInt() == 30;
 * System.out.println(RemoteText.escape(theirs.userAgent())); // they chose it
 *
 * // Very old nodes said no more than this: version, services, time, and whom they talk to.
 * Bytes old = Bytes.ofHex("6a000000" + "0100000000000000" + "00".repeat(8 + 26));
 * Version read = (Version) network.messages().decode("version", old, format);
 * assert read.protocolVersion() == 106 && read.relay() && read.userAgent().isEmpty();
 * }
 *
 * @param protocolVersion the newest protocol version that the sender speaks
 * @param services what it offers
 * @param timestamp its clock, in seconds since 1970, any 64 bits
 * @param receiver how the sender sees the other side
 * @param sender how it sees itself; Bitcoin Core says nothing here, to keep its address private
 * @param nonce 64 random bits by which a node recognises that it dialed itself
 * @param userAgent what software it is (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0014.mediawiki">BIP 14</a>), at most
 *     {@value #MAX_USER_AGENT} characters below U+0100
 * @param startHeight the height of its best block
 * @param relay whether it wants transactions announced before it sets a filter (BIP 37)
 */
public record Version(
    int protocolVersion,
    ServiceFlags services,
    long timestamp,
    NodeAddress receiver,
    NodeAddress sender,
    long nonce,
    String userAgent,
    int startHeight,
    boolean relay)
    implements VersionMessage {

  /** The longest user agent, in bytes. */
  public static final int MAX_USER_AGENT = 256;

  /** The command, the codec and the limits. */
  public static final MessageType<Version> TYPE =
      MessageType.of("version", Version.class, new Codec(), 358);

  /** Checks that nothing is missing. */
  public Version {
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(sender, "sender");
    Objects.requireNonNull(userAgent, "userAgent");
  }

  @Override
  public String command() {
    return "version";
  }

  @Override
  public Instant sentAt() {
    long least = Instant.MIN.getEpochSecond();
    long most = Instant.MAX.getEpochSecond();
    return Instant.ofEpochSecond(Math.min(Math.max(timestamp, least), most));
  }

  @Override
  public OptionalInt bestHeight() {
    return OptionalInt.of(startHeight);
  }

  @Override
  public String toString() {
    return "version "
        + protocolVersion
        + ", "
        + RemoteText.escape(userAgent)
        + ", services "
        + services
        + ", height "
        + startHeight
        + (relay ? "" : ", no relay");
  }

  private static final class Codec implements PayloadCodec<Version> {

    @Override
    public Version decode(PayloadReader in, WireFormat format) throws PayloadException {
      int protocolVersion = in.readI32("protocol version");
      ServiceFlags services = new ServiceFlags(in.readI64("services"));
      long timestamp = in.readI64("time");
      NodeAddress receiver = NodeAddress.read(in, "receiver");
      NodeAddress sender = in.remaining() > 0 ? NodeAddress.read(in, "sender") : NodeAddress.NONE;
      long nonce = in.remaining() > 0 ? in.readI64("nonce") : 0;
      String userAgent = in.remaining() > 0 ? in.readVarString("user agent", MAX_USER_AGENT) : "";
      int startHeight = in.remaining() > 0 ? in.readI32("start height") : 0;
      boolean relay = in.remaining() == 0 || in.readBoolean("relay flag");
      return new Version(
          protocolVersion,
          services,
          timestamp,
          receiver,
          sender,
          nonce,
          userAgent,
          startHeight,
          relay);
    }

    private static boolean hasRelay(WireFormat format) {
      return format.protocolVersion() >= ProtocolVersion.BLOOM;
    }

    @Override
    public int size(Version message, WireFormat format) {
      int length = message.userAgent.length();
      return 4
          + 8
          + 8
          + 2 * NodeAddress.SIZE
          + 8
          + CompactSize.size(length)
          + length
          + 4
          + (hasRelay(format) ? 1 : 0);
    }

    @Override
    public void encode(Version message, PayloadWriter out, WireFormat format) {
      out.writeI32(message.protocolVersion);
      out.writeI64(message.services.bits());
      out.writeI64(message.timestamp);
      message.receiver.write(out);
      message.sender.write(out);
      out.writeI64(message.nonce);
      out.writeVarString("user agent", message.userAgent, MAX_USER_AGENT);
      out.writeI32(message.startHeight);
      if (hasRelay(format)) {
        out.writeBoolean(message.relay);
      }
    }
  }
}
