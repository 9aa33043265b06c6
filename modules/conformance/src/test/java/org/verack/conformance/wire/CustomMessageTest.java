package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.peer.testkit.contract.MessageContract;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.EncodeException;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.message.Ping;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * A message that the wire module knows nothing of: declared, registered, sent and received by a
 * program with what is exported and nothing else.
 */
class CustomMessageTest {

  private static final WireFormat FORMAT = WireFormat.witness(70016);

  /**
   * How much a miner offers for blocks, a made-up message.
   *
   * @param block the block
   * @param note a text of up to 20 bytes
   * @param amounts at most three
   */
  public record Bounty(Hash block, String note, List<Long> amounts) implements Message {

    static final int MAX_AMOUNTS = 3;
    static final int MAX_NOTE = 20;

    static final MessageType<Bounty> TYPE =
        new MessageType<>("bounty", Bounty.class, new Codec(), 100, 200);

    public Bounty {
      amounts = List.copyOf(amounts);
    }

    @Override
    public String command() {
      return "bounty";
    }
  }

  private static final class Codec implements PayloadCodec<Bounty> {

    @Override
    public Bounty decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Hash block = in.readHash("block");
      String note = in.readVarString("note", Bounty.MAX_NOTE);
      int count = in.readCountOrViolation("amounts", Bounty.MAX_AMOUNTS, Long.BYTES);
      Long[] amounts = new Long[count];
      for (int i = 0; i < count; i++) {
        amounts[i] = in.readI64("amount");
      }
      return new Bounty(block, note, List.of(amounts));
    }

    @Override
    public int size(Bounty message, WireFormat format) {
      return Hash.LENGTH
          + CompactSize.size(message.note().length())
          + message.note().length()
          + CompactSize.size(message.amounts().size())
          + Long.BYTES * message.amounts().size();
    }

