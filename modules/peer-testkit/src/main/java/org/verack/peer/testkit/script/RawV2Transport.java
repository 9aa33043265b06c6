package org.verack.peer.testkit.script;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Command;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Network;
import org.verack.wire.TransportException;
import org.verack.wire.bip324.Packets;
import org.verack.wire.bip324.Sealer;
import org.verack.wire.bip324.SessionKeys;
import org.verack.wire.secp256k1.EllSwift;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.ShortIds;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.TransportKind;
import org.verack.wire.transport.V2Greeting;
import org.verack.wire.transport.V2Transport;
import org.verack.wire.transport.WireSink;

/**
 * An encrypted transport (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>) in the hands
 * of a test: it says nothing by itself, and makes each piece of its stream when it is told to,
 * right or wrong.
 *
 * <p>A remote that keeps to the rules says its {@link #key()} and up to 4095 bytes of garbage, when
 * it has the other side's key its {@link #terminator()}, then a packet with no contents that
 * authenticates the garbage, and then messages. A {@link ScriptedPeer} on this transport can do
 * that, and everything else:
 *
 * {@snippet :
 * Pipes.Pair pair = Pipes.on(time).open();
 * Peer inbound = Peer.inbound(context, config);
 * var greeted = time.async("connect", () -> { inbound.connect(pair.listener()); return true; });
 * RawV2Transport raw = RawV2Transport.initiator(network, new Random(1));
 * ScriptedPeer remote =
 *     ScriptedPeer.builder(network, time).transport(any -> raw).byHand().dialed(pair.dialer());
 * Bytes garbage = Bytes.wrap(new byte[100]);
 * remote.sendRaw(raw.key()).sendRaw(garbage).expectReady();
 * remote.sendRaw(raw.terminator());
 * remote.sendRaw(raw.packet(Bytes.EMPTY, garbage.slice(0, 99))); // should be all of it
 * remote.expectDisconnect();
 * assert greeted.exceptionNow() instanceof PeerClosedException;
 * }
 *
 * <p>What it receives, it reads as {@link V2Transport} does. It is {@linkplain #isReady() ready}
 * when the other side's key has come; before that there are no keys to make packets with.
 *
 * <p>The pieces can be made from any thread. Packets are numbered in the order in which they are
 * made, so they have to be sent in that order, or the other side cannot read them. As a {@link
 * Transport} it belongs to the threads that any other belongs to.
 */
public final class RawV2Transport implements Transport {

  private static final int TYPE = 1;

  private final Network network;
  private final boolean initiating;
  private final byte[] secretKey;
  private final byte[] publicKey;

  /** With the same key. Of what it would say itself, nothing is sent. */
  private final V2Transport receiving;

  private final ByteBuffer remoteKey = ByteBuffer.allocate(EllSwift.ENCODED_LENGTH);

  /** For the sealer. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile @Nullable SessionKeys keys;
  private volatile ShortIds shortIds;

  private RawV2Transport(Network network, RandomGenerator random, boolean initiating) {
    this.network = network;
    this.initiating = initiating;
    this.secretKey = EllSwift.randomKey(random);
    this.publicKey = EllSwift.encode(secretKey, random);
    this.shortIds = ShortIds.of(network.messages());
    V2Greeting greeting =
        V2Greeting.of(
            Bytes.wrap(secretKey), Bytes.wrap(publicKey), Bytes.EMPTY, List.of(), Bytes.EMPTY);
    this.receiving =
        initiating
            ? V2Transport.initiator(network, greeting)
            : V2Transport.responder(network, greeting);
  }

  /**
   * Creates the transport of a side that has dialed.
   *
   * @param network whose magic and short ids hold
   * @param random where its key comes from; the same key in every run, if that is seeded
   * @return a transport without keys
   * @throws IllegalArgumentException if the network has messages that are too long for v2
   */
  public static RawV2Transport initiator(Network network, RandomGenerator random) {
    return new RawV2Transport(network, random, true);
  }

  /**
   * Creates the transport of a side that was dialed.
   *
   * @param network whose magic and short ids hold
   * @param random where its key comes from; the same key in every run, if that is seeded
   * @return a transport without keys
   * @throws IllegalArgumentException if the network has messages that are too long for v2
   */
  public static RawV2Transport responder(Network network, RandomGenerator random) {
    return new RawV2Transport(network, random, false);
  }

  // The pieces of its stream.

  /**
   * Returns this side's public key, with which its stream begins.
   *
   * @return 64 bytes
   */
  public Bytes key() {
    return Bytes.wrap(publicKey);
  }

  /**
   * Returns what ends this side's garbage.
   *
   * @return 16 bytes
   * @throws IllegalStateException if the other side's key has not come
   */
  public Bytes terminator() {
    return Bytes.wrap(keys().sendTerminator());
  }

  /**
   * Makes a packet that authenticates nothing but itself. The first one that is no decoy is the
   * version packet, whose contents nobody looks at; those of the others are messages.
   *
   * @param contents what it carries
   * @return the next packet of the stream
   * @throws IllegalArgumentException if the contents are longer than 2^24 - 1 bytes
   * @throws IllegalStateException if the other side's key has not come
   */
  public Bytes packet(Bytes contents) {
    return packet(contents, Bytes.EMPTY);
  }

