package org.verack.peer.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.wire.BitcoinMessages;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.message.Version;

class MessageContractTest {

  /** Some bytes and a truth value. */
  public record Note(Bytes text, boolean urgent) implements Message {
    @Override
    public String command() {
      return "note";
    }
  }

  private static final int MOST = 100;
  private static final Note NOTE = new Note(Bytes.ofHex("0102030405"), true);

  /** A codec as it should be, of which each test breaks something. */
  private static class Codec implements PayloadCodec<Note> {

    @Override
    public Note decode(PayloadReader in, WireFormat format) throws PayloadException {
      Bytes text = in.readVarBytes("text", MOST);
      int urgent = in.readU8("urgent");
      if (urgent > 1) {
        throw new PayloadException(WireFault.BAD_VALUE, "urgent is " + urgent, 0);
      }
      return new Note(text, urgent == 1);
    }

    @Override
    public int size(Note note, WireFormat format) {
      return CompactSize.size(note.text().length()) + note.text().length() + 1;
    }

    @Override
    public void encode(Note note, PayloadWriter out, WireFormat format) {
      out.writeVarBytes("text", note.text(), MOST);
      out.writeBoolean(note.urgent());
    }
  }

  private static MessageContract<Note> contract(PayloadCodec<Note> codec) {
    return MessageContract.of(MessageType.of("note", Note.class, codec, MOST + 2));
  }

