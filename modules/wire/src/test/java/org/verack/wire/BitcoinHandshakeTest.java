package org.verack.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.message.Feature;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.SendTxRcncl;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;

class BitcoinHandshakeTest {

  private static Version version(String remote, boolean relay) {
    LocalVersion local =
        new LocalVersion(
            70017,
            ServiceFlags.WITNESS,
            Instant.ofEpochSecond(1_700_000_000),
            42,
            "/Verack:1/",
            800_000,
            relay,
            NetworkAddress.parse(remote),
            8333);
    return (Version) BitcoinHandshake.DEFAULT.version(local);
  }

  private static Negotiation negotiation(int protocolVersion, boolean relay) {
    Version version = version("1.2.3.4", relay);
    return new Negotiation(
        false, version, version("::", true), protocolVersion, List.of(), List.of());
  }

  @Test
  void ourVersionSaysWhatItShould() {
    assertThat(version("1.2.3.4", true))
        .isEqualTo(
            new Version(
                70017,
                ServiceFlags.WITNESS,
                1_700_000_000,
                new NodeAddress(ServiceFlags.NONE, NetworkAddress.parse("1.2.3.4"), 8333),
                NodeAddress.NONE,
                42,
                "/Verack:1/",
                800_000,
                true));
    assertThat(version("777myonionurl777.onion", true).receiver()).isEqualTo(NodeAddress.NONE);
    assertThat(version("fc00::1", true).receiver()).isEqualTo(NodeAddress.NONE);
    assertThat(version("::", true).receiver()).isEqualTo(NodeAddress.NONE);
    assertThat(version("192.168.0.7", true).receiver()).isEqualTo(NodeAddress.NONE);
    assertThat(version("::1", true).receiver()).isEqualTo(NodeAddress.NONE);
  }

  @Test
  void theDefaultNegotiatesAsBitcoinCore() {
    HandshakeScript script = BitcoinHandshake.DEFAULT;
    assertThat(script.verack()).isSameAs(Verack.INSTANCE);
    assertThat(script.verackOrder()).isEqualTo(HandshakeScript.VerackOrder.AT_ONCE);
    assertThat(script.negotiation(negotiation(70016, true)))
        .containsExactly(WtxidRelay.INSTANCE, SendAddrV2.INSTANCE);
    assertThat(script.negotiation(negotiation(70015, true))).isEmpty();
    assertThat(script.greeting(negotiation(70016, true)))
        .containsExactly(SendHeaders.INSTANCE, new SendCmpct(false, 2));
    assertThat(script.greeting(negotiation(70013, true))).containsExactly(SendHeaders.INSTANCE);
    assertThat(script.greeting(negotiation(70011, true))).isEmpty();
    assertThat(script.format(negotiation(70016, true))).isEqualTo(WireFormat.witness(70016));
  }

  @Test
  void theStrictOneTakesOnlyAddrV2() {
    assertThat(BitcoinHandshake.STRICT.negotiation(negotiation(70016, true)))
        .containsExactly(SendAddrV2.INSTANCE);
    assertThat(BitcoinHandshake.STRICT.greeting(negotiation(70016, true))).isEmpty();
  }

  @Test
  void featuresNeedTheirVersion() {
    Feature feature = new Feature("BIP9999", Bytes.EMPTY);
    BitcoinHandshake script = BitcoinHandshake.STRICT.withFeatures(feature);
    assertThat(script.negotiation(negotiation(70017, true)))
        .containsExactly(SendAddrV2.INSTANCE, feature);
    assertThat(script.negotiation(negotiation(70016, true))).containsExactly(SendAddrV2.INSTANCE);
  }

  @Test
  void reconciliationNeedsTransactionsAndWtxids() {
    BitcoinHandshake script = BitcoinHandshake.DEFAULT.withTxReconciliation(true);
    List<Message> messages = script.negotiation(negotiation(70016, true));
    assertThat(messages).hasSize(3);
    assertThat(messages.get(2))
        .isInstanceOfSatisfying(
            SendTxRcncl.class,
            message -> {
              assertThat(message.version()).isEqualTo(1);
              assertThat(message.salt()).isNotEqualTo(42).isNotZero();
            });
    assertThat(script.negotiation(negotiation(70016, false))).hasSize(2);
    assertThat(script.withWtxidRelay(false).negotiation(negotiation(70016, true)))
        .containsExactly(SendAddrV2.INSTANCE);
  }

  @Test
  void optionsAreIndependent() {
    BitcoinHandshake all = BitcoinHandshake.DEFAULT.withTxReconciliation(true);
    assertThat(
            all.withWtxidRelay(false)
                .withAddrV2(false)
                .withSendHeaders(false)
                .withCompactBlocks(false)
                .withTxReconciliation(false)
                .withSendWitness(false))
        .isEqualTo(BitcoinHandshake.STRICT.withAddrV2(false));
  }

  @Test
  void pingsAreAnsweredAboveBip31() {
    HandshakeScript script = BitcoinHandshake.DEFAULT;
    assertThat(script.ping(7)).isEqualTo(new Ping(7));
    assertThat(script.pong(new Ping(7), 60001).orElseThrow()).isEqualTo(new Pong(7));
    assertThat(script.pong(new Ping(7), 60000)).isEmpty();
    assertThat(script.answersPings(60001)).isTrue();
    assertThat(script.answersPings(60000)).isFalse();
  }
}
