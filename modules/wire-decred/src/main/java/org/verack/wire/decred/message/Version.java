package org.verack.wire.decred.message;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.RemoteText;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredServices;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.decred.codec.StrictAscii;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.role.VersionMessage;

/**
 * The first message of each side: who it is and what it speaks.
 *
 * <p>Everything after the receiver's address may be missing when it is read; then the sender is
 * {@link NodeAddress#NONE}, nonce and height are 0, the user agent is empty and relay is true.
 * Everything is written.
 *
 * {@snippet :
 * Version theirs = (Version) peer.negotiation().remote();
 * assert theirs.protocolVersion() == DecredProtocolVersion.LATEST;
 * assert theirs.services().has(DecredServices.NETWORK) && theirs.startHeight() == 30;
 * assert theirs.userAgent().equals("/verack-testnode:0.1.0/");
 * }
 *
 * @param protocolVersion the newest protocol version that the sender speaks; dcrd, when dialed,
 *     says the one that both speak
 * @param services what it offers, see {@link org.verack.wire.decred.DecredServices}
 * @param timestamp its clock, in seconds since 1970, at most 2^63 - 1 - 62,135,596,800
 * @param receiver how the sender sees the other side
 * @param sender how it sees itself
 * @param nonce 64 random bits by which a node recognises that it dialed itself
 * @param userAgent what software it is: printable ASCII, at most {@value #MAX_USER_AGENT}
 *     characters
 * @param startHeight the height of its best block
 * @param relay whether it wants transactions announced
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
  public String toString() {
    return "version "
        + protocolVersion
        + ", "
        + RemoteText.escape(userAgent)
        + ", services "
        + DecredServices.toString(services)
        + ", height "
        + startHeight
        + (relay ? "" : ", no relay");
  }

  @Override
  public OptionalInt bestHeight() {
    return OptionalInt.of(startHeight);
  }

  private static final class Codec implements PayloadCodec<Version> {

    @Override
    public Version decode(PayloadReader in, WireFormat format) throws PayloadException {
      int protocolVersion = in.readI32("protocol version");
      ServiceFlags services = new ServiceFlags(in.readI64("services"));
      int timeAt = in.offset();
      long timestamp = Limits.checkTime(in.readI64("time"), timeAt);
      NodeAddress receiver = NodeAddress.read(in, "receiver");
      NodeAddress sender = in.remaining() > 0 ? NodeAddress.read(in, "sender") : NodeAddress.NONE;
      long nonce = in.remaining() > 0 ? in.readI64("nonce") : 0;
      String userAgent =
          in.remaining() > 0 ? StrictAscii.read(in, "user agent", MAX_USER_AGENT) : "";
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

    @Override
    public int size(Version message, WireFormat format) {
      return 4 + 8 + 8 + 2 * NodeAddress.SIZE + 8 + StrictAscii.size(message.userAgent) + 4 + 1;
    }

    @Override
    public void encode(Version message, PayloadWriter out, WireFormat format) {
      out.writeI32(message.protocolVersion);
      out.writeI64(message.services.bits());
      out.writeI64(Limits.requireTime(message.timestamp));
      message.receiver.write(out);
      message.sender.write(out);
      out.writeI64(message.nonce);
      StrictAscii.write("user agent", message.userAgent, MAX_USER_AGENT, out);
      out.writeI32(message.startHeight);
      out.writeBoolean(message.relay);
    }
  }
}
