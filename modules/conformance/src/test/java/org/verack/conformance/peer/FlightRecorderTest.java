package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.StreamOptions;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.request.Requests;

/** What the flight recorder is told. The program's time is virtual, the recorder's is not. */
class FlightRecorderTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);
  private static final String PREFIX = "org.verack.peer.";
  private static final List<String> ALL =
      List.of(
          "Connection",
          "Handshake",
          "MessageReceived",
          "MessageSent",
          "Queues",
          "Fault",
          "Request");

  @TempDir Path folder;

  @FunctionalInterface
  private interface Scene {
    void play() throws Exception;
  }

  /**
   * The events of this context's peers while something happens, in the order in which they ended.
   */
  private List<RecordedEvent> recorded(Consumer<Recording> settings, Scene scene) throws Exception {
    try (Recording recording = new Recording()) {
      settings.accept(recording);
      recording.start();
      scene.play();
      time.awaitQuiet();
      recording.stop();
      Path file = folder.resolve("test.jfr");
      recording.dump(file);
      return read(file);
    }
  }

  private static List<RecordedEvent> read(Path file) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith(PREFIX))
        .sorted(Comparator.comparing(RecordedEvent::getEndTime))
        .toList();
  }

  private static Consumer<Recording> only(String... names) {
    return recording -> {
      for (String name : ALL) {
        recording.disable(PREFIX + name);
      }
      for (String name : names) {
        recording.enable(PREFIX + name);
      }
    };
  }

  @Test
  void aConnectionIsOneEventWithItsReasonAndItsNumbers() throws Exception {
    List<RecordedEvent> events =
        recorded(
            only("Connection"),
            () -> {
              Line line = connected(DEFAULT);
              time.advance(Duration.ofSeconds(7));
              line.remote().close();
            });
    assertThat(events).hasSize(1);
    RecordedEvent event = events.get(0);
    assertThat(event.getEventType().getName()).isEqualTo("org.verack.peer.Connection");
    assertThat(event.getEventType().getCategoryNames()).containsExactly("Verack", "Peer");
    assertThat(event.getLong("peer")).isEqualTo(1);
    assertThat(event.getString("remote")).isEqualTo("127.0.0.1:18444");
    assertThat(event.getBoolean("inbound")).isFalse();
    assertThat(event.getBoolean("handshakeComplete")).isTrue();
    assertThat(event.getString("reason")).isEqualTo("closed by the remote");
    assertThat(event.getString("reasonKind")).isEqualTo("RemoteClose");
    assertThat(event.getDuration("connectedFor")).isEqualTo(Duration.ofSeconds(7));
    assertThat(event.getLong("messagesReceived")).isEqualTo(4);
    long handshake = 4 * 24 + 86 + "/remote:1.0/".length();
    assertThat(event.getLong("bytesReceived")).isEqualTo(handshake);
    assertThat(event.getLong("messagesSent")).isEqualTo(7);
    assertThat(event.getDuration()).isPositive();
  }

  @Test
  void aConnectionThatBeganBeforeTheRecordingIsThere() throws Exception {
    Line line = connected(DEFAULT);
    time.advance(Duration.ofSeconds(3));
    List<RecordedEvent> events = recorded(only("Connection"), () -> line.remote().close());
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getDuration("connectedFor")).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aHandshakeSaysWhoItWasEscaped() throws Exception {
    List<RecordedEvent> events =
        recorded(
            only("Handshake"),
            () -> {
              Line line = outbound(DEFAULT);
              line.remote().expect(Version.class);
              Version version = named("/evil\u001b[31m\n/");
              line.remote().say(version, Verack.INSTANCE);
            });
    assertThat(events).hasSize(1);
    RecordedEvent event = events.get(0);
    assertThat(event.getBoolean("complete")).isTrue();
    assertThat(event.getString("userAgent")).isEqualTo("/evil\\x1b[31m\\x0a/");
    assertThat(event.getInt("announcedVersion")).isEqualTo(70016);
    assertThat(event.getInt("protocolVersion")).isEqualTo(70016);
    assertThat(event.getString("services")).contains("NETWORK");
  }

  private static Version named(String userAgent) {
    return new Version(
        70016,
        ServiceFlags.of(ServiceFlags.NETWORK),
        1_700_000_000L,
        NodeAddress.NONE,
        NodeAddress.NONE,
        1,
        userAgent,
        0,
        true);
  }

  @Test
  void aHandshakeThatFailsIsThereToo() throws Exception {
    List<RecordedEvent> events =
        recorded(
            only("Handshake", "Connection", "Fault"),
            () -> {
              Line line = outbound(DEFAULT);
              time.advance(Duration.ofSeconds(60));
            });
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .containsExactlyInAnyOrder(PREFIX + "Handshake", PREFIX + "Fault", PREFIX + "Connection");
    assertThat(find(events, "Handshake").getBoolean("complete")).isFalse();
    assertThat(find(events, "Fault").getString("kind")).isEqualTo("HandshakeTimeout");
    assertThat(find(events, "Connection").getString("reason"))
        .isEqualTo("no version within 60.0 s");
  }

  private static RecordedEvent find(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(PREFIX + name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void messagesAreRecordedIfWanted() throws Exception {
    Line line = connected(DEFAULT);
    line.remote().heard();
    List<RecordedEvent> events =
        recorded(
            only("MessageReceived", "MessageSent"),
            () -> {
              line.remote().say(new Ping(1), new UnknownMessage("odd\\one", Bytes.EMPTY));
              line.remote().sayFrame("feefilter", Bytes.ofHex("00"), true);
            });
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().endsWith("MessageReceived"))
        .extracting(event -> event.getString("command") + " " + event.getLong("bytes"))
        .containsExactly("ping 32", "odd\\\\one 24", "feefilter 25");
    RecordedEvent sent = find(events, "MessageSent");
    assertThat(sent.getString("command")).isEqualTo("pong");
    assertThat(sent.getLong("bytes")).isEqualTo(32);
    assertThat(sent.getLong("peer")).isEqualTo(line.peer().id());
  }

  @Test
  void messagesAreNotRecordedByDefault() throws Exception {
    Line line = connected(DEFAULT);
    List<RecordedEvent> events =
        recorded(recording -> {}, () -> line.remote().say(new Ping(1), new FeeFilter(1)));
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .doesNotContain(PREFIX + "MessageReceived", PREFIX + "MessageSent");
    assertThat(
            FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .filter(name -> name.startsWith(PREFIX)))
        .contains(ALL.stream().map(name -> PREFIX + name).toArray(String[]::new));
  }

  @Test
  void faultsAreRecordedWithTheirKind() throws Exception {
    Line line = connected(DEFAULT);
    List<RecordedEvent> events =
        recorded(
            only("Fault"),
            () -> {
              line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
              line.remote().heard();
              time.advance(Duration.ofMinutes(5));
            });
    assertThat(events).hasSize(2);
    RecordedEvent payload = events.get(0);
    assertThat(payload.getString("kind")).isEqualTo("TRUNCATED");
    assertThat(payload.getString("command")).isEqualTo("ping");
    assertThat(payload.getLong("bytes")).isEqualTo(26);
    assertThat(events.get(1).getString("kind")).isEqualTo("Idle");
    assertThat(events.get(1).getString("detail")).isEqualTo("nothing received for 300 s");
  }

  @Test
  void aRemoteThatDoesNotReadIsAFault() throws Exception {
    Line line = open(Peer.outbound(context, DEFAULT), 1000);
    line.remote().greetDialer(70017);
    List<RecordedEvent> events =
        recorded(
            only("Fault"),
            () -> {
              time.async(
                  "send",
                  () -> {
                    line.peer().send(new UnknownMessage("large", Bytes.wrap(new byte[5000])));
                    return null;
                  });
              time.advance(Duration.ofSeconds(20));
            });
    assertThat(events).extracting(event -> event.getString("kind")).containsExactly("WriteStalled");
  }

  @Test
  void requestsAreRecordedWithTheirOutcome() throws Exception {
    Line line = connected(strict());
    line.remote().heard();
    List<RecordedEvent> events =
        recorded(
            only("Request"),
            () -> {
              var answered =
                  time.async("ask", () -> line.peer().request(Requests.ping(), seconds(5)));
              Ping ping = (Ping) line.remote().expect(Ping.class).get(0);
              line.remote().say(new Pong(ping.nonce()));
              time.awaitQuiet();
              assertThat(answered).isCompleted();
              time.async("ask", () -> line.peer().request(Requests.ping(), seconds(5)));
              time.advance(seconds(5));
            });
    assertThat(events)
        .extracting(event -> event.getString("name") + " " + event.getString("outcome"))
        .containsExactly("ping answered", "ping RequestTimeoutException");
  }

  @Test
  void requestsOfAStreamAreRecordedOneByOne() throws Exception {
    Line line = connected(strict());
    line.remote().heard();
    List<RecordedEvent> events =
        recorded(
            only("Request"),
            () -> {
              var asking =
                  time.async(
                      "ask",
                      () -> {
                        var requests = List.of(Requests.ping(), Requests.ping(), Requests.ping());
                        try (var answers =
                            line.peer().stream(requests, StreamOptions.of(seconds(5)))) {
                          return answers.next();
                        }
                      });
              for (Message each : line.remote().heard()) {
                line.remote().say(new Pong(((Ping) each).nonce()));
              }
              time.awaitQuiet();
              assertThat(asking).isCompleted();
            });
    assertThat(events).extracting(event -> event.getString("outcome")).contains("answered");
    assertThat(events).allSatisfy(event -> assertThat(event.getString("name")).isEqualTo("ping"));
  }

  @Test
  void whatWaitsIsRecordedFromTimeToTime() throws Exception {
    Line narrow = open(Peer.outbound(context, DEFAULT), 1000);
    narrow.remote().greetDialer(70017);
    Line idle = connected(DEFAULT);
    List<RecordedEvent> events =
        recorded(
            recording -> {
              only().accept(recording);
              recording.enable(PREFIX + "Queues").with("period", "endChunk");
            },
            () -> {
              time.async(
                  "send",
                  () -> {
                    narrow.peer().send(new UnknownMessage("large", Bytes.wrap(new byte[5000])));
                    return null;
                  });
              time.awaitQuiet();
            });
    assertThat(events)
        .extracting(event -> event.getLong("peer"))
        .containsExactly(narrow.peer().id());
    assertThat(events.get(0).getLong("outbound")).isEqualTo(5024);
    assertThat(events.get(0).getLong("outboundLimit")).isEqualTo(DEFAULT.outboundLimit());
    assertThat(events.get(0).getLong("inbox")).isZero();
    isStillThere(idle);
  }
}
