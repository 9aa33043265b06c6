package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.role.RejectCode;
import org.verack.wire.role.Rejection;

/** What is said about messages that are not taken (BIP 61): by strict peers only. */
class RejectTest extends PeerTests {

  private static Reject last(Remote remote) {
    var heard = remote.heard();
    assertThat(heard).isNotEmpty();
    assertThat(heard.getLast()).isInstanceOf(Reject.class);
    return (Reject) heard.getLast();
  }

  @Test
  void aFirstMessageThatIsNoVersionIsMalformed_P040() {
    Line line = inbound(strict());
    line.remote().say(new Ping(9));
    assertThat(last(line.remote()))
        .isEqualTo(
            new Reject(
                "version",
                RejectCode.MALFORMED,
                "a version message must precede all others",
                null));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void anUnknownFirstMessageEndsWithoutAReject_P039() {
    Line line = inbound(strict());
    line.remote().say(new UnknownMessage("hello", Bytes.EMPTY));
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void otherMessagesBeforeTheVerackEndWithoutAReject_P035() {
    Line line = inbound(strict());
    line.remote().say(Remote.version(70017));
    line.remote().expect(Version.class, SendAddrV2.class, Verack.class);
    line.remote().say(new Ping(9));
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void aVersionThatTheProgramRefusesIsAnsweredWithTheReason_P044() {
    PeerConfig picky =
        config(
            builder ->
                builder
                    .policy(PeerConfig.Policy.STRICT)
                    .versionCheck(version -> Optional.of("required services not offered")));
    Line line = inbound(picky);
    line.remote().say(Remote.version(70017));
    assertThat(last(line.remote()))
        .isEqualTo(
            new Reject("version", RejectCode.NONSTANDARD, "required services not offered", null));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.VersionRefused.class);
  }

  @Test
  void aVersionTooOldToKnowRejectsGetsNone_P045() {
    Line line = inbound(strict());
    line.remote().say(Remote.version(208));
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.VersionRefused.class);
  }

  @Test
  void aSecondVersionIsADuplicate_P061() {
    Line line = connected(strict());
    line.remote().say(Remote.version(70017));
    assertThat(last(line.remote()))
        .isEqualTo(new Reject("version", RejectCode.DUPLICATE, "duplicate version message", null));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void aSecondVerackIsADuplicate_P062() {
    Line line = connected(strict());
    line.remote().say(Verack.INSTANCE);
    assertThat(last(line.remote()))
        .isEqualTo(new Reject("verack", RejectCode.DUPLICATE, "duplicate verack message", null));
  }

  @Test
  void sendaddrv2AfterTheHandshakeEndsInSilence_P063() {
    Line line = connected(strict());
    line.remote().heard();
    line.remote().say(SendAddrV2.INSTANCE);
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void whatCannotBeReadIsMalformed_P091_P092() {
    Line payload = connected(strict());
    payload.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    Line checksum = connected(strict());
    checksum.remote().sayFrame("ping", Bytes.ofHex("0102030405060708"), false);
    Line transport = connected(strict());
    transport.remote().sayRaw(Bytes.wrap(new byte[24]));
    for (Line each : new Line[] {payload, checksum, transport}) {
      Reject reject = last(each.remote());
      assertThat(reject.message()).isEqualTo("malformed");
      assertThat(reject.code()).isEqualTo(RejectCode.MALFORMED);
      assertThat(reject.hash()).isNull();
      assertThat(each.peer().disconnectReason()).isPresent();
    }
  }

  @Test
  void belowVersion70002NothingIsSaid_P092_P155() {
    Line line = outbound(strict());
    line.remote().greetListener(70001);
    line.remote().heard();
    assertThat(line.peer().reject(new Rejection("tx", RejectCode.DUST, "dust", Hash.ZERO)))
        .isFalse();
    line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.PayloadFault.class);
  }

  @Test
  void theProgramMayRejectBlocksAndTransactionsByTheirHash_P155() {
    Line line = connected(strict());
    Hash hash = Hash.sha256d(new byte[1], 0, 1);
    Peer peer = line.peer();
    line.remote().heard();
    assertThat(peer.reject(new Rejection("tx", RejectCode.DUST, "dust", hash))).isTrue();
    assertThat(peer.reject(new Rejection("block", RejectCode.INVALID, "bad", null))).isTrue();
    assertThat(peer.reject(new Rejection("inv", RejectCode.INVALID, "bad \u2020", hash))).isTrue();
    assertThat(line.remote().heard())
        .containsExactly(
            new Reject("tx", RejectCode.DUST, "dust", hash),
            new Reject("block", RejectCode.INVALID, "bad", Hash.ZERO),
            new Reject("inv", RejectCode.INVALID, "bad ?", null));
  }

  @Test
  void byDefaultNothingIsEverRejected_Core() {
    Line line = connected(PeerConfig.of(Remote.NETWORK));
    line.remote().heard();
    assertThat(line.peer().reject(new Rejection("tx", RejectCode.DUST, "dust", Hash.ZERO)))
        .isFalse();
    line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    line.remote().say(Verack.INSTANCE);
    line.remote().sayRaw(Bytes.wrap(new byte[24]));
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.TransportFault.class);
  }

  @Test
  void onRegtestALocalRemoteIsForgivenWhatDoesNotDecode_P093_P094() {
    PeerConfig regtest =
        PeerConfig.builder(Networks.REGTEST).policy(PeerConfig.Policy.STRICT).build();
    Line line = connected(Peer.outbound(context, regtest));
    line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    isStillThere(line);
    Line early = inbound(regtest);
    early.remote().sayFrame("version", Bytes.ofHex("0102"), true);
    assertThat(ended(early.peer())).isInstanceOf(DisconnectReason.PayloadFault.class);
  }
}
