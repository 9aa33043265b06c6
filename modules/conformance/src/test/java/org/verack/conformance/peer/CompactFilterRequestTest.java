package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;
import org.verack.wire.request.FoundFilters;
import org.verack.wire.request.Request;
import org.verack.wire.request.Requests;

/** Compact filters, their headers and checkpoints (BIP 157). */
class CompactFilterRequestTest extends RequestTests {

  private static final List<Hash> BLOCKS = List.of(hash(2), hash(3), hash(4));

  /** A filter of a block; what else the block spends does not matter here. */
  private static BlockFilter filter(int height) {
    return BlockFilter.of(block(height), List.of(Bytes.ofHex("51")));
  }

  private static CFilter message(int height) {
    return filter(height).toCFilter();
  }

  private static FilterHeaders headers() {
    Hash previous = Hash.sha256d(Bytes.EMPTY);
    CFHeaders answer =
        new CFHeaders(
            0, hash(4), previous, List.of(filter(2).hash(), filter(3).hash(), filter(4).hash()));
    return FilterHeaders.of(answer, 2);
  }

  private Line filters() {
    return quiet(ServiceFlags.COMPACT_FILTERS);
  }

  @Test
  void filtersComeByHeight() {
    Line line = filters();
    var answer = ask(line, Requests.compactFilters(2, BLOCKS));
    assertThat(asked(line, GetCFilters.class).question()).isEqualTo(new GetCFilters(0, 2, hash(4)));
    say(line, message(2), message(3));
    assertThat(answer).isNotDone();
    say(line, message(4));
    assertThat(answer)
        .isCompletedWithValue(
            new FoundFilters(List.of(filter(2), filter(3), filter(4)), List.of()));
  }

  @Test
  void filtersThatHaveNotComeBeforeThePongAreMissing() {
    Line line = filters();
    var answer = ask(line, Requests.compactFilters(2, BLOCKS));
    var asked = asked(line, GetCFilters.class);
    say(line, message(2), asked.pong());
    assertThat(answer)
        .isCompletedWithValue(new FoundFilters(List.of(filter(2)), List.of(hash(3), hash(4))));
  }

  @Test
  void aFilterOutOfOrderIsNoAnswer() {
    Line line = filters();
    var answer = ask(line, Requests.compactFilters(2, BLOCKS));
    line.remote().say(message(3));
    failsAndStays(line, answer, "the filter of height 3 came in place of that of height 2");
  }

  @Test
  void aFilterThatComesTwiceIsNoAnswer() {
    Line line = filters();
    var answer = ask(line, Requests.compactFilters(2, BLOCKS));
    line.remote().say(message(2), message(2));
    failsAndStays(line, answer, "the filter of height 2 came in place of that of height 3");
  }

  @Test
  void whatIsNoFilterIsNoAnswer() {
    Line line = filters();
    var answer = ask(line, Requests.compactFilters(2, List.of(hash(2))));
    line.remote().say(new CFilter(0, hash(2), Bytes.ofHex("fdffff00")));
    failsAndStays(line, answer, "the filter of height 2 is none");
  }

  @Test
  void filtersAreHeldToTheirHeaders() {
    Line line = filters();
    var right = ask(line, Requests.compactFilters(2, BLOCKS, headers()));
    say(line, message(2), message(3), message(4));
    assertThat(right).isCompleted();
    line.remote().heard();
    var wrong = ask(line, Requests.compactFilters(3, List.of(hash(3)), headers()));
    line.remote().say(BlockFilter.of(block(3), List.of(Bytes.ofHex("52"))).toCFilter());
    failsAndStays(line, wrong, "not that which its header commits to");
  }

