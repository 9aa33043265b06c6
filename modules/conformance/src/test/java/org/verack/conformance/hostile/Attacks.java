package org.verack.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.verack.peer.DisconnectReason.ConnectionLost;
import org.verack.peer.DisconnectReason.HandshakeTimeout;
import org.verack.peer.DisconnectReason.Idle;
import org.verack.peer.DisconnectReason.NotAdmitted;
import org.verack.peer.DisconnectReason.PingTimeout;
import org.verack.peer.DisconnectReason.RemoteClose;
import org.verack.peer.DisconnectReason.Stalled;
import org.verack.peer.DisconnectReason.TransportFault;
import org.verack.peer.DisconnectReason.UnexpectedMessage;
import org.verack.peer.DisconnectReason.Violation;
import org.verack.peer.DisconnectReason.WriteStalled;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.script.RawV2Transport;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.Feature;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.request.Requests;
import org.verack.wire.role.NegotiationMessage;

/** All attacks. */
final class Attacks {

  private static final Duration HANDSHAKE = Duration.ofSeconds(60);
  private static final int KIB = 1024;
  private static final int PIECE = 256 * KIB;
  private static final int MOST_PAYLOAD = 4_000_000;

  /** What waits for the handlers of one connection, what waits to be written, one message each. */
  private static final long FULL_QUEUES = 2L * Stage.QUEUES + 2L * MOST_PAYLOAD;

  private static final Collection<MessageType<?>> TYPES = Stage.NETWORK.messages().types();

  private Attacks() {}

  static List<Attack> all() {
    return List.of(
        // Silence, and being slow.
        Attack.of("says nothing", Ending.by(HandshakeTimeout.class), Attacks::saysNothing),
        Attack.of(
            "falls silent at every step of the handshake",
            Ending.by(HandshakeTimeout.class),
            Attacks::fallsSilentAtEveryStep),
        Attack.of(
            "falls silent after the handshake",
            Ending.with(new Idle(Duration.ofMinutes(5))),
            Attacks::fallsSilentAfterIt),
        Attack.of(
            "is gone without a word, while we wait for an answer",
            Ending.with(new Idle(Duration.ofMinutes(5))),
            Attacks::isGoneWithoutWord),
        Attack.of(
            "drips its handshake, a byte a second",
            Ending.by(HandshakeTimeout.class),
            Attacks::dripsHandshake),
        Attack.of(
            "drips a small message, a byte every ten seconds, and answers no ping",
            Ending.by(PingTimeout.class),
            Attacks::dripsSmallMessage),
        Attack.of("drips a large message", Ending.by(Stalled.class), Attacks::dripsLargeMessage)
            .holding(PIECE),
        Attack.of(
            "pongs in time and says nothing else for an hour", Ending.SURVIVED, Attacks::onlyPongs),

        // Breaking off.
        Attack.of(
            "resets at every byte of the handshake",
            Ending.by(RemoteClose.class, ConnectionLost.class),
            stage -> breaksOff(stage, Intruder::reset)),
        Attack.of(
            "hangs up at every byte of the handshake",
            Ending.by(RemoteClose.class),
            stage -> breaksOff(stage, Intruder::hangUp)),

        // What is no protocol.
        Attack.of(
            "garbage of every length, then silence",
            Ending.by(HandshakeTimeout.class, TransportFault.class),
            Attacks::garbageOfEveryLength),
        Attack.of(
            "garbage without end", Ending.by(TransportFault.class), Attacks::garbageWithoutEnd),
        Attack.of(
            "garbage after the handshake",
            Ending.by(TransportFault.class),
            Attacks::garbageAfterTheHandshake),
        Attack.of("nothing but decoys", Ending.by(HandshakeTimeout.class), Attacks::onlyDecoys)
            .over(Wire.ENCRYPTED),
        Attack.of("decoys after the handshake", Ending.SURVIVED, Attacks::decoysAfterIt)
            .over(Wire.ENCRYPTED),

        // Negotiation.
        Attack.of(
            "negotiates without end",
            Ending.by(UnexpectedMessage.class),
            Attacks::negotiatesWithoutEnd),
        Attack.of(
            "says everything but verack",
            Ending.by(HandshakeTimeout.class),
            Attacks::saysAllButVerack),
        Attack.of(
            "says everything but version",
            Ending.by(HandshakeTimeout.class),
            Attacks::saysAllButVersion),
        Attack.of("version after version", Ending.SURVIVED, Attacks::versionAfterVersion),

        // Floods.
        Attack.of("floods of every message", Ending.SURVIVED, Attacks::floodsOfEveryMessage)
            .holding(TYPES.size() * FULL_QUEUES),
        Attack.of(
                "floods of the largest messages of each kind",
                Ending.SURVIVED,
                Attacks::largestMessages)
            .holding(FULL_QUEUES),
        Attack.of("unsolicited answers of every kind", Ending.SURVIVED, Attacks::unsolicited)
            .holding(FULL_QUEUES),
        Attack.of("a flood of wrong checksums", Ending.SURVIVED, Attacks::wrongChecksums)
            .over(Wire.PLAIN),
        Attack.of(
                "pings, and reads no pong",
                Ending.by(WriteStalled.class),
                stage -> floodsAndReadsNothing(stage, new Ping(5)))
            .holding(FULL_QUEUES),
        Attack.of(
                "asks for headers, and reads none",
                Ending.by(WriteStalled.class),
                stage -> floodsAndReadsNothing(stage, new GetHeaders(70017, List.of(), Hash.ZERO)))
            .holding(FULL_QUEUES),
        Attack.of(
                "asks for blocks, and reads none",
                Ending.by(WriteStalled.class),
                stage ->
                    floodsAndReadsNothing(
                        stage,
                        GetData.of(Collections.nCopies(100, InventoryVector.block(Hash.ZERO)))))
            .holding(FULL_QUEUES),
        Attack.of(
                "asks for headers without end, and reads them",
                Ending.SURVIVED,
                Attacks::readsAnswers)
            .holding(FULL_QUEUES),
        Attack.of(
                "4 MB at each other, and reads nothing",
                Ending.by(WriteStalled.class),
                Attacks::fourMegabytesAtEachOther)
            .holding(FULL_QUEUES + 3 * MOST_PAYLOAD),

        // Claims.
        Attack.of(
            "claims one byte too many, for every command",
            Ending.by(TransportFault.class),
            Attacks::claimsTooMuch),
        Attack.of(
                "claims 4 MB for every command, and brings nothing",
                Ending.by(Stalled.class),
                Attacks::claimsTheMost)
            .holding((long) TYPES.size() * PIECE),
        Attack.of(
            "claims more entries than there are, in every field of every command",
            Ending.SURVIVED,
            Attacks::claimsEntries),

        // Crowds.
        Attack.of(
                "a storm of connections, beyond the limit",
                Ending.by(HandshakeTimeout.class),
                Attacks::storm)
            .on(Role.LISTENING),
        Attack.of(
                "a storm of keys, from one street",
                Ending.by(NotAdmitted.class, HandshakeTimeout.class),
                Attacks::stormOfKeys)
            .on(Role.LISTENING)
            .over(Wire.ENCRYPTED),
        Attack.of(
                "dials and hangs up, again and again",
                Ending.by(RemoteClose.class),
                Attacks::dialsAndHangsUp)
            .on(Role.LISTENING));
  }

