package org.verack.wire.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Command;
import org.verack.wire.EncodedMessage;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.WireFault;
import org.verack.wire.bip324.Opener;
import org.verack.wire.bip324.Packets;
import org.verack.wire.bip324.Sealer;
import org.verack.wire.bip324.SessionKeys;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.secp256k1.EllSwift;

/**
 * The encrypted transport (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>).
 *
 * <p>Each side sends a public key of 64 bytes and up to 4095 bytes of garbage; when it has the
 * other's key, also 16 bytes that end the garbage, and a version packet. Everything looks random to
 * others. From then on messages travel in packets, of which a decoy may be one anywhere.
 *
 * <p>It is {@linkplain #isReady() ready} when the remote's key has come. Its {@link #kind()} is
 * {@link TransportKind#V2} and the session has an id when the remote's version packet has come,
 * which only somebody with the same keys can have sent. Nobody's identity is proven by that: who
 * sits in between has a session with each side, with different ids.
 *
 * <p>The contents of a packet are looked at when its tag has been found right, and never otherwise.
 * After a {@link TransportException} it only repeats it. What it takes to receive a packet follows
 * the bytes that arrive, as with v1; a packet is decrypted in place.
 *
 * {@snippet :
 * SecureRandom random = new SecureRandom();
 * V2Greeting ours = V2Greeting.withNewKey(random, Bytes.EMPTY, List.of(), Bytes.EMPTY);
 * V2Greeting theirs = V2Greeting.withNewKey(random, Bytes.EMPTY, List.of(), Bytes.EMPTY);
 * Transport dialer = V2Transport.initiator(network, ours);
 * Transport listener = V2Transport.responder(network, theirs);
 * for (int i = 0; i < 3; i++) { // instead of a connection
 *   listener.input().put(dialer.takeOutput().toBuffer());
 *   listener.proceed();
 *   dialer.input().put(listener.takeOutput().toBuffer());
 *   dialer.proceed();
 * }
 *
 * WireSink line = (array, offset, length) -> listener.input().put(array, offset, length);
 * dialer.write(network.encode(new Ping(7), format), line);
 * assert listener.poll().decode(network.messages(), format).equals(new Ping(7));
 * assert dialer.poll() == null; // no message, but the version packet
 * assert listener.kind() == TransportKind.V2 && dialer.sessionId().equals(listener.sessionId());
 * }
 */
public final class V2Transport implements Transport {

  private enum Stage {
    KEY,
    GARBAGE,
    VERSION,
    MESSAGES
  }

  private static final byte[] NOTHING = {};
  private static final int UNKNOWN = -1;

  /**
   * Packets up to this size are encrypted in one piece, larger ones in pieces of so many bytes of
   * contents. A remote that reads slowly keeps a piece of ours as long as it is being written.
   */
  private static final int PIECE = 32 * 1024;

  /** With room for what stands before and behind. */
  private static final SharedPieces PIECES =
      new SharedPieces(PIECE + Command.LENGTH + 1 + Packets.OVERHEAD);

  private final Network network;
  private final boolean initiating;
  private final int maxContents;
  private final ReceiveBuffer buffer = new ReceiveBuffer();

  // Of the receiving half.
  private Stage stage = Stage.KEY;
  private Bytes output;

  /** What we brought, until the keys are agreed on. */
  private @Nullable V2Greeting greeting;

  private byte[] terminator = NOTHING;
  private int searched;

  /** What the next packet has to be authenticated with: the garbage, if it is the first. */
  private byte[] additional = NOTHING;

  /** How long the contents of the next packet are, once its length field has been decrypted. */
  private int contentsLength = UNKNOWN;

  /** The packet that does not fit the buffer, while it is being received, or null. */
  private @Nullable GrowingPayload large;

  private @Nullable TransportException failure;
  private Bytes agreedId = Bytes.EMPTY;

  // Written before ready is set; then one belongs to each half.
  private @Nullable Opener opener;
  private @Nullable Sealer sealer;

  private volatile boolean ready;
  private volatile boolean receivedAnything;
  private volatile boolean answeredV1;
  private volatile @Nullable Bytes sessionId;

  /** The connection's own table; null as long as the network's holds, which all of them share. */
  private volatile @Nullable ShortIds shortIds;

  private V2Transport(Network network, V2Greeting greeting, boolean initiating) {
    this.maxContents = maxContents(network);
    this.network = network;
    this.greeting = greeting.use();
    this.initiating = initiating;
    this.output = joined(greeting.publicKey(), greeting.garbage());
  }