  /**
   * Makes a packet.
   *
   * @param contents what it carries
   * @param authenticated what is authenticated with it; of the first packet, decoy or not, this
   *     should be all the garbage, and of every other one nothing
   * @return the next packet of the stream
   * @throws IllegalArgumentException if the contents are longer than 2^24 - 1 bytes
   * @throws IllegalStateException if the other side's key has not come
   */
  public Bytes packet(Bytes contents, Bytes authenticated) {
    return packet(0, contents.length(), contents, authenticated);
  }

  /**
   * Makes a decoy, which the other side should drop, wherever it comes.
   *
   * @param contents what it carries
   * @param authenticated what is authenticated with it, as with {@link #packet(Bytes, Bytes)}
   * @return the next packet of the stream
   * @throws IllegalArgumentException if the contents are longer than 2^24 - 1 bytes
   * @throws IllegalStateException if the other side's key has not come
   */
  public Bytes decoy(Bytes contents, Bytes authenticated) {
    return packet(Packets.IGNORE, contents.length(), contents, authenticated);
  }

  /**
   * Makes a packet of which everything is given.
   *
   * @param header the header byte; its highest bit makes a decoy, the others should be zero
   * @param length what the length field says, 0 to 2^24 - 1, whether or not it is true
   * @param contents what it carries
   * @param authenticated what is authenticated with it, as with {@link #packet(Bytes, Bytes)}
   * @return the next packet of the stream
   * @throws IllegalArgumentException if the length is negative or more than 2^24 - 1, or the
   *     contents are longer
   * @throws IllegalStateException if the other side's key has not come
   */
  public Bytes packet(int header, int length, Bytes contents, Bytes authenticated) {
    int longest = Math.max(length, contents.length());
    if (length < 0 || longest > Packets.MOST_CONTENTS) {
      throw new IllegalArgumentException(
          "a packet of " + longest + " bytes, limit " + Packets.MOST_CONTENTS);
    }
    Sealer sealer = keys().sealer();
    byte[] packet = new byte[contents.length() + Packets.OVERHEAD];
    lock.lock();
    try {
      int at = sealer.begin(length, authenticated.toArray(), packet, 0);
      packet[at] = (byte) header;
      contents.copyTo(packet, at + Packets.HEADER);
      int unused = sealer.end(packet, at, Packets.HEADER + contents.length(), packet, at);
    } finally {
      lock.unlock();
    }
    return Bytes.wrap(packet);
  }

  /**
   * Changes one bit of a piece.
   *
   * @param bytes the piece
   * @param bit which one, counted from the lowest of the first byte
   * @return a copy of the piece, with that bit the other way round
   * @throws IndexOutOfBoundsException if the piece has no such bit
   */
  public static Bytes withFlippedBit(Bytes bytes, int bit) {
    byte[] copy = bytes.toArray();
    copy[Objects.checkIndex(bit, copy.length * Byte.SIZE) / Byte.SIZE] ^=
        (byte) (1 << bit % Byte.SIZE);
    return Bytes.wrap(copy);
  }

  private SessionKeys keys() {
    SessionKeys agreed = keys;
    if (agreed == null) {
      throw new IllegalStateException("the other side's key has not come");
    }
    return agreed;
  }

  // As a transport.

  @Override
  public TransportKind kind() {
    return receiving.kind();
  }

  @Override
  public Optional<Bytes> sessionId() {
    return receiving.sessionId();
  }

  @Override
  public boolean isReady() {
    return receiving.isReady();
  }

  @Override
  public void proceed() throws TransportException {
    if (!remoteKey.hasRemaining() && keys == null) {
      byte[] theirs = remoteKey.array();
      keys = SessionKeys.agree(initiating, secretKey, publicKey, theirs, network.magic());
      Arrays.fill(secretKey, (byte) 0);
      receiving.input().put(theirs);
      receiving.proceed();
    }
  }

  @Override
  public boolean computesNext() {
    return !remoteKey.hasRemaining() && keys == null;
  }

  @Override
  public void useShortIds(ShortIds table) {
    shortIds = table;
    receiving.useShortIds(table);
  }

  @Override
  public int wanted() {
    return receiving.wanted();
  }

  @Override
  public ByteBuffer input() {
    return keys == null ? remoteKey : receiving.input();
  }

  @Override
  public @Nullable Frame poll() throws TransportException {
    return receiving.poll();
  }

  @Override
  public int heldBytes() {
    return receiving.heldBytes();
  }

  @Override
  public boolean midFrame() {
    return keys == null ? remoteKey.position() > 0 : receiving.midFrame();
  }

  /**
   * Writes a message as it should be. The version packet has to be before it, which is not seen to.
   */
  @Override
  public int write(EncodedMessage message, WireSink sink) throws IOException {
    String command = message.message().command();
    int id = shortIds.id(command);
    byte[] type = new byte[id == 0 ? TYPE + Command.LENGTH : TYPE];
    type[0] = (byte) id;
    if (id == 0) {
      byte[] text = command.getBytes(US_ASCII);
      System.arraycopy(text, 0, type, TYPE, text.length);
    }
    Bytes payload = message.payload();
    byte[] contents = Arrays.copyOf(type, type.length + payload.length());
    payload.copyTo(contents, type.length);
    byte[] packet = packet(Bytes.wrap(contents)).toArray();
    sink.write(packet, 0, packet.length);
    return packet.length;
  }
}
