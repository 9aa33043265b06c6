package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.capture.Capture;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.TransportKind;
import org.verack.wire.transport.V1Transport;

/** Sessions as packet captures, read back by a reader that knows nothing of the writer. */
class PcapTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);
  private static final WireFormat FORMAT = WireFormat.witness(70017);
  private static final String OURS = "127.0.0.1 50000 > 127.0.0.1 18444";
  private static final String THEIRS = "127.0.0.1 18444 > 127.0.0.1 50000";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("session.pcap");
  }

  private static byte[] frames(List<Message> messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    messages.forEach(each -> all.writeBytes(Remote.NETWORK.encode(each, FORMAT).frame().toArray()));
    return all.toByteArray();
  }

  /** What a tap sees, to compare with. */
  private static List<Message> seen(Peer peer, boolean sent) {
    List<Message> messages = Collections.synchronizedList(new ArrayList<>());
    if (sent) {
      peer.onWrite((from, transfer) -> transfer.message().ifPresent(messages::add));
    } else {
      peer.onRead((from, transfer) -> transfer.message().ifPresent(messages::add));
    }
    return messages;
  }

  @Test
  void theStreamsAreTheFramesOfEachSide() throws IOException {
    for (boolean inbound : new boolean[] {false, true}) {
      Files.deleteIfExists(file());
      Capture capture = Capture.toPcap(context, file());
      Peer peer = inbound ? Peer.inbound(context, DEFAULT) : Peer.outbound(context, DEFAULT);
      capture.watch(peer);
      List<Message> sent = seen(peer, true);
      List<Message> received = seen(peer, false);
      Line line = connected(peer);
      line.remote().say(new FeeFilter(3));
      isStillThere(line);
      line.remote().close();
      closeAndWait(capture);

      Map<String, byte[]> streams = Pcap.streams(Pcap.packets(file()));
      assertThat(streams).containsOnlyKeys(OURS, THEIRS);
      assertThat(streams.get(inbound ? THEIRS : OURS)).isEqualTo(frames(sent));
      assertThat(streams.get(inbound ? OURS : THEIRS)).isEqualTo(frames(received));
      assertThat(capture.status().bytes()).isEqualTo(Files.size(file()));
      assertThat(capture.status().written()).isEqualTo(sent.size() + received.size());
    }
  }

  @Test
  void aStreamBeginsAndEndsAsStreamsDoAtTheTimesAtWhichItDid() throws IOException {
    Capture capture = Capture.toPcap(context, file());
    Peer peer = Peer.outbound(context, DEFAULT);
    capture.watch(peer);
    var begun = time.now();
    Line line = connected(peer);
    time.advance(Duration.ofMillis(2500));
    line.remote().close();
    closeAndWait(capture);
    List<Pcap.Packet> packets = Pcap.packets(file());
    assertThat(packets.subList(0, 3))
        .extracting(Pcap.Packet::flags)
        .containsExactly(Pcap.SYN, Pcap.SYN | Pcap.ACK, Pcap.ACK);
    assertThat(packets.get(0).way()).isEqualTo(OURS);
    assertThat(packets.get(0).time()).isEqualTo(begun);
    List<Pcap.Packet> last = packets.subList(packets.size() - 3, packets.size());
    assertThat(last)
        .extracting(Pcap.Packet::flags)
        .containsExactly(Pcap.FIN | Pcap.ACK, Pcap.FIN | Pcap.ACK, Pcap.ACK);
    assertThat(last.get(0).time()).isEqualTo(begun.plusMillis(2500));
  }

  @Test
  void aLargeMessageIsSplitIntoSegments() throws IOException {
    Capture capture = Capture.toPcap(context, file());
    Line line = connected(DEFAULT);
    capture.watch(line.peer());
    byte[] payload = new byte[200_001];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (i * 31);
    }
    UnknownMessage large = new UnknownMessage("large", Bytes.wrap(payload));
    time.async(
        "say",
        () -> {
          line.remote().say(large);
          return null;
        });
    time.awaitQuiet();
    closeAndWait(capture);
    List<Pcap.Packet> packets = Pcap.packets(file());
    assertThat(packets.stream().filter(each -> each.data().length > 0)).hasSize(4);
    assertThat(Pcap.streams(packets).get(THEIRS)).isEqualTo(frames(List.of(large)));
    assertThat(capture.status().bytes()).isEqualTo(Files.size(file()));
  }

  @Test
  void aFrameWithABadChecksumHasABadChecksum() throws Exception {
    Capture capture = Capture.toPcap(context, file());
    Line line = connected(DEFAULT);
    capture.watch(line.peer());
    line.remote().sayFrame("ping", Bytes.ofHex("0102030405060708"), false);
    line.remote().sayFrame("in\u0001v", Bytes.ofHex("00"), true);
    isStillThere(line);
    closeAndWait(capture);
    byte[] stream = Pcap.streams(Pcap.packets(file())).get(THEIRS);
    Frame bad = V1Transport.read(Remote.NETWORK, Bytes.wrap(stream));
    assertThat(bad.command()).isEqualTo("ping");
    assertThat(bad.fault().fault()).isEqualTo(WireFault.BAD_CHECKSUM);
    assertThat(bad.raw().payload()).isEqualTo(Bytes.ofHex("0102030405060708"));
    Frame odd = V1Transport.read(Remote.NETWORK, Bytes.wrap(stream, 32, stream.length - 32));
    assertThat(odd.command()).isEqualTo("?");
    assertThat(odd.fault()).isNotNull();
  }

  @Test
  void addressesOfAllKindsAreShownSomehow() throws IOException {
    List<Endpoint> dialers =
        List.of(
            new Endpoint("10.0.0.1", 40000),
            new Endpoint("2001:db8::5", 40000),
            new Endpoint("127.0.0.1", 40000));
    List<Endpoint> listeners =
        List.of(
            new Endpoint("10.0.0.2", 8333),
            new Endpoint("fe80::1", 8333),
            new Endpoint("node.example.org", 8333));
    Capture capture = Capture.toPcap(context, file());
    for (int i = 0; i < dialers.size(); i++) {
      Pipes.Pair pair = Pipes.on(time).between(dialers.get(i), listeners.get(i)).open();
      Peer peer = Peer.outbound(context, DEFAULT);
      capture.watch(peer);
      time.async(
          "connect",
          () -> {
            peer.connect(pair.dialer());
            return null;
          });
      time.awaitQuiet();
      pair.listener().close();
      time.awaitQuiet();
    }
    closeAndWait(capture);
    List<String> ways =
        List.copyOf(Pcap.streams(Pcap.packets(file())).keySet()).stream()
            .filter(way -> way.contains(" 40000 > "))
            .toList();
    assertThat(ways.get(0)).isEqualTo("10.0.0.1 40000 > 10.0.0.2 8333");
    assertThat(ways.get(1)).isEqualTo("2001:db8:0:0:0:0:0:5 40000 > fe80:0:0:0:0:0:0:1 8333");
    assertThat(ways.get(2)).startsWith("127.0.0.1 40000 > 2001:db8:");
  }

  @Test
  void anEncryptedSessionIsAsReadableAsAPlainOne() throws IOException {
    Endpoint here = new Endpoint("10.0.0.9", 8333);
    PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
    PeerConfig secret =
        PeerConfig.builder(Networks.REGTEST)
            .encryption(PeerConfig.Encryption.REQUIRED)
            .dialer(pipes)
            .build();
    PeerContext others = PeerContext.builder().runtime(time).build();
    PeerListener.listen(others, secret, pipes.listen(here), InboundLimits.DEFAULT, peer -> {});
    Capture capture = Capture.toPcap(context, file());
    Peer peer = Peer.outbound(context, secret);
    capture.watch(peer);
    List<Message> sent = seen(peer, true);
    List<Message> received = seen(peer, false);
    var dialing =
        time.async(
            "dial",
            () -> {
              peer.connect(here);
              return null;
            });
    time.awaitQuiet();
    assertThat(dialing).isCompleted();
    assertThat(peer.stats().transport()).isEqualTo(TransportKind.V2);
    closeAndWait(peer);
    closeAndWait(capture);
    List<byte[]> streams = List.copyOf(Pcap.streams(Pcap.packets(file())).values());
    assertThat(streams.get(0)).isEqualTo(frames(sent));
    assertThat(streams.get(1)).isEqualTo(frames(received));
    assertThat(received).isNotEmpty();
    closeAndWait(others);
    pipes.close();
  }

  @Test
  void connectionsWithTheSameEndsAreKeptApart() throws IOException {
    Capture capture = Capture.toPcap(context, file());
    for (int i = 0; i < 2; i++) {
      Peer peer = Peer.outbound(context, DEFAULT);
      capture.watch(peer);
      connected(peer);
    }
    closeAndWait(capture);
    assertThat(Pcap.streams(Pcap.packets(file())))
        .containsOnlyKeys(
            OURS, THEIRS, "127.0.0.1 50001 > 127.0.0.1 18444", "127.0.0.1 18444 > 127.0.0.1 50001");
  }

  @Test
  void whatWasLeftOutIsMissingInTheSequence() throws IOException {
    HeldWriter disk = new HeldWriter(time);
    try (PeerContext slow = PeerContext.builder().runtime(disk).build()) {
      Capture capture = Capture.builder(slow).queue(5_000).toPcap(file());
      Peer peer = Peer.outbound(slow, DEFAULT);
      Line line = connected(peer);
      line.remote().heard();
      capture.watch(peer);
      UnknownMessage large = new UnknownMessage("large", Bytes.wrap(new byte[4000]));
      line.remote().say(large, large, new FeeFilter(1));
      time.awaitQuiet();
      disk.release();
      closeAndWait(capture);
      List<Pcap.Packet> data =
          Pcap.packets(file()).stream().filter(each -> each.data().length > 0).toList();
      assertThat(data).extracting(each -> each.data().length).containsExactly(4024, 32);
      assertThat(data.get(1).sequence()).isEqualTo(data.get(0).sequence() + 2 * 4024);
      closeAndWait(slow);
    }
  }
}
