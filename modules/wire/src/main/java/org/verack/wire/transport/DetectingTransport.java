package org.verack.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Network;
import org.verack.wire.TransportException;
import org.verack.wire.WireFault;

/**
 * The transport of a connection that the remote dialed, with v1 or with v2 (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>): which of
 * them, its first 16 bytes say.
 *
 * <p>A v1 peer begins with the network's magic and the command of its version message. The first
 * byte that differs means v2, and our key goes out at once. Bytes that are those of a version
 * message but for the magic come from a v1 peer of another network, and are refused with {@link
 * WireFault#WRONG_NETWORK}.
 *
 * {@snippet :
 * SecureRandom random = new SecureRandom();
 * Transport transport = new DetectingTransport(network, () -> V2Greeting.random(random));
 * assert transport.kind() == TransportKind.DETECTING && !transport.isReady();
 *
 * // Magic, command and four NUL, as a v1 peer begins.
 * transport.input().put(Bytes.ofHex("fabfb5da" + "76657273696f6e0000000000").toBuffer());
 * transport.proceed();
 * assert transport.kind() == TransportKind.V1 && transport.isReady();
 * }
 */
@SuppressWarnings("ByteBufferBackingArray") // the buffer is all of an array of its own
public final class DetectingTransport implements Transport {

  private final Network network;
  private final Supplier<V2Greeting> greetings;
  private final V1Prefix prefix;

  /** What has come as long as nothing is decided. */
  private final ByteBuffer beginning = ByteBuffer.allocate(V1Prefix.LENGTH);

  private volatile @Nullable Transport decided;
  private volatile @Nullable ShortIds shortIds;

  /**
   * Creates the state of a fresh connection.
   *
   * @param network whose magic, checksum, short ids and limits hold
   * @param greetings makes a greeting, once, if the remote speaks v2; usually {@code () ->
   *     V2Greeting.random(random)}
   * @throws IllegalArgumentException if the network has messages that are too long for v2
   */
  public DetectingTransport(Network network, Supplier<V2Greeting> greetings) {
    int unused = V2Transport.maxContents(network);
    this.network = network;
    this.greetings = greetings;
    this.prefix = new V1Prefix(network);
  }

  @Override
  public TransportKind kind() {
    Transport present = decided;
    return present == null ? TransportKind.DETECTING : present.kind();
  }

  @Override
  public Optional<Bytes> sessionId() {
    Transport present = decided;
    return present == null ? Optional.empty() : present.sessionId();
  }

  @Override
  public boolean isReady() {
    Transport present = decided;
    return present != null && present.isReady();
  }

  @Override
  public void useShortIds(ShortIds table) {
    shortIds = table;
    Transport present = decided;
    if (present != null) {
      present.useShortIds(table);
    }
  }

  // The handshake.

  @Override
  public boolean computesNext() {
    Transport present = decided;
    return present == null ? matching() < beginning.position() : present.computesNext();
  }

  @Override
  public Bytes takeOutput() {
    Transport present = decided;
    return present == null ? Bytes.EMPTY : present.takeOutput();
  }

  @Override
  public void proceed() throws TransportException {
    Transport present = decided;
    if (present == null) {
      present = decide();
    }
    if (present != null) {
      present.proceed();
    }
  }

  /** How many bytes have come that are those of a version message. */
  private int matching() {
    return prefix.matching(beginning.array(), 0, beginning.position());
  }

  private @Nullable Transport decide() throws TransportException {
    int received = beginning.position();
    Transport decision;
    if (matching() == V1Prefix.LENGTH) {
      decision = new V1Transport(network);
    } else if (matching() < received) {
      prefix.refuse(beginning.array(), 0, received);
      decision = V2Transport.responder(network, greetings.get());
    } else {
      return null;
    }
    decision.input().put(beginning.flip());
    decided = decision;
    ShortIds table = shortIds;
    if (table != null) {
      decision.useShortIds(table);
    }
    return decision;
  }

  // Receiving and sending.

  @Override
  public int wanted() {
    Transport present = decided;
    return present == null ? 0 : present.wanted();
  }

  @Override
  public ByteBuffer input() {
    Transport present = decided;
    return present == null ? beginning : present.input();
  }

  @Override
  public @Nullable Frame poll() throws TransportException {
    return decided().poll();
  }

  @Override
  public int heldBytes() {
    Transport present = decided;
    return present == null ? 0 : present.heldBytes();
  }

  @Override
  public boolean midFrame() {
    Transport present = decided;
    return present == null ? beginning.position() > 0 : present.midFrame();
  }

  @Override
  public int write(EncodedMessage message, WireSink sink) throws IOException {
    return decided().write(message, sink);
  }

  @Override
  public void discard() {
    Transport present = decided;
    if (present != null) {
      present.discard();
    }
  }

  private Transport decided() {
    Transport present = decided;
    if (present == null) {
      throw new IllegalStateException("nothing has come that says which transport this is");
    }
    return present;
  }
}
