package org.verack.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Reject;
import org.verack.wire.message.TransactionAnnouncement;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.RejectCode;
import org.verack.wire.role.Rejection;
import org.verack.wire.role.Standing;
import org.verack.wire.role.Verdict;

class BitcoinRulesTest {

  private static final BitcoinRules RULES = BitcoinRules.INSTANCE;
  private static final Hash ONE = Hash.sha256d(new byte[] {1}, 0, 1);
  private static final Hash TWO = Hash.sha256d(new byte[] {2}, 0, 1);

  private static Version version(ServiceFlags services) {
    return new Version(
        70017, services, 0, NodeAddress.NONE, NodeAddress.NONE, 1, "/test:1/", 0, true);
  }

  private static Negotiation negotiation(ServiceFlags ours, int version, boolean wtxid) {
    List<Message> said = wtxid ? List.of(WtxidRelay.INSTANCE) : List.of();
    return new Negotiation(false, version(ours), version(ServiceFlags.NONE), version, said, said);
  }

  private static Verdict judge(Message message, ServiceFlags ours, int version, boolean relay) {
    return RULES.judge(message, new Standing(negotiation(ours, version, false), relay, true));
  }

  @Test
  void bloomMessagesNeedNodeBloomFrom70011On_BIP111() {
    assertThat(judge(MemPool.INSTANCE, ServiceFlags.BLOOM, 70017, true)).isEqualTo(Verdict.FINE);
    assertThat(judge(MemPool.INSTANCE, ServiceFlags.NETWORK, 70011, true))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(judge(MemPool.INSTANCE, ServiceFlags.NETWORK, 70010, true))
        .isInstanceOf(Verdict.Ignored.class);
  }

  @Test
  void transactionsAreNotAnnouncedToWhoDidNotWantThem_BIP37() {
    Inv blocks = Inv.of(InventoryVector.block(ONE));
    Inv mixed = Inv.of(InventoryVector.block(ONE), InventoryVector.tx(TWO));
    assertThat(judge(mixed, ServiceFlags.NONE, 70017, true)).isEqualTo(Verdict.FINE);
    assertThat(judge(blocks, ServiceFlags.NONE, 70017, false)).isEqualTo(Verdict.FINE);
    assertThat(judge(mixed, ServiceFlags.NONE, 70017, false)).isInstanceOf(Verdict.Refused.class);
    assertThat(judge(mixed, ServiceFlags.NONE, 70000, false))
        .as("the flag did not exist")
        .isEqualTo(Verdict.FINE);
  }

  @Test
  void onlyQuestionsThatHaveAnAnswerRaiseAnExpectation() {
    var headers = RULES.expectation(new GetHeaders(70017, List.of(ONE), Hash.ZERO)).orElseThrow();
    assertThat(headers.patience()).isEqualTo(Duration.ofSeconds(90));
    assertThat(headers.answer().test(Headers.of())).isTrue();
    assertThat(headers.answer().test(new Ping(1))).isFalse();
    var data = RULES.expectation(GetData.of(InventoryVector.tx(ONE))).orElseThrow();
    assertThat(data.answer().test(NotFound.of(InventoryVector.tx(ONE)))).isTrue();
    assertThat(RULES.expectation(GetAddr.INSTANCE)).isEmpty();
    assertThat(RULES.expectation(new Ping(1))).isEmpty();
  }

  @Test
  void anAnnouncementIsAnInv() {
    List<InventoryVector> entries = List.of(InventoryVector.tx(ONE), InventoryVector.block(TWO));
    assertThat(RULES.announcement(entries)).isEqualTo(Optional.of(Inv.of(entries)));
  }

  @Test
  void aRejectExistsFrom70002On_BIP61() {
    Rejection rejection = new Rejection("version", RejectCode.DUPLICATE, "again");
    assertThat(RULES.reject(rejection, 70001)).isEmpty();
    assertThat(RULES.reject(rejection, 70002))
        .isEqualTo(Optional.of(new Reject("version", RejectCode.DUPLICATE, "again", null)));
  }

  @Test
  void ofAnInventoryTheTransactionsOfTheAgreedKindCount_BIP339() {
    Inv inv = Inv.of(InventoryVector.tx(ONE), InventoryVector.wtx(TWO), InventoryVector.block(ONE));
    assertThat(inv.announced(negotiation(ServiceFlags.NONE, 70017, true)))
        .containsExactly(InventoryVector.wtx(TWO), InventoryVector.block(ONE));
    assertThat(inv.announced(negotiation(ServiceFlags.NONE, 70017, false)))
        .containsExactly(InventoryVector.tx(ONE), InventoryVector.block(ONE));
  }

  @Test
  void aTransactionIsAnnouncedByTheAgreedId_BIP339() {
    var announcement = new TransactionAnnouncement(ONE, TWO);
    assertThat(announcement.entry(negotiation(ServiceFlags.NONE, 70017, true)).orElseThrow())
        .isEqualTo(InventoryVector.wtx(TWO));
    assertThat(announcement.entry(negotiation(ServiceFlags.NONE, 70017, false)).orElseThrow())
        .isEqualTo(InventoryVector.tx(ONE));
    assertThat(announcement.trickles()).isTrue();
    assertThat(InventoryVector.block(ONE).trickles()).isFalse();
  }
}
