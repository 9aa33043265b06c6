package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.Registration;
import org.verack.peer.capture.Capture;
import org.verack.peer.capture.CaptureReader;
import org.verack.peer.capture.CapturedMessage;
import org.verack.peer.capture.CapturedMessage.Content;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;

/** Sessions in files of the form that Bitcoin Core's -capturemessages has (p2p_message_capture). */
class CaptureTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);
  private static final WireFormat FORMAT = WireFormat.witness(70017);

  @TempDir Path folder;

  private Line watched(Capture capture) {
    Peer peer = Peer.outbound(context, DEFAULT);
    capture.watch(peer);
    return connected(peer);
  }

  static List<CapturedMessage> read(Path file) throws IOException {
    List<CapturedMessage> all = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(file)) {
      for (var each = reader.next(); each != null; each = reader.next()) {
        all.add(each);
      }
      assertThat(reader.isTruncated()).isFalse();
      assertThat(reader.offset()).isEqualTo(Files.size(file));
    }
    return all;
  }

  private static List<String> commands(List<CapturedMessage> messages) {
    return messages.stream().map(CapturedMessage::command).toList();
  }

  private static UnknownMessage large(int size) {
    return new UnknownMessage("large", Bytes.wrap(new byte[size]));
  }

  @CoreScenario("p2p_message_capture/directions")
  @Test
  void bothDirectionsAreWrittenFromTheFirstByte_Core() throws IOException {
    Capture capture = Capture.toFolder(context, folder.resolve("captures"));
    Line line = watched(capture);
    time.advance(Duration.ofMillis(1500));
    line.remote().say(new FeeFilter(7));
    line.remote().heard();
    line.remote().close();
    closeAndWait(capture);

    Path place = folder.resolve("captures/127.0.0.1_18444");
    List<CapturedMessage> received = read(place.resolve("msgs_recv.dat"));
    assertThat(commands(received))
        .containsExactly("version", "wtxidrelay", "sendaddrv2", "verack", "feefilter");
    assertThat(received.get(0).decode(Remote.NETWORK.messages(), FORMAT))
        .isEqualTo(new Content.Decoded(Remote.version(70017)));
    Instant start = received.get(0).time();
    assertThat(received.get(4).time()).isEqualTo(start.plusMillis(1500));
    List<CapturedMessage> sent = read(place.resolve("msgs_sent.dat"));
    assertThat(commands(sent)).startsWith("version", "wtxidrelay", "sendaddrv2", "verack");
    assertThat(capture.status().written()).isEqualTo(received.size() + sent.size());
    assertThat(capture.status().isTruncated()).isFalse();
  }

  @CoreScenario("p2p_message_capture/record")
  @Test
  void aRecordIsTimeCommandLengthAndPayload_Core() throws IOException {
    Capture capture = Capture.toFolder(context, folder);
    Line line = connected(DEFAULT);
    capture.watch(line.peer());
    line.remote().say(new FeeFilter(0x0102));
    time.awaitQuiet();
    long micros = Duration.between(Instant.EPOCH, time.now()).toNanos() / 1000;
    closeAndWait(capture);
    byte[] file = Files.readAllBytes(folder.resolve("127.0.0.1_18444/msgs_recv.dat"));
    String expected =
        Bytes.wrap(littleEndian(micros, 8)).toHex()
            + Bytes.wrap("feefilter\0\0\0".getBytes(StandardCharsets.US_ASCII)).toHex()
            + "08000000"
            + "0201000000000000";
    assertThat(Bytes.wrap(file).toHex()).isEqualTo(expected);
  }

  static byte[] littleEndian(long value, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    return bytes;
  }

  /** A record as Bitcoin Core writes it, put together by hand. */
  static Bytes record(long micros, String command, Bytes payload) {
    String padded = command + "\0".repeat(12 - command.length());
    return Bytes.ofHex(
        Bytes.wrap(littleEndian(micros, 8)).toHex()
            + Bytes.wrap(padded.getBytes(StandardCharsets.ISO_8859_1)).toHex()
            + Bytes.wrap(littleEndian(payload.length(), 4)).toHex()
            + payload.toHex());
  }

  @CoreScenario("p2p_message_capture/folders")
  @Test
  void eachConnectionHasAFolderOfItsOwn() throws IOException {
    Capture capture = Capture.toFolder(context, folder);
    Line first = watched(capture);
    Line second = watched(capture);
    first.remote().close();
    time.awaitQuiet();
    Line third = watched(capture);
    closeAndWait(capture);
    try (Stream<Path> folders = Files.list(folder)) {
      assertThat(folders.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("127.0.0.1_18444", "127.0.0.1_18444-2", "127.0.0.1_18444-3");
    }
    isStillThere(second);
    isStillThere(third);
  }

  @CoreScenario("p2p_message_capture/undecodable")
  @Test
  void whatDoesNotDecodeIsCapturedAndABadChecksumIsNot_Core() throws IOException {
    Capture capture = Capture.toFolder(context, folder);
    Line line = connected(DEFAULT);
    capture.watch(line.peer());
    line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    line.remote().sayFrame("ping", Bytes.ofHex("0102030405060708"), false);
    line.remote().say(new UnknownMessage("bogus", Bytes.ofHex("ff")));
    isStillThere(line);
    closeAndWait(capture);
    List<CapturedMessage> received = read(folder.resolve("127.0.0.1_18444/msgs_recv.dat"));
    assertThat(commands(received)).containsExactly("ping", "bogus", "ping");
    assertThat(received.get(0).decode(Remote.NETWORK.messages(), FORMAT))
        .isInstanceOf(Content.Faulty.class);
    assertThat(received.get(1).decode(Remote.NETWORK.messages(), FORMAT))
        .isEqualTo(new Content.Decoded(new UnknownMessage("bogus", Bytes.ofHex("ff"))));
    // It passed, and it is not there.
    assertThat(capture.status().leftOut()).isEqualTo(1);
  }

  @Test
  void watchingEndsWhenItIsTakenBack() throws IOException {
    Capture capture = Capture.toFolder(context, folder);
    Line line = connected(DEFAULT);
    Registration watching = capture.watch(line.peer());
    line.remote().say(new FeeFilter(1));
    time.awaitQuiet();
    watching.close();
    line.remote().say(new FeeFilter(2));
    isStillThere(line);
    closeAndWait(capture);
    assertThat(read(folder.resolve("127.0.0.1_18444/msgs_recv.dat"))).hasSize(1);
    assertThatThrownBy(() -> capture.watch(line.peer())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatWasWrittenIsThereBeforeTheCaptureIsClosed() throws IOException {
    Capture capture = Capture.toFolder(context, folder);
    Line line = watched(capture);
    line.remote().say(new FeeFilter(1));
    line.remote().heard();
    assertThat(commands(read(folder.resolve("127.0.0.1_18444/msgs_recv.dat"))))
        .endsWith("feefilter");
    closeAndWait(capture);
  }

  @Test
  void atTheLimitOfSizeItStopsWithWholeRecordsAndSaysSo() throws IOException {
    Capture capture = Capture.builder(context).limit(20_000).toFolder(folder);
    Line line = connected(DEFAULT);
    line.remote().heard();
    capture.watch(line.peer());
    for (int i = 0; i < 5; i++) {
      line.remote().say(large(3000));
      time.awaitQuiet();
    }
    line.remote().say(new FeeFilter(1));
    isStillThere(line);
    closeAndWait(capture);
    assertThat(read(folder.resolve("127.0.0.1_18444/msgs_recv.dat"))).hasSize(2);
    Capture.Status status = capture.status();
    assertThat(status.full()).isTrue();
    assertThat(status.isTruncated()).isTrue();
    assertThat(status.written()).isEqualTo(2);
    assertThat(status.leftOut()).isEqualTo(3 + 1 + 2);
    assertThat(status.bytes()).isLessThanOrEqualTo(20_000);
  }

  @Test
  void aSlowDiskCostsMessagesNotTime() throws IOException {
    HeldWriter disk = new HeldWriter(time);
    try (PeerContext slow = PeerContext.builder().runtime(disk).build()) {
      Capture capture = Capture.builder(slow).queue(10_000).toFolder(folder);
      Peer peer = Peer.outbound(slow, DEFAULT);
      Line line = connected(peer);
      line.remote().heard();
      capture.watch(peer);
      for (int i = 0; i < 5; i++) {
        line.remote().say(large(4000));
        time.awaitQuiet();
      }
      isStillThere(line);
      assertThat(capture.status().written()).isZero();
      assertThat(capture.status().leftOut()).isEqualTo(3);
      disk.release();
      closeAndWait(capture);
      assertThat(commands(read(folder.resolve("127.0.0.1_18444/msgs_recv.dat"))))
          .containsExactly("large", "large", "ping");
      assertThat(capture.status().isTruncated()).isTrue();
      assertThat(capture.status().full()).isFalse();
      closeAndWait(slow);
    }
  }

  @Test
  void byChoiceASlowDiskCostsTimeNotMessages() throws IOException {
    HeldWriter disk = new HeldWriter(time);
    try (PeerContext slow = PeerContext.builder().runtime(disk).build()) {
      Capture capture = Capture.builder(slow).queue(10_000).waiting().toFolder(folder);
      Peer peer = Peer.outbound(slow, DEFAULT);
      Line line = connected(peer);
      line.remote().heard();
      capture.watch(peer);
      for (int i = 0; i < 5; i++) {
        line.remote().say(large(4000));
        time.awaitQuiet();
      }
      line.remote().say(new Ping(1));
      assertThat(line.remote().heard()).doesNotContain(new Pong(1));
      assertThat(peer.stats().received().of("ping").messages()).isZero();
      disk.release();
      assertThat(line.remote().heard()).contains(new Pong(1));
      closeAndWait(capture);
      assertThat(read(folder.resolve("127.0.0.1_18444/msgs_recv.dat"))).hasSize(6);
      assertThat(capture.status().isTruncated()).isFalse();
      closeAndWait(slow);
    }
  }

  @Test
  void whoWaitsForTheDiskIsFreedWhenTheCaptureIsClosed() throws IOException {
    HeldWriter disk = new HeldWriter(time);
    try (PeerContext slow = PeerContext.builder().runtime(disk).build()) {
      Capture capture = Capture.builder(slow).queue(1).waiting().toFolder(folder);
      Peer peer = Peer.outbound(slow, DEFAULT);
      Line line = connected(peer);
      Registration watching = capture.watch(peer);
      line.remote().say(new FeeFilter(1), new FeeFilter(2));
      time.awaitQuiet();
      watching.close();
      isStillThere(line);
      disk.release();
      closeAndWait(capture);
      closeAndWait(slow);
    }
  }

  @Test
  void aDiskThatFailsIsReportedAndThePeerGoesOn() throws IOException {
    Capture capture = Capture.toFolder(context, folder.resolve("gone"));
    Line line = watched(capture);
    line.remote().heard();
    Path place = folder.resolve("gone/127.0.0.1_18444");
    Files.delete(place.resolve("msgs_recv.dat"));
    line.remote().say(new FeeFilter(1));
    isStillThere(line);
    assertThat(capture.status().failure()).isPresent();
    assertThat(capture.status().isTruncated()).isTrue();
    var closing =
        time.async(
            "close",
            () -> {
              capture.close();
              return null;
            });
    time.awaitQuiet();
    assertThat(closing.exceptionNow())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the capture is not complete");
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    Path file = Files.createFile(folder.resolve("there.pcap"));
    assertThatThrownBy(() -> Capture.toPcap(context, file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Capture.toFolder(context, file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Capture.builder(context).limit(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFileOfAProgramThatWasKilledIsReadUpToThere() throws IOException {
    Bytes whole = record(1_700_000_000_000_001L, "ping", Bytes.ofHex("0102030405060708"));
    for (int cut = 1; cut < whole.length(); cut++) {
      Bytes file = Bytes.ofHex(whole.toHex() + whole.slice(0, cut).toHex());
      CaptureReader reader = new CaptureReader(new ByteArrayInputStream(file.toArray()));
      CapturedMessage first = reader.next();
      assertThat(first.time()).isEqualTo(Instant.parse("2023-11-14T22:13:20.000001Z"));
      assertThat(first.decode(Remote.NETWORK.messages(), FORMAT))
          .isEqualTo(new Content.Decoded((Message) new Ping(0x0807060504030201L)));
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).as("asked again").isNull();
      assertThat(reader.isTruncated()).isTrue();
      assertThat(reader.truncatedBytes()).isEqualTo(cut);
      assertThat(reader.offset()).isEqualTo(whole.length());
    }
  }

  @Test
  void whatIsNoCaptureIsRefusedInOneLine() {
    assertThatThrownBy(() -> first(Bytes.wrap(new byte[30])))
        .isInstanceOf(IOException.class)
        .hasMessage("not a capture of messages: the record at byte 0 has no command");
    Bytes huge =
        Bytes.ofHex(record(0, "block", Bytes.EMPTY).slice(0, 20).toHex() + "ffffffff" + "00");
    assertThatThrownBy(() -> first(huge))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "not a capture of messages: the record at byte 0 has a payload of 4294967295 bytes");
  }

  private static CapturedMessage first(Bytes file) throws IOException {
    return new CaptureReader(new ByteArrayInputStream(file.toArray())).next();
  }
}
