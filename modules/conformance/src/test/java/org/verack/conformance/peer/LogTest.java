package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.role.RejectCode;

/** What is logged (peer-behaviour, 2.11): lazily, one line a message, nothing above debug. */
class LogTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);
  private static final Hash HASH = Hash.of("01".repeat(32));

  private static List<String> received(CapturedLog log) {
    String begin = "DEBUG messages - received ";
    String end = " from peer 1 (outbound, 127.0.0.1:18444)";
    return log.lines().stream()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()))
        .peek(line -> assertThat(line).endsWith(end))
        .map(line -> line.substring(0, line.length() - end.length()))
        .toList();
  }

  @Test
  void eachMessageIsOneLineWithAShortSummary() throws Exception {
    try (CapturedLog log = new CapturedLog(Level.DEBUG)) {
      Line line = connected(DEFAULT);
      InventoryVector tx = InventoryVector.tx(HASH);
      line.remote()
          .say(
              Inv.of(tx),
              Inv.of(List.of(tx, InventoryVector.block(HASH))),
              Inv.of(List.of()),
              new GetHeaders(70016, List.of(HASH), Hash.ZERO),
              Headers.of(),
              new FeeFilter(1000),
              SendHeaders.INSTANCE,
              new Reject("tx", RejectCode.INVALID, "bad\u001b[31m\nthing", HASH),
              new Ping(255));
      line.remote().heard();
      assertThat(received(log))
          .containsExactly(
              "version 70017, /remote:1.0/, services NETWORK|WITNESS, height 100",
              "wtxidrelay",
              "sendaddrv2",
              "verack",
              "inv, MSG_TX " + HASH,
              "inv, 2 items, first MSG_TX " + HASH,
              "inv, empty",
              "getheaders, 1 hash from " + HASH,
              "headers, 0 headers",
              "feefilter, 1000 sat/kvB",
              "sendheaders",
              "reject of tx, REJECT_INVALID: bad\\x1b[31m\\x0athing, " + HASH,
              "ping ff");
      assertThat(log.lines())
          .contains("DEBUG messages - sent pong ff to peer 1 (outbound," + " 127.0.0.1:18444)");
    }
  }

  @Test
  void traceShowsFieldsAndTheBytesOfBothDirections_Quirk13() throws Exception {
    try (CapturedLog log = new CapturedLog(Level.TRACE)) {
      Line line = connected(DEFAULT);
      line.remote().heard();
      line.remote().say(new Ping(0x1122334455667788L));
      line.remote().sayFrame("feefilter", Bytes.ofHex("abcdef"), true);
      line.remote().heard();
      String bytes = "00000000  88 77 66 55 44 33 22 11 ";
      assertThat(log.lines())
          .contains("  nonce  0x1122334455667788")
          .filteredOn(each -> each.startsWith(bytes))
          .as("the ping as received and the pong as sent")
          .hasSize(2);
      assertThat(log.lines()).anyMatch(each -> each.contains("00000000  ab cd ef "));
    }
  }

  @Test
  void aMessageThatDoesNotDecodeIsALineToo() throws Exception {
    try (CapturedLog log = new CapturedLog(Level.DEBUG)) {
      Line line = connected(DEFAULT);
      line.remote().sayFrame("ping", Bytes.ofHex("01"), true);
      line.remote().heard();
      assertThat(log.lines())
          .contains(
              "DEBUG messages - cannot read ping from peer 1 (outbound,"
                  + " 127.0.0.1:18444): nonce needs 8 bytes, 1 remain at byte 0");
    }
  }

  @Test
  void nothingThatARemoteDoesIsAboveDebug() throws Exception {
    try (CapturedLog log = new CapturedLog(Level.INFO)) {
      Line garbage = connected(DEFAULT);
      garbage.remote().sayFrame("ping", Bytes.ofHex("01"), true);
      garbage.remote().sayFrame("in\u0001v", Bytes.EMPTY, false);
      garbage.remote().sayRaw(Bytes.ofHex("00".repeat(24)));
      ended(garbage.peer());
      Line violation = connected(DEFAULT);
      violation.remote().sayFrame("addr", Bytes.ofHex("fde903" + "00".repeat(30 * 1001)), true);
      ended(violation.peer());
      Line gone = connected(DEFAULT);
      gone.remote().sayRaw(Bytes.ofHex("fabfb5da"));
      gone.remote().close();
      ended(gone.peer());
      Line silent = connected(DEFAULT);
      time.advance(seconds(300));
      ended(silent.peer());
      Line rude = outbound(DEFAULT);
      rude.remote().say(Remote.version(1));
      ended(rude.peer());
      Line stuck = open(Peer.outbound(context, DEFAULT), 1000);
      stuck.remote().greetDialer(70017);
      stuck.peer().sendAsync(Inv.of(List.of(InventoryVector.tx(HASH), InventoryVector.tx(HASH))));
      time.advance(seconds(300));
      ended(stuck.peer());
      assertThat(log.lines()).isEmpty();
    }
  }

  /** A message of the program that counts how often it was rendered. */
  record Counted(AtomicInteger rendered) implements Message {

    static final AtomicInteger RENDERED = new AtomicInteger();
    static final MessageType<Counted> TYPE =
        MessageType.of("counted", Counted.class, new Codec(), 0);

    @Override
    public String command() {
      return "counted";
    }

    @Override
    public String toString() {
      rendered.incrementAndGet();
      return "counted";
    }

    private static final class Codec implements PayloadCodec<Counted> {
      @Override
      public Counted decode(PayloadReader in, WireFormat format) {
        return new Counted(RENDERED);
      }

      @Override
      public int size(Counted message, WireFormat format) {
        return 0;
      }

      @Override
      public void encode(Counted message, PayloadWriter out, WireFormat format) {}
    }
  }

  @Test
  void nothingIsRenderedWhenItIsNotLogged() throws Exception {
    Network network = Remote.NETWORK.withMessages(Remote.NETWORK.messages().with(Counted.TYPE));
    Counted.RENDERED.set(0);
    try (CapturedLog log = new CapturedLog(Level.INFO)) {
      Line line = connected(PeerConfig.of(network));
      line.remote().sayFrame("counted", Bytes.EMPTY, true);
      line.peer().sendAsync(new Counted(Counted.RENDERED));
      isStillThere(line);
      assertThat(line.peer().stats().received().of("counted").messages()).isEqualTo(1);
      assertThat(line.peer().stats().sent().of("counted").messages()).isEqualTo(1);
      assertThat(Counted.RENDERED).hasValue(0);
      assertThat(log.lines()).isEmpty();
    }
    try (CapturedLog log = new CapturedLog(Level.DEBUG)) {
      Line line = connected(PeerConfig.of(network));
      line.remote().sayFrame("counted", Bytes.EMPTY, true);
      isStillThere(line);
      assertThat(Counted.RENDERED).hasValue(1);
      assertThat(log.lines()).isNotEmpty();
    }
  }

  @Test
  void aConnectionIsLoggedFromItsBeginningToItsEnd_P047() throws Exception {
    try (CapturedLog log = new CapturedLog(Level.DEBUG)) {
      Line line = connected(DEFAULT);
      line.remote().close();
      ended(line.peer());
      assertThat(log.lines().stream().filter(each -> each.startsWith("DEBUG Peer ")))
          .containsExactly(
              "DEBUG Peer - connected peer 1 (outbound, 127.0.0.1:18444)",
              "DEBUG Peer - handshake with peer 1 (outbound, 127.0.0.1:18444)"
                  + " complete, protocol version 70017, version 70017, /remote:1.0/, services"
                  + " NETWORK|WITNESS, height 100",
              "DEBUG Peer - peer 1 (outbound, 127.0.0.1:18444) ended: closed by" + " the remote");
    }
  }
}