  /**
   * Creates the state of a connection that we dialed.
   *
   * @param network whose magic, short ids and limits hold
   * @param greeting what we begin with
   * @return a transport that wants to have its key and garbage sent
   * @throws IllegalArgumentException if the network has messages that are too long for v2
   * @throws IllegalStateException if the greeting was used before
   */
  public static V2Transport initiator(Network network, V2Greeting greeting) {
    return new V2Transport(network, greeting, true);
  }

  /**
   * Creates the state of a connection that the remote dialed, and on which only v2 is accepted.
   * Usually a {@link DetectingTransport} does this when it has seen that the remote speaks v2.
   *
   * @param network whose magic, short ids and limits hold
   * @param greeting what we begin with
   * @return a transport that wants to have its key and garbage sent
   * @throws IllegalArgumentException if the network has messages that are too long for v2
   * @throws IllegalStateException if the greeting was used before
   */
  public static V2Transport responder(Network network, V2Greeting greeting) {
    return new V2Transport(network, greeting, false);
  }

  /** How long the contents of a packet may be, of a network whose messages can be in packets. */
  static int maxContents(Network network) {
    int most = 1 + Command.LENGTH + network.maxPayload();
    if (most > Packets.MOST_CONTENTS) {
      throw new IllegalArgumentException("messages of " + network + " do not fit a v2 packet");
    }
    return most;
  }

