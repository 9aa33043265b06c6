package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.StatisticsReport;
import org.verack.conformance.wire.Cases.Case;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/** However the network cuts a stream of frames, the same messages come out of it. */
class TransportProperties {

  private static final Network NETWORK = Networks.REGTEST;

  @Provide
  Arbitrary<List<Case>> conversations() {
    return Cases.all().list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    Arbitrary<Integer> pieces =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(1, 30)),
            Tuple.of(2, Arbitraries.integers().between(1, 2000)),
            Tuple.of(1, Arbitraries.integers().between(1, 200_000)));
    return pieces.list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aStreamCutAnywhereGivesTheSameMessages(
      @ForAll("conversations") List<Case> sent, @ForAll("cuts") List<Integer> cuts)
      throws Exception {
    byte[] stream = stream(sent);
    V1Transport transport = new V1Transport(NETWORK);
    List<Message> received = new ArrayList<>();

    int at = 0;
    for (int i = 0; at < stream.length; i++) {
      ByteBuffer room = transport.input();
      int piece = Math.min(room.remaining(), cuts.get(i % cuts.size()));
      piece = Math.min(piece, stream.length - at);
      room.put(stream, at, piece);
      at += piece;
      Frame frame;
      while ((frame = transport.poll()) != null) {
        received.add(frame.decode(NETWORK.messages(), sent.get(received.size()).format()));
      }
    }

    assertThat(received).isEqualTo(sent.stream().map(Case::message).toList());
    assertThat(transport.midFrame()).isFalse();
    assertThat(transport.heldBytes()).isZero();
    sent.forEach(each -> Cases.count(each, 100));
  }

  private static byte[] stream(List<Case> sent) throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    V1Transport transport = new V1Transport(NETWORK);
    for (Case each : sent) {
      transport.write(EncodedMessage.of(NETWORK, each.message(), each.format()), stream::write);
    }
    return stream.toByteArray();
  }
}
