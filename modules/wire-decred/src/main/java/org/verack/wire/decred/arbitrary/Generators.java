package org.verack.wire.decred.arbitrary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.TorV3Address;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.chain.OutPoint;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.chain.TxIn;
import org.verack.wire.decred.chain.TxOut;
import org.verack.wire.decred.message.AddrV2;
import org.verack.wire.decred.message.CFHeaders;
import org.verack.wire.decred.message.CFTypes;
import org.verack.wire.decred.message.CFilter;
import org.verack.wire.decred.message.CFilterV2;
import org.verack.wire.decred.message.CFiltersV2;
import org.verack.wire.decred.message.FeeFilter;
import org.verack.wire.decred.message.GetCFHeaders;
import org.verack.wire.decred.message.GetCFTypes;
import org.verack.wire.decred.message.GetCFilter;
import org.verack.wire.decred.message.GetCFilterV2;
import org.verack.wire.decred.message.GetCFsV2;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.GetMinings;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.decred.message.InitState;
import org.verack.wire.decred.message.Inv;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.message.MiningState;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.decred.message.TimedAddress;
import org.verack.wire.decred.message.Version;
import org.verack.wire.decred.mix.MixConfirm;
import org.verack.wire.decred.mix.MixCphrTxt;
import org.verack.wire.decred.mix.MixDCNet;
import org.verack.wire.decred.mix.MixFactPoly;
import org.verack.wire.decred.mix.MixKeyXchg;
import org.verack.wire.decred.mix.MixMessage;
import org.verack.wire.decred.mix.MixPairReq;
import org.verack.wire.decred.mix.MixPairReq.Utxo;
import org.verack.wire.decred.mix.MixSecrets;
import org.verack.wire.decred.mix.MixSessionMessage;
import org.verack.wire.decred.mix.MixSlotRes;
import org.verack.wire.message.Addr;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;

/** The generators by the type that they make. */
final class Generators {

  private static final long MAX_TIME = Long.MAX_VALUE - 62_135_596_800L;
  private static final int SANE_INVENTORY = 1000;
  private static final int LATEST = DecredProtocolVersion.LATEST;

  private static final Arbitrary<NetworkAddress> LEGACY =
      Arbitraries.oneOf(
          Basics.fixed(IPv4Address.LENGTH).map(IPv4Address::of),
          Basics.fixed(IPv6Address.LENGTH).map(NetworkAddress::fromLegacy));

  private static final Arbitrary<NetworkAddress> ADDRESSES =
      Arbitraries.oneOf(
          Basics.fixed(IPv4Address.LENGTH).map(IPv4Address::of),
          Basics.fixed(IPv6Address.LENGTH).map(IPv6Address::of),
          Basics.fixed(TorV3Address.LENGTH).map(TorV3Address::new));

  private static final Arbitrary<TimedAddress> TIMED =
      Combinators.combine(
              Arbitraries.longs().between(0, MAX_TIME), Basics.SERVICES, ADDRESSES, Basics.u16())
          .as(TimedAddress::new);

  private static final Arbitrary<InventoryVector> VECTORS =
      Combinators.combine(
              Arbitraries.oneOf(
                  Arbitraries.integers().between(0, InventoryVector.MIX), Arbitraries.integers()),
              Basics.HASHES)
          .as(InventoryVector::new);

  private static final Arbitrary<CFilterV2> FILTERS =
      Combinators.combine(
              Basics.HASHES, Basics.bytes(300), Basics.u32(), Basics.hashes(CFilterV2.MAX_PROOF))
          .as(CFilterV2::new);

  private static final Map<Class<? extends Message>, MessageGenerator<?>> MESSAGES = messages();

  private static final Map<Class<?>, Arbitrary<?>> VALUES = values();

  private Generators() {}

  static Map<Class<? extends Message>, MessageGenerator<?>> byMessage() {
    return MESSAGES;
  }

  static Map<Class<?>, Arbitrary<?>> byValue() {
    return VALUES;
  }

  @SuppressWarnings("unchecked") // each generator stands under its own type
  static <M extends Message> @Nullable MessageGenerator<M> find(Class<M> type) {
    return (MessageGenerator<M>) MESSAGES.get(type);
  }

  private static Map<Class<?>, Arbitrary<?>> values() {
    Map<Class<?>, Arbitrary<?>> map = new LinkedHashMap<>();
    map.put(BlockHeader.class, ChainArbitraries.HEADERS);
    map.put(OutPoint.class, ChainArbitraries.OUT_POINTS);
    map.put(TxIn.class, ChainArbitraries.INPUTS);
    map.put(TxOut.class, ChainArbitraries.OUTPUTS);
    map.put(TimedAddress.class, TIMED);
    map.put(InventoryVector.class, VECTORS);
    return Collections.unmodifiableMap(map);
  }

