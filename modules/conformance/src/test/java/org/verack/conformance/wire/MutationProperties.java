package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.StatisticsReport;
import org.verack.conformance.wire.Cases.Case;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.TransportException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.message.Feature;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.Version;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * Damaged bytes are either refused with a fault that says so in one line, or are a message that
 * holds every one of them.
 */
class MutationProperties {

  private static final Network NETWORK = Networks.REGTEST;

  /** Protocol version, services, time and the receiver's address: what no version leaves out. */
  private static final int SHORTEST_VERSION = 4 + 8 + 8 + 26;

  @Provide
  Arbitrary<Pair> pairs() {
    return Arbitraries.of(List.copyOf(Cases.MESSAGES.types())).flatMap(MutationProperties::pair);
  }

  private static Arbitrary<Pair> pair(MessageType<?> type) {
    return Cases.of(type.type()).tuple2().map(two -> new Pair(two.get1(), two.get2()));
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Mutation.any().list().ofMinSize(1).ofMaxSize(3);
  }

  /** A message to damage, and another of its type to take pieces from. */
  record Pair(Case damaged, Case other) {}

  @Property(tries = 40_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aDamagedPayloadIsRefusedOrHoldsEveryByte(
      @ForAll("pairs") Pair pair, @ForAll("mutations") List<Mutation> mutations) {
    Case each = pair.damaged;
    Bytes damaged = Bytes.wrap(mutated(each.encoded(), pair.other.encoded(), mutations));

    Message message;
    try {
      message = Cases.MESSAGES.decode(each.command(), damaged, each.format());
    } catch (PayloadException | ViolationException e) {
      checkFault(e);
      return;
    } finally {
      Cases.count(each, 500);
    }

    assertThat(message.toString()).matches("[ -~]{1,1000}");
    checkWrittenBack(message, damaged, each.format());
  }

  private static byte[] mutated(Bytes bytes, Bytes other, List<Mutation> mutations) {
    byte[] mutated = bytes.toArray();
    for (Mutation mutation : mutations) {
      mutated = mutation.apply(mutated, other.toArray());
    }
    return mutated;
  }

  private static void checkFault(WireException e) {
    assertThat(e.fault()).isNotNull();
    assertThat(e.getMessage()).matches("[ -~]{1,400}");
    assertThat(e.getStackTrace()).isEmpty();
  }

  private static void checkWrittenBack(Message message, Bytes payload, WireFormat format) {
    if (message instanceof Feature feature && !feature.id().matches("[ -~]*")) {
      // The one thing that is read and not written.
      assertThatThrownBy(() -> Cases.MESSAGES.encode(message, format))
          .isInstanceOf(EncodeException.class);
      return;
    }
    Bytes expected =
        switch (message) {
          case Version version -> completed(payload, format);
          case SendCmpct sendCmpct -> withBoolean(payload, 0);
          default -> payload;
        };
    assertThat(Cases.MESSAGES.encode(message, format)).isEqualTo(expected);
  }

  /** Every field that a version message may leave out, and a flag that is zero or one. */
  private static Bytes completed(Bytes payload, WireFormat format) {
    // Sender, nonce, an empty user agent and a height, all zero; then yes to relaying.
    int[] ends = {SHORTEST_VERSION, 72, 80, 81, 85};
    int length = payload.length();
    boolean hasUserAgent = length > 80;
    int userAgent = hasUserAgent ? varSize(payload, 80) : 1;
    ends[3] = 80 + userAgent;
    ends[4] = ends[3] + 4;
    boolean writesRelay = format.protocolVersion() >= ProtocolVersion.BLOOM;
    int end = ends[4];
    PayloadWriter out = new PayloadWriter(end + (writesRelay ? 1 : 0));
    out.writeBytes(payload.slice(0, Math.min(length, end)));
    if (length < end) {
      out.writeBytes(Bytes.wrap(new byte[end - length]));
    }
    if (writesRelay) {
      out.writeBoolean(length <= end || payload.get(end) != 0);
    }
    return out.finish();
  }

  /** The length of a string of at most 256 characters with its CompactSize. */
  private static int varSize(Bytes payload, int at) {
    int first = payload.get(at) & 0xff;
    return first < 0xfd
        ? 1 + first
        : 3 + (payload.get(at + 1) & 0xff) + ((payload.get(at + 2) & 0xff) << 8);
  }

  private static Bytes withBoolean(Bytes payload, int at) {
    byte[] bytes = payload.toArray();
    bytes[at] = (byte) (bytes[at] == 0 ? 0 : 1);
    return Bytes.wrap(bytes);
  }

  @Property(tries = 15_000, edgeCases = EdgeCasesMode.NONE)
  void aDamagedStreamGivesMessagesAndFaultsAndNothingElse(
      @ForAll("pairs") Pair pair, @ForAll("mutations") List<Mutation> mutations) throws Exception {
    byte[] stream = mutated(frame(pair.damaged), frame(pair.other), mutations);
    V1Transport transport = new V1Transport(NETWORK);
    int at = 0;
    try {
      while (at < stream.length) {
        ByteBuffer room = transport.input();
        assertThat(room.hasRemaining()).isTrue();
        int piece = Math.min(room.remaining(), stream.length - at);
        room.put(stream, at, piece);
        at += piece;
        assertThat(transport.heldBytes()).isLessThanOrEqualTo(2 * at + 256 * 1024);
        Frame frame;
        while ((frame = transport.poll()) != null) {
          decode(frame, pair.damaged.format());
        }
      }
    } catch (TransportException e) {
      checkFault(e);
    }
  }

  private static void decode(Frame frame, WireFormat format) {
    try {
      Message message = frame.decode(NETWORK.messages(), format);
      assertThat(message.toString()).matches("[ -~]{1,1000}");
    } catch (PayloadException | ViolationException e) {
      checkFault(e);
    }
    assertThat(frame.raw().toString()).matches("[ -~]{1,100}");
  }

  private static Bytes frame(Case each) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EncodedMessage encoded = EncodedMessage.of(NETWORK, each.message(), each.format());
    out.writeBytes(encoded.frame().toArray());
    return Bytes.wrap(out.toByteArray());
  }
}
