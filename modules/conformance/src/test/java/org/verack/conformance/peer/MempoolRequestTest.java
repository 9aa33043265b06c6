package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.RequestTimeoutException;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.request.Requests;

/** Where the answer to {@code mempool} ends (BIP 35). */
class MempoolRequestTest extends RequestTests {

  private static List<InventoryVector> some(int from, int count) {
    List<InventoryVector> items = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      byte[] hash = new byte[Hash.LENGTH];
      hash[0] = (byte) i;
      hash[1] = (byte) (i >> 8);
      hash[2] = (byte) (i >> 16);
      items.add(InventoryVector.wtx(Hash.read(hash, 0)));
    }
    return items;
  }

  private Line bloom() {
    return quiet(ServiceFlags.BLOOM);
  }

  @Test
  void allThatIsAnnouncedBeforeThePongIsTheAnswer() {
    Line line = bloom();
    var answer = ask(line, Requests.mempool());
    var asked = asked(line, MemPool.class);
    say(line, Inv.of(some(0, 50_000)), Inv.of(some(50_000, 3)));
    assertThat(answer).isNotDone();
    say(line, asked.pong());
    assertThat(answer).isCompletedWithValue(some(0, 50_003));
  }

  @Test
  void anAnswerBehindThePongIsClosedByAnotherPing_Core() {
    Line line = bloom();
    var answer = ask(line, Requests.mempool());
    say(line, asked(line, MemPool.class).pong());
    time.advance(seconds(5));
    assertThat(answer).isNotDone();
    say(line, Inv.of(some(0, 2)));
    Ping second = (Ping) line.remote().expect(Ping.class).get(0);
    say(line, Inv.of(some(2, 1)));
    line.remote().expect();
    assertThat(answer).isNotDone();
    say(line, new Pong(second.nonce()));
    assertThat(answer).isCompletedWithValue(some(0, 3));
  }

  @Test
  void nothingUpToTheDeadlineMeansThatThereIsNothing_Core() {
    Line line = bloom();
    var answer = ask(line, Requests.mempool(), seconds(40));
    say(line, asked(line, MemPool.class).pong());
    time.advance(seconds(40).minusNanos(1));
    assertThat(answer).isNotDone();
    time.advance(Duration.ofNanos(1));
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(List.of());
    isStillThere(line);
  }

  @Test
  void aRemoteThatDoesNotEvenAnswerThePingHasNotAnswered() {
    Line line = bloom();
    var answer = ask(line, Requests.mempool(), seconds(40));
    time.advance(seconds(40));
    failsWith(answer, RequestTimeoutException.class);
  }

  @Test
  void blocksThatAreAnnouncedMeanwhileGoToTheHandlers_Core() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Inv> announced = unsolicited(peer, Inv.class);
    Line line = quiet(peer, ServiceFlags.BLOOM);
    var answer = ask(line, Requests.mempool());
    var asked = asked(line, MemPool.class);
    List<InventoryVector> mixed = new ArrayList<>(some(0, 2));
    mixed.add(0, InventoryVector.block(hash(1)));
    Inv blocks = Inv.of(InventoryVector.block(hash(2)));
    say(line, blocks, Inv.of(mixed), Inv.of(some(2, 1)), asked.pong());
    assertThat(answer).isCompletedWithValue(some(0, 3));
    assertThat(announced).containsExactly(blocks, Inv.of(mixed));
  }

  @Test
  void anEndlessAnswerFailsTheRequest() {
    Line line = bloom();
    var answer = ask(line, Requests.mempool());
    Inv full = Inv.of(some(0, 50_000));
    for (int i = 0; i < 10; i++) {
      say(line, full);
    }
    assertThat(answer).isNotDone();
    line.remote().say(full);
    failsAndStays(line, answer, "larger than");
  }

  @Test
  void requestsTakeTurns() {
    Line line = bloom();
    var first = ask(line, Requests.mempool());
    var second = ask(line, Requests.mempool());
    var asked = asked(line, MemPool.class);
    say(line, Inv.of(some(0, 1)), asked.pong());
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    asked(line, MemPool.class);
  }

  @Test
  void aPeerThatWouldDisconnectIsNotAsked() {
    cannotBeAsked(quiet(), Requests.mempool(), "BLOOM");
    cannotBeAsked(quiet(60001, ServiceFlags.NETWORK), Requests.mempool(), "60002");
  }
}