  private static Map<Class<? extends Message>, MessageGenerator<?>> messages() {
    Map<Class<? extends Message>, MessageGenerator<?>> map = new LinkedHashMap<>();
    conversation(map);
    gossip(map);
    filters(map);
    mixing(map);
    return Collections.unmodifiableMap(map);
  }

  private static <M extends Message> void put(
      Map<Class<? extends Message>, MessageGenerator<?>> map,
      Class<M> type,
      int since,
      Arbitrary<M> arbitrary) {
    map.put(type, new MessageGenerator<>(type, since, LATEST, arbitrary));
  }

  private static void conversation(Map<Class<? extends Message>, MessageGenerator<?>> map) {
    Arbitrary<NodeAddress> nodes =
        Combinators.combine(Basics.SERVICES, LEGACY, Basics.u16()).as(NodeAddress::new);
    put(
        map,
        Version.class,
        DecredProtocolVersion.INITIAL,
        Combinators.combine(
                Combinators.combine(
                        Arbitraries.integers(),
                        Basics.SERVICES,
                        Arbitraries.longs().between(0, MAX_TIME))
                    .as(Begin::new),
                nodes,
                nodes,
                Arbitraries.longs(),
                Basics.ascii(Version.MAX_USER_AGENT),
                Arbitraries.integers(),
                Arbitraries.of(true, false))
            .as(
                (begin, receiver, sender, nonce, agent, height, relay) ->
                    new Version(
                        begin.version,
                        begin.services,
                        begin.time,
                        receiver,
                        sender,
                        nonce,
                        agent,
                        height,
                        relay)));
    put(map, Verack.class, 1, Arbitraries.just(Verack.INSTANCE));
    put(map, Ping.class, 1, Arbitraries.longs().map(Ping::new));
    put(map, Pong.class, 1, Arbitraries.longs().map(Pong::new));
    put(map, GetAddr.class, 1, Arbitraries.just(GetAddr.INSTANCE));
    put(map, MemPool.class, 1, Arbitraries.just(MemPool.INSTANCE));
    put(
        map,
        SendHeaders.class,
        DecredProtocolVersion.SEND_HEADERS,
        Arbitraries.just(SendHeaders.INSTANCE));
    put(
        map,
        FeeFilter.class,
        DecredProtocolVersion.FEE_FILTER,
        Arbitraries.longs().map(FeeFilter::new));
    put(map, GetMinings.class, 1, Arbitraries.just(GetMinings.INSTANCE));
    put(
        map,
        MiningState.class,
        1,
        Combinators.combine(
                Basics.u32(),
                Basics.u32(),
                Basics.hashes(InitState.MAX_BLOCKS),
                Basics.hashes(InitState.MAX_VOTES))
            .as(MiningState::new));
    put(
        map,
        GetInitState.class,
        DecredProtocolVersion.INIT_STATE,
        Basics.list(
                Arbitraries.oneOf(
                    Arbitraries.of(
                        GetInitState.HEAD_BLOCKS,
                        GetInitState.HEAD_BLOCK_VOTES,
                        GetInitState.TREASURY_SPENDS),
                    Basics.ascii(GetInitState.MAX_TYPE_LENGTH)
                        .map(text -> text.substring(0, Math.min(text.length(), 32)))),
                GetInitState.MAX_TYPES,
                GetInitState.MAX_TYPES)
            .map(GetInitState::new));
    put(
        map,
        InitState.class,
        DecredProtocolVersion.INIT_STATE,
        Combinators.combine(
                Basics.hashes(InitState.MAX_BLOCKS),
                Basics.hashes(InitState.MAX_VOTES),
                Basics.hashes(InitState.MAX_TREASURY_SPENDS))
            .as(InitState::new));
  }

  private record Begin(int version, ServiceFlags services, long time) {}