  private static Bytes random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  /** The same message again and again; each time it is encrypted anew. */
  private static Intruder.Torrent repeated(Intruder intruder, Message message, int count) {
    return () -> () -> IntStream.range(0, count).mapToObj(i -> intruder.framed(message)).iterator();
  }

  private static Intruder.Torrent each(Intruder intruder, List<? extends Message> messages) {
    return () -> () -> messages.stream().map(intruder::framed).iterator();
  }

  private static Iterable<Bytes> times(int count, Bytes bytes) {
    return Collections.nCopies(count, bytes);
  }

  // Silence, and being slow.

  private static void saysNothing(Stage stage) throws Exception {
    stage.intrude();
    stage.intrude().stopReading();
    stage.passSeconds(59);
    assertThat(stage.intrude().ended()).isEmpty();
    stage.passSeconds(61);
  }

  private static void fallsSilentAtEveryStep(Stage stage) throws Exception {
    Intruder first = stage.intrude();
    int steps = first.handshake().size();
    for (int step = 0; step < steps; step++) {
      for (boolean half : new boolean[] {true, false}) {
        if (!half && step == steps - 1) {
          // That would be all of it.
          continue;
        }
        Intruder intruder = stage.intrude();
        List<Intruder.Piece> pieces = intruder.handshake();
        for (int i = 0; i < step; i++) {
          intruder.say(pieces.get(i).bytes().get());
        }
        Bytes last = pieces.get(step).bytes().get();
        intruder.say(half ? last.slice(0, last.length() / 2) : last);
        assertThat(intruder.peer().isOpen()).isFalse();
      }
    }
    stage.pass(HANDSHAKE);
  }

