package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.wire.Feed.Event;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.peer.testkit.script.RawV2Transport;
import org.verack.wire.Bytes;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.bip324.Packets;
import org.verack.wire.bip324.Sealer;
import org.verack.wire.bip324.SessionKeys;
import org.verack.wire.secp256k1.EllSwift;
import org.verack.wire.transport.DetectingTransport;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.TransportKind;
import org.verack.wire.transport.V2Greeting;
import org.verack.wire.transport.V2Transport;

/** The vectors of BIP 324, more of the same kind, and what btcd's transport does. */
class Bip324VectorsTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NOTHING = {};

  /**
   * A table with a header line; the last column, a comment, is the only one with odd characters.
   */
  private static List<String[]> table(String name) throws IOException {
    List<String> lines = Files.readAllLines(Vectors.file("vectors/bip324/" + name));
    return lines.subList(1, lines.size()).stream().map(line -> line.split(",", -1)).toList();
  }

  // The curve.

  @Test
  void everyEncodedKeyIsDecoded() throws IOException {
    List<String[]> rows = table("ellswift_decode_test_vectors.csv");
    assertThat(rows).hasSize(76);
    for (String[] row : rows) {
      assertThat(EllSwift.decode(HEX.parseHex(row[0]))).asHexString().isEqualToIgnoringCase(row[1]);
    }
    List<Vector> more = Vectors.read("bip324/more-decode.json");
    assertThat(more).hasSize(76);
    for (Vector each : more) {
      assertThat(EllSwift.decode(each.bytes("ellswift").toArray()))
          .asHexString()
          .isEqualToIgnoringCase(each.text("x"));
    }
  }

  @Test
  void everyInverseIsFound() throws IOException {
    List<String[]> rows = table("xswiftec_inv_test_vectors.csv");
    assertThat(rows).hasSize(32);
    for (String[] row : rows) {
      assertInverses(row[0], row[1], Arrays.asList(row).subList(2, 10));
    }
    List<Vector> more = Vectors.read("bip324/more-inverse.json");
    assertThat(more).hasSize(40);
    for (Vector each : more) {
      List<String> cases = new ArrayList<>();
      for (JsonElement found : each.json().getAsJsonArray("cases")) {
        cases.add(found.getAsString());
      }
      assertInverses(each.text("u"), each.text("x"), cases);
    }
  }

  private static void assertInverses(String u, String x, List<String> expected) {
    assertThat(expected).hasSize(8);
    for (int i = 0; i < 8; i++) {
      byte[] t = EllSwift.inverse(HEX.parseHex(x), HEX.parseHex(u), i);
      assertThat(t == null ? "" : HEX.formatHex(t)).isEqualTo(expected.get(i));
    }
  }

  // Packets.

  @TestFactory
  Stream<DynamicTest> packets() throws IOException {
    List<String> names =
        List.of(
            Files.readAllLines(Vectors.file("vectors/bip324/packet_encoding_test_vectors.csv"))
                .get(0)
                .split(","));
    List<JsonObject> rows = new ArrayList<>();
    for (String[] row : table("packet_encoding_test_vectors.csv")) {
      JsonObject object = new JsonObject();
      for (int i = 0; i < row.length; i++) {
        object.addProperty(names.get(i), row[i]);
      }
      rows.add(object);
    }
    assertThat(rows).hasSize(7);
    for (Vector each : Vectors.read("bip324/more-packets.json")) {
      rows.add(each.json());
    }
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    "packet " + row.get("in_idx").getAsString(), () -> checkPacket(row)));
  }

  private static byte[] hex(JsonObject row, String name) {
    return HEX.parseHex(row.get(name).getAsString());
  }

  private static boolean flag(JsonObject row, String name) {
    return List.of("1", "true").contains(row.get(name).getAsString());
  }

  private static void checkPacket(JsonObject row) {
    byte[] key = hex(row, "in_priv_ours");
    byte[] ours = hex(row, "in_ellswift_ours");
    byte[] theirs = hex(row, "in_ellswift_theirs");
    assertThat(EllSwift.decode(ours)).isEqualTo(hex(row, "mid_x_ours"));
    assertThat(EllSwift.decode(theirs)).isEqualTo(hex(row, "mid_x_theirs"));
    assertThat(EllSwift.isKeyOf(key, ours)).isTrue();
    assertThat(EllSwift.sharedX(key, theirs)).isEqualTo(hex(row, "mid_x_shared"));

    SessionKeys keys =
        SessionKeys.agree(flag(row, "in_initiating"), key, ours, theirs, Networks.MAINNET.magic());
    assertThat(keys.sendTerminator()).isEqualTo(hex(row, "mid_send_garbage_terminator"));
    assertThat(keys.receiveTerminator()).isEqualTo(hex(row, "mid_recv_garbage_terminator"));
    assertThat(keys.sessionId().toArray()).isEqualTo(hex(row, "out_session_id"));

    Sealer sealer = keys.sealer();
    for (int i = 0; i < row.get("in_idx").getAsInt(); i++) {
      packet(sealer, false, NOTHING, NOTHING);
    }
    byte[] once = hex(row, "in_contents");
    int times = row.get("in_multiply").getAsInt();
    byte[] contents = new byte[once.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(once, 0, contents, i * once.length, once.length);
    }
    byte[] packet = packet(sealer, flag(row, "in_ignore"), contents, hex(row, "in_aad"));
    String whole = row.get("out_ciphertext").getAsString();
    String end = row.get("out_ciphertext_endswith").getAsString();
    assertThat(whole.isEmpty() && end.isEmpty()).isFalse();
    if (!whole.isEmpty()) {
      assertThat(packet).asHexString().isEqualToIgnoringCase(whole);
    }
    assertThat(packet).asHexString().endsWithIgnoringCase(end);
  }

  private static byte[] packet(
      Sealer sealer, boolean decoy, byte[] contents, byte[] authenticated) {
    byte[] packet = new byte[contents.length + Packets.OVERHEAD];
    int at = sealer.begin(contents.length, authenticated, packet, 0);
    packet[at] = decoy ? Packets.IGNORE : 0;
    System.arraycopy(contents, 0, packet, at + 1, contents.length);
    sealer.end(packet, at, 1 + contents.length, packet, at);
    return packet;
  }

  @Test
  void theLongestPacketThereIsCanBeOpened() {
    Random random = new Random(3);
    byte[] oneKey = EllSwift.randomKey(random);
    byte[] otherKey = EllSwift.randomKey(random);
    byte[] one = EllSwift.encode(oneKey, random);
    byte[] other = EllSwift.encode(otherKey, random);
    int magic = Networks.MAINNET.magic();
    SessionKeys sending = SessionKeys.agree(true, oneKey, one, other, magic);
    SessionKeys receiving = SessionKeys.agree(false, otherKey, other, one, magic);
    byte[] contents = new byte[Packets.MOST_CONTENTS];
    random.nextBytes(contents);
    byte[] packet = packet(sending.sealer(), true, contents, NOTHING);
    assertThat(receiving.opener().length(packet, 0)).isEqualTo(Packets.MOST_CONTENTS);
    byte[] opened = Arrays.copyOfRange(packet, Packets.LENGTH_FIELD, packet.length);
    assertThat(receiving.opener().open(opened, NOTHING)).isTrue();
    assertThat(opened).startsWith(Packets.IGNORE);
    int end = 1 + contents.length;
    assertThat(Arrays.mismatch(opened, 1, end, contents, 0, contents.length)).isEqualTo(-1);
  }

  // Sessions.

  private static Network network(String magic) {
    int wanted = Integer.reverseBytes(HexFormat.fromHexDigits(magic));
    return Stream.of(Networks.MAINNET, Networks.TESTNET4)
        .filter(network -> network.magic() == wanted)
        .findFirst()
        .orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> sessions() {
    List<Vector> sessions = Vectors.read("bip324/sessions.json");
    assertThat(sessions).hasSize(9);
    return sessions.stream()
        .flatMap(
            session ->
                Stream.of(true, false)
                    .map(
                        initiating ->
                            DynamicTest.dynamicTest(
                                session + (initiating ? ", initiator" : ", responder"),
                                () -> checkSession(session, initiating))));
  }

  private record Side(V2Greeting greeting, List<JsonObject> afterVersion, byte[] stream) {

    static Side of(JsonObject side) {
      List<Bytes> decoys = new ArrayList<>();
      List<JsonObject> after = new ArrayList<>();
      Bytes version = null;
      for (JsonElement element : side.getAsJsonArray("steps")) {
        JsonObject step = element.getAsJsonObject();
        Bytes contents = Bytes.ofHex(step.get("contents").getAsString());
        if (version != null) {
          after.add(step);
        } else if (step.get("kind").getAsString().equals("version")) {
          version = contents;
        } else {
          assertThat(step.get("kind").getAsString()).isEqualTo("decoy");
          decoys.add(contents);
        }
      }
      V2Greeting greeting =
          V2Greeting.of(
              Bytes.ofHex(side.get("priv").getAsString()),
              Bytes.ofHex(side.get("ellswift").getAsString()),
              Bytes.ofHex(side.get("garbage").getAsString()),
              decoys,
              version);
      return new Side(greeting, after, HEX.parseHex(side.get("stream").getAsString()));
    }
  }

  private static UnknownMessage message(JsonObject step) {
    Bytes contents = Bytes.ofHex(step.get("contents").getAsString());
    int type = contents.get(0) == 0 ? 13 : 1;
    return new UnknownMessage(
        step.get("command").getAsString(), contents.slice(type, contents.length() - type));
  }

  private static void checkSession(Vector session, boolean initiating) throws IOException {
    Network network = network(session.text("magic"));
    List<IntSupplier> cuts = new ArrayList<>();
    cuts.add(() -> Integer.MAX_VALUE);
    cuts.add(() -> 1);
    Random random = new Random(session.text("id").hashCode());
    cuts.add(() -> 1 + random.nextInt(40));
    for (IntSupplier pieces : cuts) {
      Side ours = Side.of(session.json().getAsJsonObject(initiating ? "initiator" : "responder"));
      Side theirs = Side.of(session.json().getAsJsonObject(initiating ? "responder" : "initiator"));
      Transport transport =
          initiating
              ? V2Transport.initiator(network, ours.greeting)
              : new DetectingTransport(network, () -> ours.greeting);
      Feed feed = new Feed(transport).put(theirs.stream, pieces);

      assertThat(feed.failure()).isNull();
      assertThat(transport.kind()).isEqualTo(TransportKind.V2);
      assertThat(transport.sessionId()).hasValue(session.bytes("sessionId"));
      assertThat(transport.midFrame()).isFalse();
      assertThat(feed.messages())
          .isEqualTo(
              theirs.afterVersion.stream()
                  .filter(step -> step.get("kind").getAsString().equals("message"))
                  .map(Bip324VectorsTest::message)
                  .toList());
      if (initiating) {
        assertThat(written(network, (V2Transport) transport, feed, ours)).isEqualTo(ours.stream);
      }
    }
    if (!initiating) {
      Side ours = Side.of(session.json().getAsJsonObject("responder"));
      Side theirs = Side.of(session.json().getAsJsonObject("initiator"));
      V2Transport transport = V2Transport.responder(network, ours.greeting);
      Feed feed = new Feed(transport).put(theirs.stream);
      assertThat(written(network, transport, feed, ours)).isEqualTo(ours.stream);
    }
  }

  /** All that a side sends. */
  private static byte[] written(Network network, V2Transport transport, Feed feed, Side side)
      throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(feed.output());
    int written = 0;
    int before = stream.size();
    for (JsonObject step : side.afterVersion) {
      if (step.get("kind").getAsString().equals("decoy")) {
        Bytes contents = Bytes.ofHex(step.get("contents").getAsString());
        written += transport.writeDecoy(contents, stream::write);
      } else {
        written +=
            transport.write(
                network.encode(message(step), WireFormat.witness(70016)), stream::write);
      }
    }
    assertThat(stream.size()).isEqualTo(before + written);
    return stream.toByteArray();
  }

  // Streams with a fault.

  @TestFactory
  Stream<DynamicTest> badStreams() {
    List<Vector> streams = Vectors.read("bip324/bad-streams.json");
    assertThat(streams).hasSize(183);
    return streams.stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> checkBadStream(vector)));
  }

  private static void checkBadStream(Vector vector) {
    Network network = network(vector.text("magic"));
    boolean initiating = vector.json().get("receiverInitiating").getAsBoolean();
    byte[] stream = vector.bytes("stream").toArray();
    List<Event> whole = checkBadStream(vector, network, initiating, stream, Integer.MAX_VALUE);
    List<Event> bytes = checkBadStream(vector, network, initiating, stream, 1);
    if (vector.text("why").equals("peer is v1 and using the wrong network")) {
      // Byte by byte, our key goes out with the first that differs.
      assertThat(whole).containsExactly(new Event.Failed(WireFault.WRONG_NETWORK));
      assertThat(bytes).hasSize(2).endsWith(new Event.Failed(WireFault.WRONG_NETWORK));
    } else {
      assertThat(bytes).isEqualTo(whole);
    }
  }

  private static List<Event> checkBadStream(
      Vector vector, Network network, boolean initiating, byte[] stream, int piece) {
    V2Greeting greeting =
        V2Greeting.of(
            vector.bytes("receiverPriv"),
            vector.bytes("receiverEllswift"),
            vector.bytes("receiverSentGarbage"),
            List.of(),
            Bytes.EMPTY);
    Transport transport =
        initiating
            ? V2Transport.initiator(network, greeting)
            : new DetectingTransport(network, () -> greeting);
    Feed feed = new Feed(transport).put(stream, () -> piece);

    assertThat(transport.kind() == TransportKind.V2)
        .isEqualTo(vector.json().get("handshakeCompletes").getAsBoolean());
    assertThat(feed.messages()).hasSize(vector.json().get("messagesBeforeFailure").getAsInt());
    switch (vector.text("why")) {
      case "chacha20poly1305: message authentication failed" ->
          assertThat(feed.failure()).isEqualTo(WireFault.BAD_TAG);
      case "no garbage term received" ->
          assertThat(feed.failure()).isEqualTo(WireFault.NO_TERMINATOR);
      case "peer is v1 and using the wrong network" ->
          assertThat(feed.failure()).isEqualTo(WireFault.WRONG_NETWORK);
      case "EOF" -> {
        // A length that is over our limit is refused; btcd, which has none, waits for the bytes.
        assertThat(feed.failure()).isIn(null, WireFault.OVERSIZED_FRAME);
        assertThat(feed.failure() != null || transport.midFrame()).isTrue();
      }
      default -> throw new AssertionError(vector.text("why"));
    }
    assertThat(feed.mostMemory()).isLessThanOrEqualTo(stream.length + 256 * 1024);
    return feed.events();
  }

  // What is in packets.

  @TestFactory
  Stream<DynamicTest> badContents() {
    List<Vector> all = Vectors.read("bitcoin/bad-v2-contents.json");
    assertThat(all).hasSize(168);
    return all.stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> checkContents(vector)));
  }

  private static void checkContents(Vector vector) throws Exception {
    V2Transport transport =
        V2Transport.responder(Networks.MAINNET, V2Greeting.random(new Random(4)));
    RawV2Transport remote = RawV2Transport.initiator(Networks.MAINNET, new Random(5));
    Feed unused = new Feed(remote).put(new Feed(transport).output());
    transport.input().put(remote.key().toArray());
    transport.proceed();
    transport.input().put(remote.terminator().toArray());
    assertThat(transport.poll()).isNull();
    byte[] contents = vector.bytes("contents").toArray();
    Frame frame = null;
    for (Bytes packet : List.of(remote.packet(Bytes.EMPTY), remote.packet(Bytes.wrap(contents)))) {
      for (byte next : packet.toArray()) {
        assertThat(frame).isNull();
        transport.input().put(next);
        frame = transport.poll();
      }
    }
    assertThat(frame).isNotNull();
    Frame received = frame;
    String why = vector.text("why");
    if (why.equals("received unknown message") && received.fault() == null) {
      // Of what btcd does not know, some is known here, and the rest is a message with its bytes.
      assertThat(received.command())
          .isIn(
              "blocktxn",
              "cmpctblock",
              "getblocktxn",
              "sendcmpct",
              "wtxidrelay",
              "PING",
              "ping ",
              "nosuchmsg",
              "abcdefghijkl");
      assertThat(received.raw().payload().length())
          .isEqualTo(contents.length - (contents[0] == 0 ? 13 : 1));
      return;
    }
    assertThatThrownBy(() -> received.decode(Vectors.NETWORK.messages(), vector.format()))
        .isInstanceOfAny(PayloadException.class, ViolationException.class)
        .message()
        .matches("[ -~]{1,400}");
    if (why.contains("invalid plaintext length") || why.equals("received unknown message")) {
      assertThat(received.fault().fault()).isEqualTo(WireFault.BAD_COMMAND);
      assertThat(received.raw().command()).isEqualTo("?");
    }
  }
}
