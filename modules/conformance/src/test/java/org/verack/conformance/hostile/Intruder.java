package org.verack.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.script.RawV2Transport;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.WireFormat;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;

/** One connection of an attacker, who says whatever he likes on it. */
final class Intruder {

  /** A piece of a handshake, made when all before it has been said. */
  record Piece(String name, Supplier<Bytes> bytes) {}

  static final WireFormat LATEST = WireFormat.witness(70017);
  private static final int COMMAND = 12;

  /** Who floods does not say every word by itself. */
  private static final int BATCH = 16 * 1024;

  private final VirtualRuntime time;
  private final Role victim;
  private final Wire wire;
  private final PipeConnection line;
  private final Peer peer;
  private final ScriptedPeer script;
  private final @Nullable RawV2Transport raw;
  private Ending ending;
  private boolean gone;

  /**
   * Takes over a connection.
   *
   * @param peer the other end of it
   * @param ending how the connection has to end
   */
  Intruder(
      VirtualRuntime time, Role victim, Wire wire, PipeConnection line, Peer peer, Ending ending) {
    this.time = time;
    this.victim = victim;
    this.wire = wire;
    this.line = line;
    this.peer = peer;
    this.ending = ending;
    boolean initiating = victim == Role.LISTENING;
    Random random = new Random(7);
    raw =
        wire == Wire.PLAIN
            ? null
            : initiating
                ? RawV2Transport.initiator(Stage.NETWORK, random)
                : RawV2Transport.responder(Stage.NETWORK, random);
    ScriptedPeer.Builder builder = ScriptedPeer.builder(Stage.NETWORK, time).byHand();
    if (raw != null) {
      RawV2Transport transport = raw;
      builder.transport(network -> transport);
    }
    script = initiating ? builder.dialed(line) : builder.accepted(line);
    time.awaitQuiet();
  }

  /** Changes how this connection has to end. */
  Intruder ending(Ending other) {
    ending = other;
    return this;
  }

  Ending ending() {
    return ending;
  }

  Peer peer() {
    return peer;
  }

  /** How the handshake of an honest remote goes, as far as it is ours to say. */
  List<Piece> handshake() {
    List<Piece> pieces = new ArrayList<>();
    RawV2Transport own = raw;
    if (own != null) {
      Bytes garbage = Bytes.wrap(new byte[23]);
      pieces.add(new Piece("key", own::key));
      pieces.add(new Piece("garbage", () -> garbage));
      pieces.add(new Piece("terminator", () -> ready().terminator()));
      pieces.add(new Piece("version packet", () -> ready().packet(Bytes.EMPTY, garbage)));
    }
    for (Message each : List.of(version(), WtxidRelay.INSTANCE, SendAddrV2.INSTANCE)) {
      pieces.add(new Piece(each.command(), () -> framed(each)));
    }
    pieces.add(new Piece("verack", () -> framed(Verack.INSTANCE)));
    return pieces;
  }

  private RawV2Transport ready() {
    script.expectReady();
    return transport();
  }

  RawV2Transport transport() {
    return Objects.requireNonNull(raw, "the line is not encrypted");
  }

  Version version() {
    return (Version) script.version();
  }

  /** Goes through all that comes before messages. */
  Intruder secure() {
    if (raw != null) {
      handshake().subList(0, 4).forEach(piece -> say(piece.bytes().get()));
    }
    return this;
  }

  /** Greets like an honest remote. */
  Intruder greet() {
    handshake().forEach(piece -> say(piece.bytes().get()));
    time.awaitQuiet();
    assertThat(peer.isOpen()).as("greeted, ended: %s", peer.disconnectReason()).isTrue();
    return this;
  }

  /** What a message is on the wire. */
  Bytes framed(Message message) {
    return framed(message.command(), Stage.NETWORK.messages().encode(message, LATEST));
  }

  /** What a command with any payload is on the wire. */
  Bytes framed(String command, Bytes payload) {
    if (raw == null) {
      return Frames.plain(command, payload, payload.length(), true);
    }
    byte[] name = Arrays.copyOf(command.getBytes(StandardCharsets.US_ASCII), COMMAND);
    byte[] contents = new byte[1 + COMMAND + payload.length()];
    System.arraycopy(name, 0, contents, 1, COMMAND);
    payload.copyTo(contents, 1 + COMMAND);
    return transport().packet(Bytes.wrap(contents));
  }

  /** The beginning of a frame of which the rest does not come. */
  Bytes claim(String command, int length) {
    if (raw == null) {
      return Frames.plain(command, Bytes.EMPTY, length, true);
    }
    // A packet says how long it is and no more; what it is would come with the rest.
    return transport().packet(0, Math.min(length, 4_000_013), Bytes.EMPTY, Bytes.EMPTY).slice(0, 3);
  }

  /** Says a few bytes, for which there is room on the line. */
  Intruder say(Bytes bytes) {
    CompletableFuture<@Nullable Void> unused = flood(() -> List.of(bytes));
    time.awaitQuiet();
    return this;
  }

  /** What is said one after the other, each piece made when its time has come. */
  @FunctionalInterface
  interface Torrent {
    Iterable<Bytes> pieces();
  }

  /**
   * Says much, for as long as the other side takes it, in a thread of its own.
   *
   * @return completed when all has been taken, or the line is gone
   */
  CompletableFuture<@Nullable Void> flood(Torrent torrent) {
    return time.async(
        "flood",
        () -> {
          ByteArrayOutputStream batch = new ByteArrayOutputStream();
          for (Bytes piece : torrent.pieces()) {
            batch.writeBytes(piece.toArray());
            if (batch.size() >= BATCH && !write(batch)) {
              return null;
            }
          }
          boolean unused = write(batch);
          return null;
        });
  }

  /** Returns whether it was taken; if the line is gone, that is for the ending to judge. */
  private boolean write(ByteArrayOutputStream batch) {
    try {
      line.write(ByteBuffer.wrap(batch.toByteArray()));
      batch.reset();
      return !gone && peer.disconnectReason().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads nothing any more. */
  Intruder stopReading() {
    script.holdInput();
    return this;
  }

  /** What has come. */
  List<Message> heard() {
    return script.heard();
  }

  /** Breaks the line, as a machine that is switched off and on again. */
  void reset() {
    gone = true;
    line.reset();
  }

  void hangUp() {
    gone = true;
    script.releaseInput();
    script.close();
  }

  Optional<DisconnectReason> ended() {
    return peer.disconnectReason();
  }

  @Override
  public String toString() {
    return "intruder against a " + victim + " peer, " + wire;
  }
}