  private static void fallsSilentAfterIt(Stage stage) throws Exception {
    stage.intrude().greet();
    stage.intrude().greet().stopReading();
    Intruder midMessage = stage.intrude().greet();
    Bytes ping = midMessage.framed(new Ping(1));
    midMessage.say(ping.slice(0, ping.length() - 1));
    stage.pass(Duration.ofMinutes(5));
  }

  private static void isGoneWithoutWord(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet().stopReading();
    var asking =
        stage
            .time()
            .async(
                "ask",
                () ->
                    intruder
                        .peer()
                        .request(
                            Requests.headers(List.of(Service.CHAIN.hash(0))),
                            Duration.ofMinutes(20)));
    stage.pass(Duration.ofMinutes(5));
    assertThat(asking).as("who asked is told").isCompletedExceptionally();
  }

  private static void dripsHandshake(Stage stage) throws Exception {
    Intruder intruder = stage.intrude();
    List<Intruder.Piece> pieces = intruder.handshake();
    Bytes first = pieces.getFirst().bytes().get();
    for (int i = 0; i < 59; i++) {
      intruder.say(first.slice(i, 1));
      stage.passSeconds(1);
    }
    assertThat(intruder.ended()).isEmpty();
    stage.passSeconds(1);
  }

  private static void dripsSmallMessage(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    Bytes slow = intruder.framed(new UnknownMessage("slow", Bytes.wrap(new byte[200])));
    for (int i = 0; i < slow.length() - 1 && intruder.ended().isEmpty(); i++) {
      intruder.say(slow.slice(i, 1));
      stage.passSeconds(10);
    }
  }

  private static void dripsLargeMessage(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    Bytes slow = intruder.framed(new UnknownMessage("slow", Bytes.wrap(new byte[1_000_000])));
    intruder.say(slow.slice(0, 60_000)).say(slow.slice(60_000, 40_000));
    for (int i = 100_000; i < 100_200 && intruder.ended().isEmpty(); i++) {
      intruder.say(slow.slice(i, 1));
      stage.passSeconds(1);
    }
  }

  private static void onlyPongs(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    for (int minute = 0; minute < 60; minute++) {
      for (Message each : intruder.heard()) {
        if (each instanceof Ping ping) {
          intruder.say(intruder.framed(new Pong(ping.nonce())));
        }
      }
      stage.pass(Duration.ofMinutes(1));
    }
  }

  // Breaking off.

  private static void breaksOff(Stage stage, Consumer<Intruder> how) throws Exception {
    boolean complete = false;
    for (int length = 0; !complete; length++) {
      Intruder intruder = stage.intrude();
      int left = length;
      complete = true;
      for (Intruder.Piece piece : intruder.handshake()) {
        Bytes bytes = piece.bytes().get();
        intruder.say(bytes.slice(0, Math.min(left, bytes.length())));
        left -= bytes.length();
        if (left < 0) {
          complete = false;
          break;
        }
      }
      assertThat(intruder.peer().isOpen()).isEqualTo(complete);
      how.accept(intruder);
      stage.pass(Duration.ofMillis(10));
    }
    // A failed write leaves the reader a second.
    stage.passSeconds(1);
  }

  // What is no protocol.

  private static void garbageOfEveryLength(Stage stage) throws Exception {
    for (int length = 1; length < 80; length++) {
      stage.intrude().say(random(length, length));
    }
    stage.pass(HANDSHAKE);
  }

  private static void garbageWithoutEnd(Stage stage) throws Exception {
    for (int i = 0; i < 10; i++) {
      Intruder intruder = stage.intrude();
      Bytes garbage = random(10_000, i);
      var flooding = intruder.flood(() -> times(100, garbage));
      stage.passSeconds(1);
      assertThat(flooding).isCompleted();
      assertThat(intruder.ended()).isPresent();
    }
  }

  private static void garbageAfterTheHandshake(Stage stage) throws Exception {
    for (int i = 0; i < 20; i++) {
      // Four megabytes and more of it: a wrong packet ends when all that it claims has come.
      Bytes garbage = random(10_000, i);
      var unused = stage.intrude().greet().flood(() -> times(600, garbage));
      stage.passSeconds(1);
    }
  }

  private static void onlyDecoys(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().secure();
    RawV2Transport raw = intruder.transport();
    for (int second = 0; second < 60; second++) {
      var unused =
          intruder.flood(
              () ->
                  () ->
                      IntStream.range(0, 20)
                          .mapToObj(i -> raw.decoy(Bytes.wrap(new byte[500]), Bytes.EMPTY))
                          .iterator());
      stage.passSeconds(1);
    }
  }