  private static void gossip(Map<Class<? extends Message>, MessageGenerator<?>> map) {
    Arbitrary<org.verack.wire.message.TimedAddress> legacy =
        Combinators.combine(Basics.u32(), Basics.SERVICES, LEGACY, Basics.u16())
            .as(org.verack.wire.message.TimedAddress::new);
    map.put(
        Addr.class,
        new MessageGenerator<>(
            Addr.class,
            DecredProtocolVersion.INITIAL,
            DecredProtocolVersion.ADDR_V2 - 1,
            Basics.list(legacy, Addr.MAX_ADDRESSES, Addr.MAX_ADDRESSES).map(Addr::new)));
    put(
        map,
        AddrV2.class,
        DecredProtocolVersion.ADDR_V2,
        Combinators.combine(
                TIMED, Basics.list(TIMED, AddrV2.MAX_ADDRESSES - 1, AddrV2.MAX_ADDRESSES))
            .as(
                (first, more) -> {
                  List<TimedAddress> all = new ArrayList<>(more);
                  all.add(0, first);
                  return new AddrV2(all);
                }));
    Arbitrary<List<InventoryVector>> vectors =
        Basics.list(VECTORS, Inv.MAX_ENTRIES, SANE_INVENTORY);
    put(map, Inv.class, 1, vectors.map(Inv::of));
    put(map, GetData.class, 1, vectors.map(GetData::of));
    put(map, NotFound.class, 1, vectors.map(NotFound::of));
    put(
        map,
        GetBlocks.class,
        1,
        Combinators.combine(
                Arbitraries.integers(), Basics.hashes(GetBlocks.MAX_LOCATOR), Basics.HASHES)
            .as(GetBlocks::new));
    put(
        map,
        GetHeaders.class,
        1,
        Combinators.combine(
                Arbitraries.integers(), Basics.hashes(GetHeaders.MAX_LOCATOR), Basics.HASHES)
            .as(GetHeaders::new));
    put(
        map,
        Headers.class,
        1,
        Basics.list(ChainArbitraries.HEADERS, Headers.MAX_HEADERS, Headers.MAX_HEADERS)
            .map(Headers::of));
    put(map, Transaction.class, 1, ChainArbitraries.TRANSACTIONS);
    put(map, Block.class, 1, ChainArbitraries.BLOCKS);
  }

  private static void filters(Map<Class<? extends Message>, MessageGenerator<?>> map) {
    int first = DecredProtocolVersion.NODE_CF;
    put(
        map,
        GetCFilter.class,
        first,
        Combinators.combine(Basics.HASHES, Basics.u8()).as(GetCFilter::new));
    put(
        map,
        CFilter.class,
        first,
        Combinators.combine(Basics.HASHES, Basics.u8(), Basics.bytes(CFilter.MAX_FILTER))
            .as(CFilter::new));
    put(
        map,
        GetCFHeaders.class,
        first,
        Combinators.combine(Basics.hashes(GetCFHeaders.MAX_LOCATOR), Basics.HASHES, Basics.u8())
            .as(GetCFHeaders::new));
    put(
        map,
        CFHeaders.class,
        first,
        Combinators.combine(Basics.HASHES, Basics.u8(), Basics.hashes(CFHeaders.MAX_HEADERS))
            .as(CFHeaders::new));
    put(map, GetCFTypes.class, first, Arbitraries.just(GetCFTypes.INSTANCE));
    put(map, CFTypes.class, first, Basics.bytes(CFTypes.MAX_TYPES).map(CFTypes::new));
    put(
        map,
        GetCFilterV2.class,
        DecredProtocolVersion.CFILTER_V2,
        Basics.HASHES.map(GetCFilterV2::new));
    put(
        map,
        CFilterV2.class,
        DecredProtocolVersion.CFILTER_V2,
        Combinators.combine(
                Basics.HASHES,
                Basics.bytes(CFilterV2.MAX_FILTER),
                Basics.u32(),
                Basics.hashes(CFilterV2.MAX_PROOF))
            .as(CFilterV2::new));
    put(
        map,
        GetCFsV2.class,
        DecredProtocolVersion.BATCHED_CFILTERS_V2,
        Combinators.combine(Basics.HASHES, Basics.HASHES).as(GetCFsV2::new));
    put(
        map,
        CFiltersV2.class,
        DecredProtocolVersion.BATCHED_CFILTERS_V2,
        Basics.list(FILTERS, CFiltersV2.MAX_FILTERS, CFiltersV2.MAX_FILTERS).map(CFiltersV2::new));
  }

  /** What every message of a session begins with. */
  private record Session(Bytes signature, Bytes identity, Bytes session, long run) {}

