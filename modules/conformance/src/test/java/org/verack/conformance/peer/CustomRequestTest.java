package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.RequestTimeoutException;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.FencedExchange;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Setting;

/** A message and a request of the user's own, made with what is exported and nothing else. */
class CustomRequestTest extends RequestTests {

  /** What a coin costs in some currency; both question (with 0) and answer. */
  record Price(int currency, long amount) implements Message {

    static final MessageType<Price> TYPE =
        new MessageType<>("price", Price.class, new Codec(), 12, 201);

    @Override
    public String command() {
      return "price";
    }

    private static final class Codec implements PayloadCodec<Price> {

      @Override
      public Price decode(PayloadReader in, WireFormat format) throws PayloadException {
        return new Price(in.readI32("currency"), in.readI64("amount"));
      }

      @Override
      public int size(Price message, WireFormat format) {
        return Integer.BYTES + Long.BYTES;
      }

      @Override
      public void encode(Price message, PayloadWriter out, WireFormat format) {
        out.writeI32(message.currency);
        out.writeI64(message.amount);
      }
    }
  }

  /** Asks for the price in one currency, with a plain exchange. */
  record PriceRequest(int currency) implements Request<Long> {

    @Override
    public String name() {
      return "price";
    }

    @Override
    public boolean takesTurns() {
      return false;
    }

    @Override
    public Exchange<Long> begin(Setting setting) {
      return new Exchange<>() {
        @Override
        public List<Message> opening() {
          return List.of(new Price(currency, 0));
        }

        @Override
        public Step<Long> receive(Message message) {
          return message instanceof Price price && price.currency() == currency
              ? new Step.Done<>(price.amount())
              : Step.unrelated();
        }
      };
    }
  }

  /** Asks for the prices in all currencies, whose number is not known: the pong is the end. */
  record PricesRequest() implements Request<List<Price>> {

    @Override
    public String name() {
      return "prices";
    }

    @Override
    public boolean takesTurns() {
      return true;
    }

    @Override
    public long maxBytes() {
      return 3 * 36;
    }

    @Override
    public Exchange<List<Price>> begin(Setting setting) throws RequestException {
      setting.requireVersion(70001, name());
      return new FencedExchange<>(setting) {

        private final List<Price> prices = new ArrayList<>();

        @Override
        protected List<Message> question() {
          return List.of(new Price(-1, 0));
        }

        @Override
        protected Step<List<Price>> take(Message message) {
          if (!(message instanceof Price price)) {
            return Step.unrelated();
          }
          if (price.amount() < 0) {
            throw new IllegalArgumentException("a negative price");
          }
          prices.add(price);
          return Step.taken();
        }

        @Override
        protected Step<List<Price>> passed() {
          return new Step.Done<>(List.copyOf(prices));
        }

        @Override
        protected boolean takeLate(Message message) {
          return message instanceof Price;
        }

        @Override
        protected void forget() {
          if (prices.contains(new Price(666, 666))) {
            throw new IllegalStateException("nothing is forgotten");
          }
        }
      };
    }
  }

  private static final MessageSet MESSAGES = Remote.NETWORK.messages().with(Price.TYPE);
  private static final Network NETWORK = Remote.NETWORK.withMessages(MESSAGES);

  private Line line() {
    return quiet(Peer.outbound(context, PeerConfig.of(NETWORK)));
  }

  /** The remote does not know the message, so it reads and says it as bytes. */
  private static UnknownMessage onTheWire(Price price) {
    Bytes payload = MESSAGES.encode(price, WireFormat.witness(70017));
    return new UnknownMessage("price", payload);
  }

  @Test
  void aRequestOfOnesOwnIsAnsweredByMessagesOfOnesOwn() {
    Line line = line();
    var answer = ask(line, new PriceRequest(840));
    assertThat(line.remote().heard()).containsExactly(onTheWire(new Price(840, 0)));
    say(line, onTheWire(new Price(978, 5)), onTheWire(new Price(840, 7)));
    assertThat(answer).isCompletedWithValue(7L);
  }

  @Test
  void aFencedExchangeEndsWithThePong() {
    Line line = line();
    var answer = ask(line, new PricesRequest());
    Ping fence = (Ping) line.remote().expect(UnknownMessage.class, Ping.class).get(1);
    say(line, onTheWire(new Price(1, 2)), onTheWire(new Price(3, 4)), new Pong(fence.nonce()));
    assertThat(answer).isCompletedWithValue(List.of(new Price(1, 2), new Price(3, 4)));
  }