  private static void decoysAfterIt(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    RawV2Transport raw = intruder.transport();
    var flooding =
        intruder.flood(
            () ->
                () ->
                    IntStream.range(0, 1000)
                        .mapToObj(i -> raw.decoy(Bytes.wrap(new byte[i % 700]), Bytes.EMPTY))
                        .iterator());
    stage.passSeconds(1);
    assertThat(flooding).isCompleted();
    isStillServed(intruder);
  }

  private static void isStillServed(Intruder intruder) {
    intruder.heard();
    intruder.say(intruder.framed(new Ping(4711)));
    assertThat(intruder.heard()).contains(new Pong(4711));
  }

  // Negotiation.

  private static void negotiatesWithoutEnd(Stage stage) throws Exception {
    Intruder many = stage.intrude().secure();
    many.say(many.framed(many.version()));
    var flooding =
        many.flood(
            () ->
                () ->
                    IntStream.range(0, 100_000)
                        .mapToObj(i -> many.framed(new Feature("feature" + i, Bytes.EMPTY)))
                        .iterator());
    stage.passSeconds(1);
    assertThat(flooding).isCompleted();
    Intruder large = stage.intrude().secure();
    large.say(large.framed(large.version()));
    var more =
        large.flood(
            () ->
                () ->
                    IntStream.range(0, 100_000)
                        .mapToObj(i -> large.framed(new Feature("large" + i, random(512, i))))
                        .iterator());
    stage.passSeconds(1);
    assertThat(more).isCompleted();
  }

  private static List<Message> oneOfEach() {
    return TYPES.stream().<Message>map(type -> WireArbitraries.sample(type.type(), 1)).toList();
  }

  private static void saysAllButVerack(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().secure();
    intruder.say(intruder.framed(intruder.version()));
    repeatForAMinute(
        stage,
        intruder,
        oneOfEach().stream()
            .filter(each -> !(each instanceof Verack || each instanceof NegotiationMessage))
            .toList());
  }

  private static void saysAllButVersion(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().secure();
    List<Message> messages =
        oneOfEach().stream().filter(each -> !(each instanceof Version)).toList();
    if (stage.role() == Role.LISTENING && stage.wire() == Wire.PLAIN) {
      // What does not begin with a version is taken for a key and garbage, of which it has too
      // much.
      intruder.ending(Ending.by(TransportFault.class));
      var unused = intruder.flood(each(intruder, messages));
      stage.passSeconds(1);
    } else {
      repeatForAMinute(stage, intruder, messages);
    }
  }

  private static void repeatForAMinute(Stage stage, Intruder intruder, List<Message> messages) {
    for (int second = 0; second < 60; second++) {
      assertThat(intruder.ended()).isEmpty();
      var flooding = intruder.flood(each(intruder, messages));
      stage.passSeconds(1);
      assertThat(flooding).isCompleted();
    }
  }

  private static void versionAfterVersion(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    Message version = intruder.version();
    var flooding = intruder.flood(repeated(intruder, version, 2000));
    stage.passSeconds(1);
    assertThat(flooding).isCompleted();
    isStillServed(intruder);
  }

  // Floods.

  private static void floodsOfEveryMessage(Stage stage) throws Exception {
    List<CompletableFuture<?>> floods = new ArrayList<>();
    for (MessageType<?> type : TYPES) {
      Intruder intruder = stage.intrude().greet();
      intruder.ending(
          switch (type.command()) {
            // They belong between version and verack.
            case "wtxidrelay", "sendaddrv2", "sendtxrcncl", "feature" ->
                Ending.by(UnexpectedMessage.class);
            // We do not offer NODE_BLOOM.
            case "mempool", "filterload", "filteradd", "filterclear" ->
                Ending.by(UnexpectedMessage.class);
            // Some of those that are made up have a locator of more than 101 hashes.
            case "getheaders", "getblocks" ->
                new Ending(
                    "a violation, or the connection stays",
                    ended -> ended.isEmpty() || ended.get() instanceof Violation);
            default -> Ending.SURVIVED;
          });
      floods.add(
          intruder.flood(
              () ->
                  () ->
                      IntStream.range(0, 100)
                          .<Message>mapToObj(i -> WireArbitraries.sample(type.type(), i % 10))
                          .map(intruder::framed)
                          .iterator()));
    }
    stage.passSeconds(2);
    assertThat(floods).allMatch(CompletableFuture::isDone);
  }

