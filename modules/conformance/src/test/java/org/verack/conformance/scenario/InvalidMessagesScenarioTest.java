package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFault;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.OpaqueAddress;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Ping;
import org.verack.wire.request.Requests;

/**
 * Core's {@code p2p_invalid_messages}: what cannot be read is dropped, what is over a limit ends
 * the connection, and nobody else notices. More of it is in {@code FaultsTest}.
 */
@ExtendWith(TestkitExtension.class)
class InvalidMessagesScenarioTest {

  private static final PeerConfig CONFIG = PeerConfig.of(Networks.REGTEST);

  private static Encounter line(VirtualRuntime time, PeerContext context) {
    return Encounter.of(time, Peer.inbound(context, CONFIG)).greeted();
  }

  static Stream<String> malformedAddrV2() {
    String entry = "61bc6649" + "00";
    return Stream.of(
        // No payload, not even a count.
        "",
        // An address of 513 bytes, one over the limit of BIP 155.
        "01" + entry + "01" + "fd0102" + "00".repeat(513) + "208d",
        // IPv4 addresses have four bytes, those of Tor's third version 32.
        "01" + entry + "01" + "05" + "0102030405" + "208d",
        "01" + entry + "04" + "04" + "01020304" + "208d",
        // Cut off before the port.
        "01" + entry + "01" + "04" + "01020304");
  }

  @CoreScenario("p2p_invalid_messages/addrv2-malformed")
  @ParameterizedTest
  @MethodSource("malformedAddrV2")
  void addressesThatCannotBeReadAreDroppedAsAWhole(
      String payload, VirtualRuntime time, PeerContext context) {
    Encounter line = line(time, context);
    List<WireFault> faults = new ArrayList<>();
    List<AddrV2> taken = new ArrayList<>();
    line.peer()
        .onEvent(PeerEvent.PayloadFault.class, (from, fault) -> faults.add(fault.cause().fault()));
    line.peer().on(AddrV2.class, (from, addresses) -> taken.add(addresses));
    line.remote().sendFrame("addrv2", Bytes.ofHex(payload), true);
    line.goesOn();
    assertThat(faults).hasSize(1);
    assertThat(taken).isEmpty();
  }

  @CoreScenario("p2p_invalid_messages/addrv2-unknown-network")
  @Test
  void anAddressOfANetworkThatNobodyKnowsDoesNotSpoilTheOthers(
      VirtualRuntime time, PeerContext context) {
    Encounter line = line(time, context);
    List<NetworkAddress> taken = new ArrayList<>();
    line.peer()
        .on(
            AddrV2.class,
            (from, message) -> message.addresses().forEach(each -> taken.add(each.address())));
    String entry = "61bc6649" + "00";
    line.remote()
        .sendFrame(
            "addrv2",
            Bytes.ofHex(
                "02"
                    + (entry + "99" + "02" + "abcd" + "208d")
                    + (entry + "01" + "04" + "09090909" + "208d")),
            true);
    line.goesOn();
    assertThat(taken).hasExactlyElementsOfTypes(OpaqueAddress.class, IPv4Address.class);
    assertThat(taken.getLast()).hasToString("9.9.9.9");
  }

  @CoreScenario("p2p_invalid_messages/counts")
  @Test
  void listsOverTheirLimitsAreMisbehaviour(VirtualRuntime time, PeerContext context) {
    Map<String, Bytes> excessive =
        Map.of(
            "getdata", Bytes.ofHex("fd51c3" + "00".repeat(36 * 50_001)),
            "headers", Bytes.ofHex("fdd107" + "00".repeat(81 * 2001)));
    excessive.forEach(
        (command, payload) -> {
          Encounter line = line(time, context);
          // The peer hangs up when it has read the count, so the rest may find nobody.
          var sending = time.async("send", () -> line.remote().sendFrame(command, payload, true));
          assertThat(line.end()).as(command).matches(DisconnectReason::isMisbehaviour);
          assertThat(sending).isDone();
        });
  }

  private static GeneratedChain chain() {
    return ChainGenerator.seeded(3).generate(6);
  }

  /** Asks for headers, gives an answer, and says what comes of it. */
  private static CompletableFuture<List<BlockHeader>> answered(
      Encounter line, GeneratedChain chain, Headers answer) {
    var asking =
        line.time()
            .async(
                "ask",
                () ->
                    line.peer()
                        .request(Requests.headers(List.of(chain.hash(0))), Duration.ofSeconds(30)));
    line.remote().expectOnly(GetHeaders.class, Ping.class);
    line.remote().send(answer);
    line.time().awaitQuiet();
    return asking;
  }

  /**
   * On the real network a header costs work; what it claims, the program compares with its hash.
   */
  @CoreScenario("p2p_invalid_messages/headers-without-work")
  @Test
  void aHeaderWithoutItsWorkIsFoundOut(VirtualRuntime time, PeerContext context) {
    GeneratedChain chain = chain();
    BlockHeader honest = chain.header(1);
    long nonce = 0;
    BlockHeader lie;
    do {
      lie =
          BlockHeader.of(
              honest.version(),
              honest.previousBlock(),
              honest.merkleRoot(),
              honest.time(),
              honest.bits(),
              nonce++);
    } while (ProofOfWork.isMet(lie.hash(), lie.bits(), lie.bits()));
    Encounter line = line(time, context);
    assertThat(answered(line, chain, Headers.of(lie)))
        .isCompletedWithValue(List.of(lie))
        .isCompletedWithValueMatching(
            headers ->
                headers.stream()
                    .noneMatch(each -> ProofOfWork.isMet(each.hash(), each.bits(), honest.bits())));
    assertThat(ProofOfWork.isMet(honest.hash(), honest.bits(), honest.bits())).isTrue();
  }

  @CoreScenario("p2p_invalid_messages/junk")
  @Test
  void megabytesOfJunkFromOneDoNotKeepAnotherWaiting(VirtualRuntime time, PeerContext context) {
    Encounter noisy = line(time, context);
    Encounter other = line(time, context);
    UnknownMessage junk = new UnknownMessage("badmsg", Bytes.wrap(new byte[4_000_000]));
    Bytes frame = Networks.REGTEST.encode(junk, noisy.remote().format()).frame();
    Bytes half = frame.slice(0, frame.length() / 2);
    for (int i = 0; i < 20; i++) {
      noisy.remote().sendRaw(frame);
    }
    noisy.remote().sendRaw(half);
    // In the middle of a message of the one, the other is served.
    other.goesOn();
    assertThat(noisy.peer().stats().received().bytes()).isGreaterThan(80_000_000);
    assertThat(context.inboundBytes()).as("what is kept of it").isLessThan(4_500_000);
    noisy.remote().sendRaw(frame.slice(half.length(), frame.length() - half.length()));
    noisy.goesOn();
  }
}