  private static void mixing(Map<Class<? extends Message>, MessageGenerator<?>> map) {
    int mix = DecredProtocolVersion.MIX;
    Arbitrary<Bytes> signatures = Basics.fixed(MixMessage.SIGNATURE_LENGTH);
    Arbitrary<Bytes> identities = Basics.fixed(MixMessage.IDENTITY_LENGTH);
    Arbitrary<Session> sessions =
        Combinators.combine(
                signatures,
                identities,
                Basics.fixed(MixSessionMessage.SESSION_LENGTH),
                Basics.u32())
            .as(Session::new);
    var seen = Basics.hashes(MixSessionMessage.MAX_SEEN);
    Arbitrary<Bytes> vectors = Basics.fixed(MixDCNet.VECTOR_LENGTH);
    put(map, MixPairReq.class, mix, pairings(signatures, identities));
    put(
        map,
        MixKeyXchg.class,
        mix,
        Combinators.combine(
                sessions,
                Arbitraries.longs(),
                Basics.u32(),
                Basics.fixed(MixKeyXchg.ECDH_LENGTH),
                Basics.fixed(MixKeyXchg.POST_QUANTUM_LENGTH),
                Basics.fixed(32),
                seen)
            .as(
                (at, epoch, position, ecdh, key, commitment, prior) ->
                    new MixKeyXchg(
                        at.signature,
                        at.identity,
                        at.session,
                        epoch,
                        at.run,
                        position,
                        ecdh,
                        key,
                        commitment,
                        prior)));
    put(
        map,
        MixCphrTxt.class,
        mix,
        Combinators.combine(
                sessions,
                Basics.list(Basics.fixed(MixCphrTxt.CIPHERTEXT_LENGTH), 512, 64),
                Basics.HASHES)
            .as(
                (at, texts, hash) ->
                    new MixCphrTxt(
                        at.signature,
                        at.identity,
                        at.session,
                        at.run,
                        texts,
                        Collections.nCopies(texts.size(), hash))));
    put(
        map,
        MixSlotRes.class,
        mix,
        Combinators.combine(
                sessions,
                Arbitraries.integers().between(1, 12),
                Arbitraries.integers().between(1, 12),
                Basics.bytes(MixSlotRes.MAX_VALUE).list().ofMinSize(1).ofMaxSize(4),
                seen)
            .as(
                (at, messages, peers, values, prior) ->
                    new MixSlotRes(
                        at.signature,
                        at.identity,
                        at.session,
                        at.run,
                        messages,
                        peers,
                        Basics.repeated(values, messages * peers),
                        prior)));
    put(
        map,
        MixFactPoly.class,
        mix,
        Combinators.combine(
                sessions, Basics.list(Basics.bytes(MixFactPoly.MAX_ROOT), 1024, 257), seen)
            .as(
                (at, roots, prior) ->
                    new MixFactPoly(at.signature, at.identity, at.session, at.run, roots, prior)));
    put(
        map,
        MixDCNet.class,
        mix,
        Combinators.combine(
                sessions,
                Arbitraries.integers().between(1, 12),
                Arbitraries.integers().between(0, 12),
                vectors.list().ofMinSize(1).ofMaxSize(4),
                seen)
            .as(
                (at, rows, columns, pieces, prior) ->
                    new MixDCNet(
                        at.signature,
                        at.identity,
                        at.session,
                        at.run,
                        rows,
                        columns,
                        Basics.repeated(pieces, rows * columns),
                        prior)));
    put(
        map,
        MixConfirm.class,
        mix,
        Combinators.combine(
                sessions, ChainArbitraries.TRANSACTIONS.filter(each -> each.size() < 500_000), seen)
            .as(
                (at, transaction, prior) ->
                    new MixConfirm(
                        at.signature, at.identity, at.session, at.run, transaction, prior)));
    put(
        map,
        MixSecrets.class,
        mix,
        Combinators.combine(
                sessions,
                Basics.fixed(MixSecrets.SEED_LENGTH),
                Basics.list(Basics.bytes(MixSecrets.MAX_RESERVATION), 1024, 1024),
                Basics.list(vectors, 1024, 1024),
                seen)
            .as(
                (at, seed, reservations, pieces, prior) ->
                    new MixSecrets(
                        at.signature,
                        at.identity,
                        at.session,
                        at.run,
                        seed,
                        reservations,
                        pieces,
                        prior)));
  }

  private record Terms(long expiry, long amount, String scriptClass, int version, long lockTime) {}

  private static Arbitrary<MixPairReq> pairings(
      Arbitrary<Bytes> signatures, Arbitrary<Bytes> identities) {
    Arbitrary<Utxo> utxos =
        Combinators.combine(
                ChainArbitraries.OUT_POINTS,
                Basics.bytes(Utxo.MAX_SCRIPT),
                Basics.bytes(Utxo.MAX_PUBLIC_KEY),
                Basics.bytes(Utxo.MAX_SIGNATURE),
                Basics.u8())
            .as(Utxo::new);
    Arbitrary<Long> amounts = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<Terms> terms =
        Combinators.combine(
                Basics.u32(),
                amounts,
                Arbitraries.of("P2PKH-secp256k1-v0", ""),
                Basics.u16(),
                Basics.u32())
            .as(Terms::new);
    Arbitrary<Optional<TxOut>> change = ChainArbitraries.OUTPUTS.optional();
    return Combinators.combine(
            Combinators.combine(signatures, identities).as(List::of),
            terms,
            Basics.u32(),
            amounts,
            Basics.list(utxos, MixPairReq.MAX_UTXOS, 100),
            change,
            Basics.u8(),
            Basics.u8())
        .as(
            (head, term, messages, value, spent, rest, flags, pairing) ->
                new MixPairReq(
                    head.get(0),
                    head.get(1),
                    term.expiry,
                    term.amount,
                    term.scriptClass,
                    term.version,
                    term.lockTime,
                    messages,
                    value,
                    spent,
                    rest,
                    flags,
                    pairing));
  }
}