  private static void largestMessages(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    List<InventoryVector> most = Collections.nCopies(50_000, InventoryVector.tx(Hash.ZERO));
    List<Message> messages =
        List.of(
            Inv.of(most),
            NotFound.of(most),
            Headers.of(IntStream.rangeClosed(1, 2000).mapToObj(Service.CHAIN::header).toList()),
            new UnknownMessage("large", Bytes.wrap(new byte[MOST_PAYLOAD])));
    for (int i = 0; i < 3; i++) {
      var flooding = intruder.flood(each(intruder, messages));
      stage.passSeconds(1);
      assertThat(flooding).isCompleted();
    }
    isStillServed(intruder);
  }

  /** A question of ours is outstanding, which none of it answers. */
  private static void unsolicited(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    var asking =
        stage
            .time()
            .async(
                "ask",
                () ->
                    intruder
                        .peer()
                        .request(Requests.block(Service.CHAIN.hash(5)), Duration.ofSeconds(20)));
    Stream<String> answers =
        Stream.of(
            "headers",
            "block",
            "tx",
            "notfound",
            "merkleblock",
            "cmpctblock",
            "blocktxn",
            "cfilter",
            "cfheaders",
            "cfcheckpt",
            "pong",
            "addr",
            "addrv2",
            "inv",
            "reject");
    List<Bytes> unasked =
        answers
            .map(command -> Stage.NETWORK.messages().find(command).orElseThrow())
            .flatMap(
                type ->
                    IntStream.range(0, 20)
                        .<Message>mapToObj(seed -> WireArbitraries.sample(type.type(), seed)))
            .map(intruder::framed)
            .toList();
    var flooding = intruder.flood(() -> unasked);
    stage.passSeconds(10);
    assertThat(flooding).isCompleted();
    assertThat(asking).isNotDone();
    stage.passSeconds(10);
    assertThat(asking.exceptionNow()).isInstanceOf(RequestTimeoutException.class);
    isStillServed(intruder);
  }

  private static void wrongChecksums(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    Bytes small = Frames.plain("inv", Bytes.wrap(new byte[500]), 500, false);
    Bytes large = Frames.plain("block", Bytes.wrap(new byte[500_000]), 500_000, false);
    var flooding =
        intruder.flood(
            () ->
                Stream.concat(Stream.generate(() -> small).limit(2000), Stream.of(large, large))
                    .toList());
    stage.passSeconds(1);
    assertThat(flooding).isCompleted();
    assertThat(intruder.peer().stats().payloadFaults()).isEqualTo(2002);
    isStillServed(intruder);
  }

  /** What we owe grows to its limit and no further; then we stop reading, and then it ends. */
  private static void floodsAndReadsNothing(Stage stage, Message question) throws Exception {
    Intruder intruder = stage.intrude().greet().stopReading();
    var flooding = intruder.flood(repeated(intruder, question, 1_000_000));
    stage.passSeconds(10);
    assertThat(flooding).as("the flood is held up").isNotDone();
    assertThat(intruder.ended()).isEmpty();
    stage.passSeconds(30);
    assertThat(flooding).isCompleted();
  }

  private static void readsAnswers(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet();
    Message question = new GetHeaders(70017, List.of(Hash.ZERO), Hash.ZERO);
    var flooding = intruder.flood(repeated(intruder, question, 100));
    stage.passSeconds(1);
    assertThat(flooding).isCompleted();
    isStillServed(intruder);
  }

