package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerEvent;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;

/** The three kinds of faults, as verified against Bitcoin Core 28.1 where the tests say so. */
class FaultsTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  private final List<PeerEvent.PayloadFault> faults = new ArrayList<>();

  private Line watched(PeerConfig config) {
    Peer peer = Peer.outbound(context, config);
    peer.onEvent(PeerEvent.PayloadFault.class, (from, fault) -> faults.add(fault));
    return connected(peer);
  }

  private static Bytes payload(Message message) {
    return Remote.NETWORK.messages().encode(message, WireFormat.witness(70017));
  }

  @CoreScenario({"p2p_invalid_messages/checksum", "p2p_invalid_messages/payload"})
  @Test
  void aPayloadThatDoesNotDecodeIsAnEventWithItsBytesAndTheConnectionStays_Core() {
    Line line = watched(DEFAULT);
    Bytes truncated = payload(Inv.of(InventoryVector.tx(Hash.ZERO))).slice(0, 20);
    Bytes nonCanonical = Bytes.ofHex("fd0100" + "00".repeat(36));
    Bytes trailing = Bytes.ofHex("e803000000000000" + "ff");
    line.remote().sayFrame("inv", truncated, true);
    line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    line.remote().sayFrame("inv", nonCanonical, true);
    line.remote().sayFrame("feefilter", trailing, true);
    line.remote().sayFrame("feefilter", payload(new FeeFilter(1000)), false);
    isStillThere(line);
    assertThat(faults)
        .extracting(fault -> fault.cause().fault())
        .containsExactly(
            WireFault.TRUNCATED,
            WireFault.TRUNCATED,
            WireFault.NON_CANONICAL_SIZE,
            WireFault.TOO_LONG,
            WireFault.BAD_CHECKSUM);
    assertThat(faults)
        .extracting(PeerEvent.PayloadFault::raw)
        .contains(new UnknownMessage("inv", truncated), new UnknownMessage("feefilter", trailing));
    assertThat(line.peer().stats().payloadFaults()).isEqualTo(5);
  }

  @CoreScenario("p2p_invalid_messages/command")
  @Test
  void aCommandFieldThatIsNoCommandIsDroppedLikeABadPayload_Core() {
    Line line = watched(DEFAULT);
    line.remote().sayFrame("in\u0001v", Bytes.EMPTY, true);
    isStillThere(line);
    assertThat(faults).extracting(fault -> fault.cause().fault()).contains(WireFault.BAD_COMMAND);
  }

  @Test
  void underTheStrictPolicyAPayloadThatDoesNotDecodeEnds_P090() {
    Line line = connected(strict());
    line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    assertThat(ended(line.peer()))
        .isInstanceOfSatisfying(
            DisconnectReason.PayloadFault.class,
            reason -> assertThat(reason.command()).isEqualTo("ping"));
  }

  @Test
  void anUnknownCommandIsAMessageLikeAnyOther_P064() {
    for (PeerConfig each : List.of(DEFAULT, strict())) {
      Peer peer = Peer.outbound(context, each);
      List<UnknownMessage> received = new ArrayList<>();
      peer.on(UnknownMessage.class, (from, message) -> received.add(message));
      Line line = connected(peer);
      UnknownMessage odd =
          new UnknownMessage("bogus", Bytes.wrap("hello".getBytes(StandardCharsets.UTF_8)));
      line.remote().say(odd);
      isStillThere(line);
      assertThat(received).containsExactly(odd);
    }
  }

  @CoreScenario("p2p_invalid_messages/counts")
  @Test
  void moreInventoryThanAllowedEndsUnderEveryPolicy_Core() {
    for (PeerConfig each : List.of(DEFAULT, strict())) {
      Line line = connected(each);
      Bytes tooMany = Bytes.ofHex("fd51c3" + "00".repeat(36 * 50_001));
      var saying =
          time.async(
              "say",
              () -> {
                line.remote().sayFrame("inv", tooMany, true);
                return null;
              });
      assertThat(ended(line.peer()))
          .isInstanceOfSatisfying(
              DisconnectReason.Violation.class,
              reason -> assertThat(reason.cause().fault()).isEqualTo(WireFault.TOO_MANY));
      assertThat(saying).isDone();
    }
  }

  @Test
  void aLocatorOf101HashesIsFineAndOneOf102EndsByDefault_Core() {
    Line fine = connected(DEFAULT);
    fine.remote().say(getHeaders(101));
    isStillThere(fine);
    Line over = connected(DEFAULT);
    over.remote().say(getHeaders(102));
    assertThat(ended(over.peer())).isInstanceOf(DisconnectReason.Violation.class);
    Line strict = connected(strict());
    strict.remote().say(getHeaders(500));
    isStillThere(strict);
  }

  private static GetHeaders getHeaders(int hashes) {
    List<Hash> locator = IntStream.range(0, hashes).mapToObj(i -> Hash.ZERO).toList();
    return new GetHeaders(70017, locator, Hash.ZERO);
  }

  @CoreScenario("p2p_invalid_messages/size")
  @Test
  void anOversizedLengthEndsBeforeTheBodyComes_Core() {
    Line line = connected(DEFAULT);
    line.remote()
        .sayRaw(Bytes.ofHex("fabfb5da" + "696e76000000000000000000" + "01093d00" + "00000000"));
    assertThat(ended(line.peer()))
        .isInstanceOfSatisfying(
            DisconnectReason.TransportFault.class,
            reason -> assertThat(reason.cause().fault()).isEqualTo(WireFault.OVERSIZED_FRAME));
  }

  @CoreScenario("p2p_invalid_messages/magic")
  @Test
  void anotherNetworksMagicEndsTheConnection_Core() {
    Line line = connected(DEFAULT);
    line.remote().sayRaw(Bytes.ofHex("f9beb4d9" + "00".repeat(20)));
    assertThat(ended(line.peer()))
        .isInstanceOfSatisfying(
            DisconnectReason.TransportFault.class,
            reason -> assertThat(reason.cause().fault()).isEqualTo(WireFault.WRONG_NETWORK));
  }

  @CoreScenario("p2p_invalid_messages/split-header")
  @Test
  void aHeaderThatComesByteByByteIsReadLikeAnyOther_Core() {
    Line line = connected(DEFAULT);
    Bytes frame = Remote.NETWORK.encode(new Ping(5), WireFormat.witness(70017)).frame();
    line.remote().heard();
    for (int i = 0; i < frame.length(); i++) {
      line.remote().sayRaw(frame.slice(i, 1));
      time.awaitQuiet();
    }
    assertThat(line.remote().heard()).containsExactly(new Pong(5));
  }

  @Test
  void aClaimOfFourMegabytesCostsNoMoreThanWhatCame() {
    Line line = connected(DEFAULT);
    line.remote()
        .sayRaw(Bytes.ofHex("fabfb5da" + "626c6f636b00000000000000" + "00093d00" + "00000000"));
    line.remote().sayRaw(Bytes.wrap(new byte[1000]));
    time.awaitQuiet();
    assertThat(context.inboundBytes()).isBetween(1000L, 256 * 1024L);
    line.remote().close();
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.RemoteClose(true, false));
    assertThat(context.inboundBytes()).isZero();
  }
}