    @Override
    public void encode(Bounty message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.block());
      out.writeVarString("note", message.note(), Bounty.MAX_NOTE);
      out.writeCount("amounts", message.amounts().size(), Bounty.MAX_AMOUNTS);
      message.amounts().forEach(out::writeI64);
    }
  }

  private static final MessageSet MESSAGES = Networks.REGTEST.messages().with(Bounty.TYPE);
  private static final Network NETWORK = Networks.REGTEST.withMessages(MESSAGES);

  private static final Bounty BOUNTY =
      new Bounty(Networks.REGTEST.genesisHash(), "\u001bfirst", List.of(1L, -2L));

  private static final MessageContract<Bounty> CONTRACT = MessageContract.of(Bounty.TYPE);

  private static Message overTheWire(Network receiver, EncodedMessage... sent) throws Exception {
    V1Transport from = new V1Transport(NETWORK);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (EncodedMessage each : sent) {
      from.write(each, bytes::write);
    }
    V1Transport to = new V1Transport(receiver);
    ByteBuffer stream = ByteBuffer.wrap(bytes.toByteArray());
    while (true) {
      Frame frame = to.poll();
      if (frame != null) {
        return frame.decode(receiver.messages(), FORMAT);
      }
      assertThat(stream.hasRemaining()).isTrue();
      ByteBuffer input = to.input();
      while (input.hasRemaining() && stream.hasRemaining()) {
        input.put(stream.get());
      }
    }
  }

  @Test
  void isFoundByCommandByTypeAndByShortId() {
    assertThat(MESSAGES.find("bounty")).contains(Bounty.TYPE);
    assertThat(MESSAGES.findShortId(200)).contains(Bounty.TYPE);
    assertThat(MESSAGES.contains(Bounty.class)).isTrue();
    assertThat(Networks.REGTEST.messages().find("bounty")).isEmpty();
    assertThat(Networks.REGTEST.messages().findShortId(200)).isEmpty();
    assertThat(Networks.REGTEST.messages().contains(Bounty.class)).isFalse();
  }

  @Test
  void takesNothingThatAnotherMessageHas() {
    MessageType<Bounty> sameId =
        new MessageType<>("bounty", Bounty.class, new Codec(), 100, Ping.TYPE.shortId());
    assertThatThrownBy(() -> Networks.REGTEST.messages().with(sameId))
        .isInstanceOf(IllegalArgumentException.class);
    MessageType<Bounty> another = MessageType.of("bounty2", Bounty.class, new Codec(), 100);
    assertThatThrownBy(() -> MESSAGES.with(another)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void travelsLikeAnyOther() throws Exception {
    EncodedMessage encoded = NETWORK.encode(BOUNTY, FORMAT);
    assertThat(encoded.payload().length()).isEqualTo(32 + 1 + 6 + 1 + 16);
    assertThat(overTheWire(NETWORK, encoded, NETWORK.encode(new Ping(1), FORMAT)))
        .isEqualTo(BOUNTY);
    assertThat(MESSAGES.decode("bounty", encoded.payload(), FORMAT)).isEqualTo(BOUNTY);
  }

  @Test
  void isBytesToWhoDoesNotKnowItAndCanBeSentOnByThem() throws Exception {
    EncodedMessage encoded = NETWORK.encode(BOUNTY, FORMAT);
    Message unknown = overTheWire(Networks.REGTEST, encoded);
    assertThat(unknown).isEqualTo(new UnknownMessage("bounty", encoded.payload()));
    assertThat(overTheWire(NETWORK, Networks.REGTEST.encode(unknown, FORMAT))).isEqualTo(BOUNTY);
    assertThatThrownBy(() -> Networks.REGTEST.encode(BOUNTY, FORMAT))
        .isInstanceOf(EncodeException.class);
  }

  @Test
  void itsLimitsAreChecked() {
    String head = "00".repeat(32);
    assertFault(head + "00" + "04" + "00".repeat(32), ViolationException.class, WireFault.TOO_MANY);
    assertFault(head + "00" + "03" + "00".repeat(23), PayloadException.class, WireFault.TRUNCATED);
    assertFault(head + "15" + "00".repeat(40), PayloadException.class, WireFault.TOO_LONG);
    assertFault(head + "000000", PayloadException.class, WireFault.TRAILING_BYTES);
    assertFault("00".repeat(101), PayloadException.class, WireFault.TOO_LONG);
    Bounty longNote = new Bounty(Hash.ZERO, "x".repeat(21), List.of());
    assertThatThrownBy(() -> NETWORK.encode(longNote, FORMAT)).isInstanceOf(EncodeException.class);
    Bounty greedy = new Bounty(Hash.ZERO, "", List.of(1L, 2L, 3L, 4L));
    assertThatThrownBy(() -> NETWORK.encode(greedy, FORMAT)).isInstanceOf(EncodeException.class);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void keepsTheContractOfEveryMessage(@ForAll("bounties") Bounty bounty) {
    CONTRACT.check(bounty);
  }

  @Provide
  Arbitrary<Bounty> bounties() {
    return Combinators.combine(
            WireArbitraries.of(Hash.class),
            Arbitraries.strings().ascii().ofMaxLength(Bounty.MAX_NOTE),
            Arbitraries.longs().list().ofMaxSize(Bounty.MAX_AMOUNTS))
        .as(Bounty::new);
  }

  @Test
  void keepsTheContractInSamplesWithoutJqwik() {
    CONTRACT.checkSamples(
        40,
        random ->
            new Bounty(
                Hash.ZERO,
                "x".repeat(random.nextInt(Bounty.MAX_NOTE + 1)),
                random.longs(random.nextInt(Bounty.MAX_AMOUNTS + 1)).boxed().toList()));
  }

  private static void assertFault(
      String payload, Class<? extends Exception> type, WireFault fault) {
    assertThatThrownBy(() -> MESSAGES.decode("bounty", Bytes.ofHex(payload), FORMAT))
        .isInstanceOf(type)
        .extracting("fault")
        .isEqualTo(fault);
  }

  /** It is a public record, so nothing has to be done for it. */
  @Test
  void printsByItsComponents() {
    assertThat(Dump.BRIEF.text(BOUNTY))
        .isEqualTo(
            """
            bounty
              block    %s
              note     "\\x1bfirst"
              amounts  2
                #0  1
                #1  -2\
            """
                .formatted(Networks.REGTEST.genesisHash()));
  }

  private record Secret(String note) implements Message {
    @Override
    public String command() {
      return "secret";
    }
  }

  @Test
  void printsAsItsTextIfItIsNotPublic() {
    assertThat(Dump.BRIEF.text(new Secret("\u001b"))).isEqualTo("secret  Secret[note=\\x1b]");
  }
}
