package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.peer.RequestTimeoutException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.request.Requests;

/** Where the answer to {@code getaddr} ends. */
class AddressRequestTest extends RequestTests {

  private static TimedAddress address(int number) {
    return new TimedAddress(
        1_700_000_000L,
        ServiceFlags.NETWORK,
        NetworkAddress.parse("8.8." + number / 256 + "." + number % 256),
        8333);
  }

  private static List<TimedAddress> addresses(int from, int count) {
    List<TimedAddress> addresses = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      addresses.add(address(i));
    }
    return addresses;
  }

  @CoreScenario("p2p_addr_relay/asking")
  @Test
  void theFirstMessageWithSeveralAddressesIsTheAnswer() {
    Line line = quiet();
    var answer = ask(line, Requests.addresses());
    asked(line, GetAddr.class);
    say(line, new AddrV2(addresses(0, 1000)));
    assertThat(answer).isCompletedWithValue(addresses(0, 1000));
  }

  @Test
  void theOldFormAnswersJustAsWell() {
    Line line = quiet(70015, ServiceFlags.NETWORK);
    var answer = ask(line, Requests.addresses());
    say(line, new Addr(addresses(0, 2)));
    assertThat(answer).isCompletedWithValue(addresses(0, 2));
  }

  @CoreScenario("p2p_addrfetch/self-announcement")
  @Test
  void aSingleAddressIsPerhapsTheRemotesOwnAndEndsNothing_Core() {
    Line line = quiet();
    var answer = ask(line, Requests.addresses());
    say(line, new AddrV2(addresses(7, 1)));
    assertThat(answer).isNotDone();
    say(line, new AddrV2(addresses(100, 23)));
    List<TimedAddress> all = new ArrayList<>(addresses(7, 1));
    all.addAll(addresses(100, 23));
    assertThat(answer).isCompletedWithValue(all);
  }

  @Test
  void aSingleAddressIsTheAnswerIfThePongFollows() {
    Line line = quiet();
    var answer = ask(line, Requests.addresses());
    var asked = asked(line, GetAddr.class);
    say(line, new AddrV2(addresses(7, 1)), asked.pong());
    assertThat(answer).isCompletedWithValue(addresses(7, 1));
  }

  @Test
  void aRemoteThatDoesNotAnswerKnowsNone() {
    Line line = quiet();
    var answer = ask(line, Requests.addresses());
    say(line, asked(line, GetAddr.class).pong());
    assertThat(answer).isCompletedWithValue(List.of());
  }

  @Test
  void anEndlessRowOfSingleAddressesEndsAtAThousand() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<AddrV2> unsolicited = unsolicited(peer, AddrV2.class);
    Line line = quiet(peer);
    var answer = ask(line, Requests.addresses());
    for (int i = 0; i < 1003; i++) {
      line.remote().say(new AddrV2(addresses(i, 1)));
    }
    time.awaitQuiet();
    assertThat(answer).isCompletedWithValue(addresses(0, 1000));
    assertThat(unsolicited).hasSize(3);
  }

  @Test
  void anEndlessRowOfEmptyMessagesEndsAtTheDeadline() {
    Line line = quiet();
    var answer = ask(line, Requests.addresses(), seconds(5));
    for (int i = 0; i < 50; i++) {
      line.remote().say(new AddrV2(List.of()));
    }
    time.advance(seconds(5));
    failsWith(answer, RequestTimeoutException.class);
  }

  @Test
  void requestsForAddressesTakeTurns() {
    Line line = quiet();
    var first = ask(line, Requests.addresses());
    var second = ask(line, Requests.addresses());
    var asked = asked(line, GetAddr.class);
    say(line, new AddrV2(addresses(0, 2)));
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    say(line, asked.pong(), asked(line, GetAddr.class).pong());
    assertThat(second).isCompletedWithValue(List.of());
  }

  @Test
  void whereNoPongsAreTheDeadlineMakesASingleAddressTheAnswer() {
    Line line = connectedAt(60000);
    var single = ask(line, Requests.addresses(), seconds(5));
    line.remote().expect(GetAddr.class);
    say(line, new Addr(addresses(1, 1)));
    time.advance(seconds(5));
    time.awaitQuiet();
    assertThat(single).isCompletedWithValue(addresses(1, 1));
    var none = ask(line, Requests.addresses(), seconds(5));
    time.advance(seconds(5));
    failsWith(none, RequestTimeoutException.class);
  }

  private Line connectedAt(int protocolVersion) {
    Line line = outbound(config(builder -> builder.protocolVersion(protocolVersion)));
    line.remote().greetDialer(protocolVersion);
    line.remote().heard();
    return line;
  }
}
