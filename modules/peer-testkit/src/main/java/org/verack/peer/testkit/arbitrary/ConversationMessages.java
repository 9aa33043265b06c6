package org.verack.peer.testkit.arbitrary;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.message.Feature;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.SendTxRcncl;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;

/** The handshake, and what peers say of the connection itself. */
final class ConversationMessages {

  /** Bitcoin Core sends no text that is longer; the layout has no limit of its own. */
  private static final int LONGEST_REASON = 300;

  private ConversationMessages() {}

  static List<MessageGenerator<?>> all() {
    return List.of(
        new MessageGenerator<>(Version.class, 0, ConversationMessages::versions),
        MessageGenerator.constant(Verack.class, 0, Verack.INSTANCE),
        MessageGenerator.constant(
            WtxidRelay.class, ProtocolVersion.WTXID_RELAY, WtxidRelay.INSTANCE),
        MessageGenerator.constant(
            SendAddrV2.class, ProtocolVersion.WTXID_RELAY, SendAddrV2.INSTANCE),
        MessageGenerator.same(
            SendTxRcncl.class,
            ProtocolVersion.WTXID_RELAY,
            Combinators.combine(Basics.u32(), Arbitraries.longs()).as(SendTxRcncl::new)),
        MessageGenerator.same(Feature.class, ProtocolVersion.FEATURE, features()),
        new MessageGenerator<>(Ping.class, 0, ConversationMessages::pings),
        MessageGenerator.same(
            Pong.class, ProtocolVersion.BIP31 + 1, Arbitraries.longs().map(Pong::new)),
        MessageGenerator.constant(
            SendHeaders.class, ProtocolVersion.SENDHEADERS, SendHeaders.INSTANCE),
        MessageGenerator.same(
            FeeFilter.class, ProtocolVersion.FEEFILTER, Arbitraries.longs().map(FeeFilter::new)),
        MessageGenerator.same(SendCmpct.class, ProtocolVersion.COMPACT_BLOCKS, sendCmpcts()),
        MessageGenerator.constant(GetAddr.class, 0, GetAddr.INSTANCE),
        MessageGenerator.constant(MemPool.class, ProtocolVersion.MEMPOOL, MemPool.INSTANCE),
        MessageGenerator.same(Reject.class, ProtocolVersion.REJECT, rejects()));
  }

  private static Arbitrary<Version> versions(WireFormat format) {
    // Before BIP 37 there is no flag, and its absence means yes.
    Arbitrary<Boolean> relay =
        format.protocolVersion() >= ProtocolVersion.BLOOM
            ? Arbitraries.of(true, false)
            : Arbitraries.just(true);
    Arbitrary<Version> versions =
        Combinators.combine(
                Combinators.combine(
                        Arbitraries.integers(),
                        Basics.SERVICES,
                        Arbitraries.longs(),
                        Arbitraries.longs())
                    .as(Start::new),
                AddressArbitraries.NODES,
                AddressArbitraries.NODES,
                Basics.text(Version.MAX_USER_AGENT),
                Arbitraries.integers(),
                relay)
            .as(
                (start, receiver, sender, userAgent, height, relays) ->
                    new Version(
                        start.protocolVersion,
                        start.services,
                        start.time,
                        receiver,
                        sender,
                        start.nonce,
                        userAgent,
                        height,
                        relays));
    return versions.withoutEdgeCases();
  }

  private record Start(int protocolVersion, ServiceFlags services, long time, long nonce) {}

  private static Arbitrary<Feature> features() {
    return Combinators.combine(
            Basics.ascii(Feature.MIN_ID, Feature.MAX_ID), Basics.bytes(0, Feature.MAX_DATA))
        .as(Feature::new);
  }

  private static Arbitrary<Ping> pings(WireFormat format) {
    return format.protocolVersion() > ProtocolVersion.BIP31
        ? Arbitraries.longs().map(Ping::new)
        : Arbitraries.just(new Ping(0));
  }

  private static Arbitrary<SendCmpct> sendCmpcts() {
    Arbitrary<Long> versions = Arbitraries.oneOf(Arbitraries.of(1L, 2L), Arbitraries.longs());
    return Combinators.combine(Arbitraries.of(true, false), versions).as(SendCmpct::new);
  }

  private static Arbitrary<Reject> rejects() {
    Arbitrary<String> commands =
        Arbitraries.oneOf(
            Arbitraries.of("block", "tx", "version"),
            Basics.text(LONGEST_REASON).filter(text -> !namesHash(text)));
    return Combinators.combine(commands, Basics.u8(), Basics.text(LONGEST_REASON), Basics.HASHES)
        .as(
            (command, code, reason, hash) ->
                new Reject(command, code, reason, namesHash(command) ? hash : null))
        .withoutEdgeCases();
  }

  private static boolean namesHash(String command) {
    return command.equals("block") || command.equals("tx");
  }
}