  private static void breaks(String how, PayloadCodec<Note> codec) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> contract(codec).check(NOTE))
        .withMessageStartingWith(how)
        .withMessageContaining("message: Note[");
  }

  @Test
  void aSoundCodecKeepsIt() {
    contract(new Codec()).check(NOTE);
    contract(new Codec())
        .checkSamples(
            20,
            random -> new Note(Bytes.wrap(new byte[random.nextInt(MOST)]), random.nextBoolean()));
  }

  @Test
  void aSizeThatIsTooSmallIsFound() {
    breaks(
        "size: note in ",
        new Codec() {
          @Override
          public int size(Note note, WireFormat format) {
            return super.size(note, format) - 1;
          }
        });
  }

  @Test
  void aSizeThatIsTooLargeIsFound() {
    breaks(
        "size: note in ",
        new Codec() {
          @Override
          public int size(Note note, WireFormat format) {
            return super.size(note, format) + 1;
          }
        });
  }

  @Test
  void aMessageBeyondItsOwnLimitIsFound() {
    MessageContract<Note> small =
        MessageContract.of(MessageType.of("note", Note.class, new Codec(), 3));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> small.check(NOTE))
        .withMessageContaining("7 bytes are more than its limit, 3");
  }

  @Test
  void aFieldThatIsLostIsFound() {
    breaks(
        "round trip: note in ",
        new Codec() {
          @Override
          public Note decode(PayloadReader in, WireFormat format) throws PayloadException {
            return new Note(super.decode(in, format).text(), false);
          }
        });
  }

  @Test
  void anEndThatIsGuessedIsFound() {
    breaks(
        "truncation: note in ",
        new Codec() {
          @Override
          public Note decode(PayloadReader in, WireFormat format) throws PayloadException {
            Bytes text = in.readVarBytes("text", MOST);
            return new Note(text, in.remaining() == 0 || in.readU8("urgent") == 1);
          }
        });
  }

  @Test
  void trailingBytesThatAreSwallowedAreFound() {
    breaks(
        "trailing bytes: note in ",
        new Codec() {
          @Override
          public Note decode(PayloadReader in, WireFormat format) throws PayloadException {
            Note note = super.decode(in, format);
            in.skip(in.remaining(), "whatever");
            return note;
          }
        });
  }

  @Test
  void anExceptionThatIsNoFaultIsFound() {
    breaks(
        "mutation: note in ",
        new Codec() {
          @Override
          public Note decode(PayloadReader in, WireFormat format) throws PayloadException {
            Note note = super.decode(in, format);
            if (note.text().get(0) != 1) {
              throw new IllegalArgumentException("not one");
            }
            return note;
          }
        });
  }

  @Test
  void bytesThatAreReadAndNotWrittenAreFoundUnlessAllowed() {
    Codec careless =
        new Codec() {
          @Override
          public Note decode(PayloadReader in, WireFormat format) throws PayloadException {
            return new Note(in.readVarBytes("text", MOST), in.readU8("urgent") != 0);
          }
        };
    breaks("mutation: note in ", careless);
    contract(careless).readingMoreThanItWrites().check(NOTE);
  }

  @Test
  void memoryForACountThatIsOnlyClaimedIsFound() {
    breaks(
        "memory: note in ",
        new Codec() {
          @Override
          public Note decode(PayloadReader in, WireFormat format) throws PayloadException {
            long count = in.readCompactSize("text");
            byte[] text = new byte[count < 0 ? 1 << 20 : (int) Math.min(count, 1 << 20)];
            in.require(text.length, "text");
            Bytes read = in.readBytes(text.length);
            int urgent = in.readU8("urgent");
            if (urgent > 1 || CompactSize.size(count) > 1 && count < 0xfd) {
              throw new PayloadException(WireFault.BAD_VALUE, "not canonical", 0);
            }
            return new Note(read, urgent == 1);
          }
        });
  }

  @Test
  void aTextThatFailsIsFound() {
    record Mute(byte value) implements Message {
      @Override
      public String command() {
        return "mute";
      }

      @Override
      public String toString() {
        if (value > 100) {
          throw new IllegalStateException("no words");
        }
        return "mute " + value;
      }
    }
    PayloadCodec<Mute> codec =
        new PayloadCodec<>() {
          @Override
          public Mute decode(PayloadReader in, WireFormat format) throws PayloadException {
            return new Mute((byte) in.readU8("value"));
          }

          @Override
          public int size(Mute message, WireFormat format) {
            return 1;
          }

          @Override
          public void encode(Mute message, PayloadWriter out, WireFormat format) {
            out.writeU8(message.value());
          }
        };
    MessageContract<Mute> contract =
        MessageContract.of(MessageType.of("mute", Mute.class, codec, 1));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> contract.check(new Mute((byte) 7)))
        .withMessageStartingWith("text: mute in ");
  }

  @Test
  void aSampleThatFailsIsNamed() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                contract(new Codec())
                    .formats(WireFormat.base(70016))
                    .checkSamples(
                        50,
                        random ->
                            new Note(
                                Bytes.wrap(new byte[random.nextInt(2) == 0 ? 1 : MOST + 1]), true)))
        .withMessageMatching("(?s)sample \\d+: writing: note in .*limit 100.*");
  }

  @Test
  void settingsThatMeanNothingAreRefused() {
    MessageContract<Note> contract = contract(new Codec());
    assertThatIllegalArgumentException().isThrownBy(() -> contract.formats());
    assertThatIllegalArgumentException().isThrownBy(() -> contract.memoryFactor(0));
    assertThatIllegalArgumentException().isThrownBy(() -> contract.checkSamples(0, random -> NOTE));
  }

  @Test
  void canBeCheckedOnAVirtualThread() {
    CompletableFuture<Boolean> checked = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              contract(new Codec()).check(NOTE);
              checked.complete(true);
            });
    assertThat(checked.join()).isTrue();
  }

  /** The contract is one that real messages keep. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theMessagesOfTheNetworkKeepIt(long seed) {
    List<String> checked = new ArrayList<>();
    for (MessageType<?> type : BitcoinMessages.ALL.types()) {
      assertThatCode(() -> check(type, seed)).as(type.command()).doesNotThrowAnyException();
      checked.add(type.command());
    }
    assertThat(checked).contains("block", "tx", "version", "addrv2");
  }

  private static <M extends Message> void check(MessageType<M> type, long seed) {
    MessageContract<M> contract =
        MessageContract.of(type).formats(WireFormat.witness(70017)).memoryFactor(4);
    if (type.type() == Version.class) {
      contract = contract.withOptionalEnd().readingMoreThanItWrites();
    }
    if (type.command().equals("sendcmpct") || type.command().equals("feature")) {
      contract = contract.readingMoreThanItWrites();
    }
    contract.check(WireArbitraries.sample(type.type(), WireFormat.witness(70017), seed));
  }
}
