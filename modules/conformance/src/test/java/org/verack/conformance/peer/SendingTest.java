package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.PeerConfig;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.chain.Block;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.AddressMessages;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.role.LocatorMessage;

/** What goes out, in which form, and what is left out. */
class SendingTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  private static Hash hash(int number) {
    return Hash.sha256d(new byte[] {(byte) number}, 0, 1);
  }

  private static GetHeaders headers(Hash begin, Hash stop) {
    return new GetHeaders(70017, List.of(begin), stop);
  }

  private boolean push(Line line, LocatorMessage message) {
    CompletableFuture<Boolean> pushed =
        time.async("push", () -> line.peer().sendUnlessRepeated(message));
    time.awaitQuiet();
    return pushed.resultNow();
  }

  @Test
  void theSameQuestionTwiceInARowIsAskedOnce_P152_P153_P154() {
    for (PeerConfig each : List.of(DEFAULT, strict())) {
      Line line = connected(each);
      line.remote().heard();
      GetHeaders a = headers(hash(1), Hash.ZERO);
      GetHeaders b = headers(hash(2), Hash.ZERO);
      assertThat(push(line, a)).isTrue();
      assertThat(push(line, headers(hash(1), Hash.ZERO))).as("a repetition").isFalse();
      assertThat(push(line, headers(hash(1), hash(3)))).as("another stop").isTrue();
      assertThat(push(line, a)).isTrue();
      assertThat(push(line, b)).isTrue();
      assertThat(push(line, a)).as("A, B, A").isTrue();
      GetBlocks blocks = new GetBlocks(70017, List.of(hash(1)), Hash.ZERO);
      assertThat(push(line, blocks)).as("getblocks has its own memory").isTrue();
      assertThat(push(line, blocks)).isFalse();
      GetHeaders empty = new GetHeaders(70017, List.of(), hash(3));
      assertThat(push(line, empty)).isTrue();
      assertThat(push(line, empty)).as("an empty locator is never a repetition").isTrue();
      assertThat(line.remote().heard()).hasSize(8);
    }
  }

  @Test
  void aQuestionThatCannotBeWrittenIsNotRemembered_P152() {
    Line line = connected(DEFAULT);
    line.remote().heard();
    GetHeaders fine = headers(hash(1), Hash.ZERO);
    assertThat(push(line, fine)).isTrue();
    GetHeaders tooLong = new GetHeaders(70017, Collections.nCopies(501, hash(2)), Hash.ZERO);
    var failing = time.async("push", () -> line.peer().sendUnlessRepeated(tooLong));
    time.awaitQuiet();
    assertThat(failing).isCompletedExceptionally();
    assertThat(push(line, fine)).as("still the last one").isFalse();
    isStillThere(line);
  }

  private static TimedAddress address(int number) {
    return new TimedAddress(
        number,
        ServiceFlags.NETWORK,
        NetworkAddress.parse("10.0." + (number >>> 8) + "." + (number & 0xff)),
        8333);
  }

  @CoreScenario("p2p_addrv2_relay/old-form")
  @Test
  void addressesGoOutInTheFormThatTheRemoteAskedFor_P150_P151() {
    TimedAddress tor =
        new TimedAddress(
            5,
            ServiceFlags.NONE,
            NetworkAddress.parse("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"),
            8333);
    List<TimedAddress> addresses = List.of(address(1), tor, address(2));
    Line modern = connected(DEFAULT);
    Line old = outbound(DEFAULT);
    old.remote().greetListener(70015);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    assertThat(AddressMessages.of(addresses, modern.peer().negotiation(), random))
        .contains(new AddrV2(addresses));
    assertThat(AddressMessages.of(addresses, old.peer().negotiation(), random))
        .contains(new Addr(List.of(address(1), address(2))));
    assertThat(AddressMessages.of(List.of(), old.peer().negotiation(), random)).isEmpty();
    assertThat(AddressMessages.of(List.of(tor), old.peer().negotiation(), random)).isEmpty();
  }

  @Test
  void ofMoreThanAThousandAddressesAThousandDifferentOnesAreDrawn_P150_P151() {
    List<TimedAddress> addresses = IntStream.range(0, 3000).mapToObj(SendingTest::address).toList();
    List<TimedAddress> copy = new ArrayList<>(addresses);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    int[] drawn = new int[3000];
    for (int round = 0; round < 300; round++) {
      List<TimedAddress> sample = AddressMessages.addr(addresses, random).orElseThrow().addresses();
      assertThat(sample).hasSize(1000).doesNotHaveDuplicates();
      sample.forEach(each -> drawn[(int) each.time()]++);
    }
    assertThat(addresses).as("the caller's list").isEqualTo(copy);
    // Drawn 100 times on average, with a standard deviation of 8.
    assertThat(IntStream.of(drawn).min().orElseThrow()).isGreaterThan(50);
    assertThat(IntStream.of(drawn).max().orElseThrow()).isLessThan(160);
    List<TimedAddress> few = addresses.subList(0, 1000);
    assertThat(AddressMessages.addrV2(few, random)).contains(new AddrV2(few));
  }

  private Line remoteWith(PeerConfig config, ServiceFlags services) {
    Line line = outbound(config);
    line.remote()
        .say(
            new Version(
                70017, services, 0, NodeAddress.NONE, NodeAddress.NONE, 1, "/remote:1.0/", 0, true),
            Verack.INSTANCE)
        .heard();
    return line;
  }

  private Block sent(Line line, Message message, Optional<Boolean> witness) {
    line.remote().heard();
    var sending =
        time.async(
            "send",
            () -> {
              if (witness.isEmpty()) {
                line.peer().send(message);
              } else {
                var format = line.peer().format().withWitness(witness.get());
                line.peer().send(EncodedMessage.of(Remote.NETWORK, message, format));
              }
              return null;
            });
    List<Message> heard = line.remote().heard();
    assertThat(sending).isCompleted();
    return (Block) heard.getFirst();
  }

  @CoreScenario("p2p_segwit/sending")
  @Test
  void blocksHaveWitnessesForRemotesWithNodeWitnessUnlessTheSenderChooses_P130_Core() {
    Block block = ChainGenerator.seeded(1).generate(150).block(149);
    assertThat(block.hasWitness()).isTrue();
    Line witness = remoteWith(DEFAULT, ServiceFlags.WITNESS);
    Line base = remoteWith(DEFAULT, ServiceFlags.NETWORK);
    Line strict = remoteWith(strict(), ServiceFlags.WITNESS);
    assertThat(sent(witness, block, Optional.empty()).hasWitness()).isTrue();
    assertThat(sent(base, block, Optional.empty()).hasWitness()).isFalse();
    assertThat(sent(strict, block, Optional.empty()).hasWitness()).as("P-130").isFalse();
    for (Line each : List.of(witness, base, strict)) {
      assertThat(sent(each, block, Optional.of(true)).hasWitness()).isTrue();
      assertThat(sent(each, block, Optional.of(false)).hasWitness()).isFalse();
    }
  }
}