  @Test
  void anAnswerOverItsLimitFailsTheRequest() {
    Line line = line();
    var answer = ask(line, new PricesRequest());
    for (int i = 0; i < 4; i++) {
      line.remote().say(onTheWire(new Price(i, i)));
    }
    failsAndStays(line, answer, "larger than 108");
  }

  @Test
  void anExchangeThatThrowsFailsItsRequestAndNothingElse() {
    Line line = line();
    var answer = ask(line, new PricesRequest());
    line.remote().say(onTheWire(new Price(1, -1)));
    failsAndStays(line, answer, "a negative price");
  }

  @Test
  void anExchangeThatThrowsWhenItIsOverEndsNothing() {
    Line line = line();
    var answer = ask(line, new PricesRequest());
    Ping fence = (Ping) line.remote().expect(UnknownMessage.class, Ping.class).get(1);
    say(line, onTheWire(new Price(666, 666)), new Pong(fence.nonce()));
    assertThat(answer).isCompletedWithValue(List.of(new Price(666, 666)));
    isStillThere(line);
  }

  @Test
  void aFencedExchangeKeepsWhatComesTooLateFromTheNext() {
    Line line = line();
    var first = ask(line, new PricesRequest(), seconds(5));
    Ping fence = (Ping) line.remote().expect(UnknownMessage.class, Ping.class).get(1);
    time.advance(seconds(5));
    failsWith(first, RequestTimeoutException.class);
    var second = ask(line, new PricesRequest());
    Ping next = (Ping) line.remote().expect(UnknownMessage.class, Ping.class).get(1);
    say(line, onTheWire(new Price(1, 2)), new Pong(fence.nonce()), new Pong(next.nonce()));
    assertThat(second).isCompletedWithValue(List.of());
  }

  @Test
  void aRequestOfOnesOwnSaysWhomItCannotBeAsked() {
    Line line = outbound(PeerConfig.builder(NETWORK).protocolVersion(70000).build());
    line.remote().greetDialer(70000);
    line.remote().heard();
    cannotBeAsked(line, new PricesRequest(), "70001");
  }

  /** A question of two messages, the second of which is too large for a queue that is not empty. */
  record TwoPartRequest() implements Request<String> {

    static final UnknownMessage FIRST = new UnknownMessage("first", Bytes.wrap(new byte[100]));
    static final UnknownMessage SECOND = new UnknownMessage("second", Bytes.wrap(new byte[9_000]));

    @Override
    public String name() {
      return "two parts";
    }

    @Override
    public boolean takesTurns() {
      return true;
    }

    @Override
    public Exchange<String> begin(Setting setting) {
      return new Exchange<>() {
        @Override
        public List<Message> opening() {
          return List.of(FIRST, SECOND);
        }

        @Override
        public Step<String> receive(Message message) {
          return Step.unrelated();
        }
      };
    }
  }

  private Line withFullQueue(int room) {
    PeerConfig small = config(builder -> builder.outboundLimit(10_000));
    Line line = open(Peer.outbound(context, small), 256);
    line.remote().greetDialer(70017);
    line.remote().heard();
    byte[] bytes = new byte[10_000 - room];
    var unused = line.peer().sendAsync(new UnknownMessage("before", Bytes.wrap(bytes)));
    time.awaitQuiet();
    return line;
  }

  @Test
  void aQuestionThatWasBegunIsSaidToItsEndAlthoughItsTimeIsUp() {
    Line line = withFullQueue(1_000);
    var answer = ask(line, new TwoPartRequest(), seconds(3));
    time.advance(seconds(3));
    Throwable unused = failsWith(answer, RequestTimeoutException.class);
    assertThat(line.remote().heard())
        .filteredOn(message -> !message.command().equals("before"))
        .containsExactly(TwoPartRequest.FIRST, TwoPartRequest.SECOND);
  }

  @Test
  void aQuestionThatCouldNotBeBegunIsNotSaid() {
    Line line = withFullQueue(50);
    var answer = ask(line, new TwoPartRequest(), seconds(3));
    time.advance(seconds(3));
    Throwable unused = failsWith(answer, RequestTimeoutException.class);
    assertThat(line.remote().heard()).extracting(Message::command).containsExactly("before");
  }
}