  @Test
  void filtersOfAnotherTypeOrBlockGoToTheHandlers() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<CFilter> unsolicited = unsolicited(peer, CFilter.class);
    Line line = quiet(peer, ServiceFlags.COMPACT_FILTERS);
    var answer = ask(line, Requests.compactFilters(2, BLOCKS));
    CFilter otherType = new CFilter(1, hash(2), Bytes.EMPTY);
    say(line, otherType, message(5));
    assertThat(answer).isNotDone();
    assertThat(unsolicited).containsExactly(otherType, message(5));
  }

  @Test
  void severalRangesMayBeInFlight() {
    Line line = filters();
    var first = ask(line, Requests.compactFilters(1, List.of(hash(1), hash(2))));
    var second = ask(line, Requests.compactFilters(3, List.of(hash(3), hash(4))));
    say(line, message(3), message(1), message(4), message(2));
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void filterHeadersAreComputedFromTheHashesThatCome() {
    Line line = filters();
    var answer = ask(line, Requests.filterHeaders(2, 4, hash(4)));
    assertThat(asked(line, GetCFHeaders.class).question())
        .isEqualTo(new GetCFHeaders(0, 2, hash(4)));
    say(
        line,
        new CFHeaders(
            0,
            hash(4),
            headers().previous(),
            List.of(filter(2).hash(), filter(3).hash(), filter(4).hash())));
    assertThat(answer).isCompletedWithValue(headers());
  }

  @Test
  void asManyFilterHeadersAsHeightsHaveToCome() {
    Line line = filters();
    var answer = ask(line, Requests.filterHeaders(2, 4, hash(4)));
    line.remote().say(new CFHeaders(0, hash(4), Hash.ZERO, List.of(Hash.ZERO, Hash.ZERO)));
    failsAndStays(line, answer, "2 filter headers came instead of 3");
  }

  @Test
  void filterHeadersUpToAnotherBlockAreNotTheAnswer() {
    Line line = filters();
    var answer = ask(line, Requests.filterHeaders(2, 4, hash(4)));
    var asked = asked(line, GetCFHeaders.class);
    say(line, new CFHeaders(0, hash(5), Hash.ZERO, List.of(Hash.ZERO, Hash.ZERO, Hash.ZERO)));
    assertThat(answer).isNotDone();
    line.remote().say(asked.pong());
    failsAndStays(line, answer, "no filter headers up to block " + hash(4));
  }

  @Test
  void thereIsACheckpointForEveryThousandBlocks() {
    Line line = filters();
    var right = ask(line, Requests.filterCheckpoints(2999, hash(1)));
    assertThat(asked(line, GetCFCheckpt.class).question()).isEqualTo(new GetCFCheckpt(0, hash(1)));
    CFCheckpt checkpoints = new CFCheckpt(0, hash(1), List.of(hash(2), hash(3)));
    say(line, checkpoints);
    assertThat(right).isCompletedWithValue(checkpoints);
    var wrong = ask(line, Requests.filterCheckpoints(3000, hash(1)));
    line.remote().say(checkpoints);
    failsAndStays(line, wrong, "2 checkpoints came instead of 3");
  }

  @Test
  void checkpointsThatTheRemoteDoesNotHaveFailTheRequest() {
    Line line = filters();
    var answer = ask(line, Requests.filterCheckpoints(2999, hash(1)));
    var pong = asked(line, GetCFCheckpt.class).pong();
    line.remote().say(pong);
    failsAndStays(line, answer, "no filter headers up to block " + hash(1));
  }

  @CoreScenario("p2p_blockfilters/not-offered")
  @Test
  void aPeerThatDoesNotOfferFiltersIsNotAsked_Core() {
    List<Request<?>> requests =
        List.of(
            Requests.compactFilters(2, BLOCKS),
            Requests.filterHeaders(2, 4, hash(4)),
            Requests.filterCheckpoints(2999, hash(1)));
    for (Request<?> request : requests) {
      cannotBeAsked(quiet(), request, "COMPACT_FILTERS");
    }
  }

  @CoreScenario("p2p_blockfilters/refused")
  @Test
  void rangesThatBitcoinCoreDisconnectsForCannotBeMade() {
    List<Hash> thousand = new ArrayList<>(CHAIN.extend(1001).blocks().size());
    CHAIN.extend(1001).blocks().forEach(block -> thousand.add(block.hash()));
    List<Runnable> tooMuch =
        List.of(
            () -> Requests.compactFilters(0, thousand.subList(0, 1001)),
            () -> Requests.compactFilters(0, List.of()),
            () -> Requests.compactFilters(0, Collections.nCopies(2, hash(1))),
            () -> Requests.compactFilters(0xffff_ffffL, BLOCKS),
            () -> Requests.compactFilters(1, BLOCKS, headers()),
            () -> Requests.compactFilters(3, BLOCKS, headers()),
            () -> Requests.filterHeaders(0, 2000, hash(1)),
            () -> Requests.filterHeaders(5, 4, hash(1)),
            () -> Requests.filterHeaders(-1, 4, hash(1)),
            () -> Requests.filterCheckpoints(-1, hash(1)));
    for (Runnable each : tooMuch) {
      assertThatThrownBy(each::run).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Requests.compactFilters(0, thousand.subList(0, 1000))).isNotNull();
    assertThat(Requests.filterHeaders(0, 1999, hash(1))).isNotNull();
  }
}