  private static void fourMegabytesAtEachOther(Stage stage) throws Exception {
    Intruder intruder = stage.intrude().greet().stopReading();
    UnknownMessage bulk = new UnknownMessage("bulk", Bytes.wrap(new byte[MOST_PAYLOAD]));
    List<CompletableFuture<?>> ours = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ours.add(intruder.peer().sendAsync(bulk));
    }
    var theirs = intruder.flood(repeated(intruder, bulk, 3));
    stage.passSeconds(5);
    // The reader does not wait for the writer.
    assertThat(theirs).isCompleted();
    assertThat(ours).noneMatch(CompletableFuture::isDone);
    stage.passSeconds(40);
    assertThat(ours).allMatch(CompletableFuture::isCompletedExceptionally);
  }

  // Claims.

  private static void claimsTooMuch(Stage stage) throws Exception {
    for (MessageType<?> type : TYPES) {
      Intruder intruder = stage.intrude().greet();
      if (stage.wire() == Wire.PLAIN) {
        intruder.say(intruder.claim(type.command(), MOST_PAYLOAD + 1));
      } else {
        // A length of as many bytes as there may be, and one more.
        intruder.say(
            intruder.transport().packet(0, 4_000_014, Bytes.EMPTY, Bytes.EMPTY).slice(0, 3));
      }
      stage.pass(Duration.ofMillis(10));
      assertThat(intruder.ended()).as("at once").isPresent();
    }
  }

  private static void claimsTheMost(Stage stage) throws Exception {
    for (MessageType<?> type : TYPES) {
      Intruder intruder = stage.intrude().greet();
      intruder.say(intruder.claim(type.command(), MOST_PAYLOAD));
    }
    stage.passSeconds(20 + 32);
  }

  /** At every place where a count may be, one that is as large as can be written there. */
  private static void claimsEntries(Stage stage) throws Exception {
    List<Bytes> claims =
        Stream.of("fdffff", "fe00000002", "feffffffff", "ffffffffffffffffff")
            .map(Bytes::ofHex)
            .toList();
    for (MessageType<?> type : TYPES) {
      if (NegotiationMessage.class.isAssignableFrom(type.type())) {
        continue;
      }
      Bytes sample =
          Stage.NETWORK.messages().encode(WireArbitraries.sample(type.type(), 3), Intruder.LATEST);
      List<Bytes> lies = new ArrayList<>();
      for (int at = 0; at <= Math.min(sample.length(), 100); at++) {
        for (Bytes claim : claims) {
          byte[] payload = Arrays.copyOf(sample.slice(0, at).toArray(), at + 9 + 20);
          claim.copyTo(payload, at);
          lies.add(Bytes.wrap(payload, 0, at + claim.length() + 20));
        }
      }
      Intruder intruder = claimant(stage);
      for (Bytes lie : lies) {
        if (intruder.ended().isPresent()) {
          intruder = claimant(stage);
        }
        long before = read(intruder, type);
        intruder.say(intruder.framed(type.command(), lie));
        assertThat(intruder.ended().isPresent() || read(intruder, type) == before + 1)
            .as("%s has been read: %s", type.command(), lie)
            .isTrue();
      }
      stage.pass(Duration.ofMillis(10));
    }
  }

  /** Each lie may cost the connection, and is an event otherwise. */
  private static Intruder claimant(Stage stage) throws Exception {
    return stage
        .intrude()
        .ending(
            new Ending(
                "an event, or a violation",
                ended ->
                    ended.isEmpty()
                        || ended.get() instanceof Violation
                        || ended.get() instanceof UnexpectedMessage))
        .greet();
  }

  /** How many messages of a type have been read, those that did not decode among them. */
  private static long read(Intruder intruder, MessageType<?> type) {
    return intruder.peer().stats().received().of(type.command()).messages();
  }

  // Crowds.

  private static void storm(Stage stage) throws Exception {
    List<PipeConnection> crowd = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      crowd.add(stage.knock("6.6." + i / 250 + "." + i % 250));
      if (i % 100 == 99) {
        stage.pass(Duration.ofMillis(10));
      }
    }
    assertThat(stage.listenerStats().open()).isEqualTo(Stage.PLACES);
    assertThat(stage.listenerStats().refusedByTotal()).isEqualTo(1001 - Stage.PLACES);
    stage.pass(HANDSHAKE);
    assertThat(stage.listenerStats().open()).isEqualTo(1);
    crowd.forEach(PipeConnection::close);
  }

  /** Computing is done for four of them, as HandshakeLimits say. */
  private static void stormOfKeys(Stage stage) throws Exception {
    List<PipeConnection> crowd = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      PipeConnection line = stage.knock("6.6.6." + i);
      crowd.add(line);
      line.write(random(64, i).toBuffer());
    }
    stage.pass(Duration.ofMillis(10));
    assertThat(stage.inboundEnds()).hasSize(86).allMatch(NotAdmitted.class::isInstance);
    stage.pass(HANDSHAKE);
    assertThat(stage.inboundEnds()).hasSize(90);
    crowd.forEach(PipeConnection::close);
  }

  private static void dialsAndHangsUp(Stage stage) throws Exception {
    for (int i = 0; i < 1000; i++) {
      stage.knock("6.6.6.6").close();
      if (i % 50 == 49) {
        stage.pass(Duration.ofMillis(100));
      }
    }
    assertThat(stage.listenerStats().open()).isEqualTo(1);
  }
}