  private static Bytes joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return Bytes.wrap(joined);
  }

  @Override
  public TransportKind kind() {
    return sessionId == null ? TransportKind.DETECTING : TransportKind.V2;
  }

  @Override
  public Optional<Bytes> sessionId() {
    return Optional.ofNullable(sessionId);
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public boolean suggestsV1() {
    return initiating && (!receivedAnything || answeredV1);
  }

  @Override
  public void useShortIds(ShortIds table) {
    shortIds = table;
  }

  private Optional<String> command(int shortId) {
    ShortIds own = shortIds;
    return own == null
        ? network.messages().findShortId(shortId).map(MessageType::command)
        : own.command(shortId);
  }

  private int shortId(String command) {
    ShortIds own = shortIds;
    return own == null
        ? network.messages().find(command).map(MessageType::shortId).orElse(0)
        : own.id(command);
  }

  // The handshake.

  @Override
  public boolean computesNext() {
    return !ready && buffer.unread() >= EllSwift.ENCODED_LENGTH;
  }

  @Override
  public Bytes takeOutput() {
    Bytes taken = output;
    output = Bytes.EMPTY;
    return taken;
  }

  @Override
  public void proceed() throws TransportException {
    V2Greeting ours = greeting;
    if (ours == null) {
      return;
    }
    throwFailure();
    try {
      receivedAnything |= buffer.unread() > 0;
      V1Prefix v1 = new V1Prefix(network);
      if (!initiating) {
        v1.refuse(buffer.array(), buffer.start(), buffer.unread());
      } else if (v1.beginsMessage(buffer.array(), buffer.start(), buffer.unread())) {
        answeredV1 = true;
        throw new TransportException(
            WireFault.NOT_ENCRYPTED, "the remote answers a key with a v1 message", 0);
      }
      if (buffer.unread() >= EllSwift.ENCODED_LENGTH) {
        agree(ours);
        greeting = null;
      }
    } catch (TransportException e) {
      ours.wipe();
      throw failed(e);
    }
  }

  private void agree(V2Greeting ours) {
    int start = buffer.start();
    byte[] theirs = Arrays.copyOfRange(buffer.array(), start, start + EllSwift.ENCODED_LENGTH);
    buffer.skip(EllSwift.ENCODED_LENGTH);
    SessionKeys keys =
        SessionKeys.agree(initiating, ours.secretKey(), ours.publicKey(), theirs, network.magic());
    ours.wipe();
    opener = keys.opener();
    sealer = keys.sealer();
    terminator = keys.receiveTerminator();
    agreedId = keys.sessionId();
    output = joined(output.toArray(), ending(ours, keys));
    stage = Stage.GARBAGE;
    ready = true;
  }

  /** What we send when we know the keys: the end of the garbage, decoys, and the version packet. */
  private static byte[] ending(V2Greeting ours, SessionKeys keys) {
    ByteArrayOutputStream ending = new ByteArrayOutputStream();
    ending.writeBytes(keys.sendTerminator());
    byte[] authenticated = ours.garbage();
    try {
      for (Bytes decoy : ours.decoys()) {
        seal(keys.sealer(), new byte[] {Packets.IGNORE}, decoy, authenticated, ending::write);
        authenticated = NOTHING;
      }
      seal(keys.sealer(), new byte[] {0}, ours.version(), authenticated, ending::write);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return ending.toByteArray();
  }

  private void throwFailure() throws TransportException {
    if (failure != null) {
      throw failure;
    }
  }

  private TransportException failed(TransportException e) {
    failure = e;
    return e;
  }

  @Override
  public void discard() {
    V2Greeting ours = greeting;
    if (ours != null) {
      ours.wipe();
    }
    Opener receiving = opener;
    if (receiving != null) {
      receiving.destroy();
    }
    Sealer sending = sealer;
    if (sending != null) {
      sending.destroy();
    }
  }

  // Receiving.

  @Override
  public int wanted() {
    return large == null ? 0 : large.wanted();
  }

  @Override
  public ByteBuffer input() {
    GrowingPayload packet = large;
    if (packet == null) {
      return buffer.input();
    }
    ByteBuffer target = packet.input();
    if (packet.isEmpty()) {
      buffer.drainTo(target, contentsLength + Packets.OVERHEAD);
    }
    return target;
  }

  @Override
  public @Nullable Frame poll() throws TransportException {
    Opener present = requireReady(ready ? opener : null);
    throwFailure();
    try {
      return next(present);
    } catch (TransportException e) {
      throw failed(e);
    }
  }

  private @Nullable Frame next(Opener present) throws TransportException {
    if (stage == Stage.GARBAGE && !skipGarbage()) {
      return null;
    }
    byte[] packet;
    while ((packet = takePacket(present)) != null) {
      if (!present.open(packet, additional)) {
        throw new TransportException(WireFault.BAD_TAG, "a packet is not authentic", -1);
      }
      additional = NOTHING;
      if ((packet[0] & Packets.IGNORE) != 0) {
        continue;
      }
      if (stage == Stage.MESSAGES) {
        return frame(packet);
      }
      stage = Stage.MESSAGES;
      sessionId = agreedId;
    }
    return null;
  }

  /** Looks for the end of the remote's garbage; returns whether it was there. */
  private boolean skipGarbage() throws TransportException {
    byte[] array = buffer.array();
    int start = buffer.start();
    int most = Math.min(V2Greeting.MAX_GARBAGE, buffer.unread() - SessionKeys.TERMINATOR_LENGTH);
    for (; searched <= most; searched++) {
      if (endsGarbage(array, start + searched)) {
        additional = Arrays.copyOfRange(array, start, start + searched);
        buffer.skip(searched + SessionKeys.TERMINATOR_LENGTH);
        stage = Stage.VERSION;
        return true;
      }
    }
    if (searched > V2Greeting.MAX_GARBAGE) {
      throw new TransportException(
          WireFault.NO_TERMINATOR,
          "the remote's garbage does not end after " + V2Greeting.MAX_GARBAGE + " bytes",
          -1);
    }
    return false;
  }

  private boolean endsGarbage(byte[] array, int at) {
    int different = 0;
    for (int i = 0; i < SessionKeys.TERMINATOR_LENGTH; i++) {
      different |= array[at + i] ^ terminator[i];
    }
    return different == 0;
  }

  /** Takes the next packet without its length field, if it is all there, in an array of its own. */
  private byte @Nullable [] takePacket(Opener present) throws TransportException {
    if (large != null) {
      byte[] packet = large.complete();
      if (packet != null) {
        large = null;
        contentsLength = UNKNOWN;
      }
      return packet;
    }
    if (contentsLength == UNKNOWN) {
      if (buffer.unread() < Packets.LENGTH_FIELD) {
        return null;
      }
      contentsLength = present.length(buffer.array(), buffer.start());
      buffer.skip(Packets.LENGTH_FIELD);
      if (contentsLength > maxContents) {
        throw new TransportException(
            WireFault.OVERSIZED_FRAME,
            "packet of " + contentsLength + " bytes, limit " + maxContents,
            0);
      }
    }
    int length = Packets.HEADER + contentsLength + Packets.TAG;
    if (length <= buffer.unread()) {
      int start = buffer.start();
      byte[] packet = Arrays.copyOfRange(buffer.array(), start, start + length);
      buffer.skip(length);
      contentsLength = UNKNOWN;
      return packet;
    }
    if (!buffer.makeRoom(length)) {
      large = new GrowingPayload(length, null);
    }
    return null;
  }

  /** Reads the type of a message; the rest of the packet is its payload. */
  private Frame frame(byte[] packet) {
    int contents = Packets.HEADER;
    int end = packet.length - Packets.TAG;
    int payload = contents;
    String command = "";
    PayloadException fault = null;
    if (contents == end) {
      fault = badCommand("a packet without contents");
    } else if (packet[contents] != 0) {
      int id = packet[contents] & 0xff;
      payload = contents + 1;
      command = command(id).orElse("");
      fault = command.isEmpty() ? badCommand("no command has the short id " + id) : null;
    } else if (end - contents <= Command.LENGTH) {
      fault = badCommand("a packet of " + (end - contents) + " bytes ends within its command");
    } else {
      payload = contents + 1 + Command.LENGTH;
      try {
        command = Command.read(packet, contents + 1);
      } catch (PayloadException e) {
        fault = e;
      }
    }
    return new Frame(
        command,
        PayloadReader.over(Bytes.wrap(packet, payload, end - payload)),
        Packets.LENGTH_FIELD + packet.length,
        fault);
  }

  private static PayloadException badCommand(String detail) {
    return new PayloadException(WireFault.BAD_COMMAND, detail, 0);
  }

  @Override
  public int heldBytes() {
    return large == null ? 0 : large.heldBytes();
  }

  @Override
  public boolean midFrame() {
    return stage == Stage.MESSAGES
        ? contentsLength != UNKNOWN || buffer.unread() > 0
        : receivedAnything;
  }

  // Sending.

  @Override
  public int write(EncodedMessage message, WireSink sink) throws IOException {
    String command = message.message().command();
    int id = shortId(command);
    byte[] head;
    if (id != 0) {
      head = new byte[] {0, (byte) id};
    } else {
      head = new byte[Packets.HEADER + 1 + Command.LENGTH];
      Command.write(command, head, Packets.HEADER + 1);
    }
    return seal(sealer(), head, message.payload(), NOTHING, sink);
  }

  /**
   * Writes a decoy: a packet that the remote drops. Belongs to the sending half.
   *
   * @param contents what it carries
   * @param sink where its bytes go
   * @return how many bytes it took
   * @throws IOException if the sink throws it; nothing more can be written then
   * @throws IllegalArgumentException if the contents are longer than those of any message
   * @throws IllegalStateException if the transport is not {@linkplain #isReady() ready}
   */
  public int writeDecoy(Bytes contents, WireSink sink) throws IOException {
    if (contents.length() > maxContents) {
      throw new IllegalArgumentException(
          "decoy of " + contents.length() + " bytes, limit " + maxContents);
    }
    return seal(sealer(), new byte[] {Packets.IGNORE}, contents, NOTHING, sink);
  }

  private Sealer sealer() {
    return requireReady(ready ? sealer : null);
  }

  private static <T> T requireReady(@Nullable T cipher) {
    if (cipher == null) {
      throw new IllegalStateException("the transport's handshake has not come so far");
    }
    return cipher;
  }

  /** Writes a packet; the head is its header byte and the beginning of its contents. */
  private static int seal(
      Sealer sealer, byte[] head, Bytes rest, byte[] authenticated, WireSink sink)
      throws IOException {
    int contents = head.length - Packets.HEADER + rest.length();
    int length = contents + Packets.OVERHEAD;
    if (length <= PIECE) {
      byte[] packet = new byte[length];
      int at = sealer.begin(contents, authenticated, packet, 0);
      System.arraycopy(head, 0, packet, at, head.length);
      rest.copyTo(packet, at + head.length);
      int unused = sealer.end(packet, at, Packets.HEADER + contents, packet, at);
      sink.write(packet, 0, length);
      return length;
    }
    byte[] piece = PIECES.take();
    try {
      int at = sealer.begin(contents, authenticated, piece, 0);
      at += sealer.update(head, 0, head.length, piece, at);
      int from = rest.offset();
      int end = from + rest.length();
      for (; end - from > PIECE; from += PIECE) {
        at += sealer.update(rest.array(), from, PIECE, piece, at);
        sink.write(piece, 0, at);
        at = 0;
      }
      at += sealer.end(rest.array(), from, end - from, piece, at);
      sink.write(piece, 0, at);
    } finally {
      PIECES.giveBack(piece);
    }
    return length;
  }
}
