package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.DecredServices;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.generator.DecredChain;
import org.verack.wire.decred.generator.DecredResponder;
import org.verack.wire.decred.message.CFilterV2;
import org.verack.wire.decred.message.CFiltersV2;
import org.verack.wire.decred.message.GetCFilterV2;
import org.verack.wire.decred.message.GetCFsV2;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.Inv;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.request.DecredRequests;
import org.verack.wire.decred.request.Found;
import org.verack.wire.request.RequestException;

/** Two peers of Decred's networks: they greet, ping, and one fetches the other's chain. */
class DecredSyncTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final DecredChain CHAIN = DecredChain.generate(DecredNetworks.SIMNET, 1, 2_500);

  private final VirtualRuntime time = new VirtualRuntime();
  private final List<PeerContext> contexts = new ArrayList<>();

  private PeerContext context(PeerContext.Builder builder) {
    PeerContext context = builder.build();
    contexts.add(context);
    return context;
  }

  @AfterEach
  void close() {
    contexts.forEach(PeerContext::close);
  }

  private static PeerListener serve(
      PeerContext context, ConnectionListener connections, DecredChain chain) {
    DecredResponder responder = new DecredResponder(chain);
    PeerConfig config =
        PeerConfig.builder(chain.network())
            .services(DecredServices.NETWORK)
            .bestHeight(chain::tipHeight)
            .build();
    return PeerListener.listen(
        context,
        config,
        connections,
        peer ->
            peer.on(
                Message.class,
                (from, message) -> {
                  for (Message answer : responder.answers(message)) {
                    from.send(answer);
                  }
                }));
  }

  /** Fetches the whole chain and checks it. */
  private static void sync(Peer peer, DecredChain chain) throws Exception {
    Network network = chain.network();
    List<BlockHeader> headers = new ArrayList<>();
    Hash tip = network.genesisHash();
    while (true) {
      List<BlockHeader> more = peer.request(DecredRequests.headers(List.of(tip)), PATIENCE);
      if (more.isEmpty()) {
        break;
      }
      headers.addAll(more);
      tip = more.getLast().hash();
    }
    assertThat(headers).hasSize(chain.tipHeight());
    assertThat(headers).allMatch(header -> header.hasWork(network.powLimitBits()));
    assertThat(tip).isEqualTo(chain.tip().hash());

    List<Hash> hashes = headers.stream().map(BlockHeader::hash).toList();
    for (int from = 0; from < hashes.size(); from += 500) {
      List<Hash> batch = hashes.subList(from, Math.min(hashes.size(), from + 500));
      Found<Block> answer = peer.request(DecredRequests.blocks(batch), PATIENCE);
      assertThat(answer.missing()).isEmpty();
      assertThat(answer.found()).extracting(Block::hash).isEqualTo(batch);
      assertThat(answer.found()).allMatch(Block::hasValidMerkleRoot);
    }
    assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
  }

  @Test
  void aChainIsFetchedOverTcp() throws Exception {
    PeerContext there = context(PeerContext.builder());
    PeerContext here = context(PeerContext.builder());
    PeerListener node = serve(there, TcpListener.listen(new Endpoint("127.0.0.1", 0)), CHAIN);
    try (Peer peer = Peer.outbound(here, PeerConfig.of(DecredNetworks.SIMNET))) {
      peer.connect(node.endpoint());
      sync(peer, CHAIN);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 11, 12})
  void aChainIsFetchedInVirtualTimeAtEveryVersionThatIsSpoken(int protocolVersion)
      throws Exception {
    DecredChain chain = DecredChain.generate(DecredNetworks.REGNET, 2, 120);
    virtually(
        chain,
        config -> config.protocolVersion(protocolVersion),
        peer -> {
          assertThat(peer.negotiation().protocolVersion()).isEqualTo(protocolVersion);
          sync(peer, chain);
        });
  }

  private interface Script {
    void run(Peer peer) throws Exception;
  }

  private interface Change {
    void apply(PeerConfig.Builder config);
  }

  /** Runs a script with a peer that is connected to a node in memory. */
  private void virtually(DecredChain chain, Change change, Script script) throws Exception {
    PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
    Endpoint endpoint = new Endpoint("10.0.0.1", 9108);
    PeerContext there = context(PeerContext.builder().runtime(time));
    PeerContext here = context(PeerContext.builder().runtime(time));
    PeerListener unused = serve(there, pipes.listen(endpoint), chain);
    Dialer dialer = pipes.from("10.0.0.2");
    PeerConfig.Builder config = PeerConfig.builder(chain.network()).dialer(dialer);
    change.apply(config);
    var running =
        time.async(
            "script",
            () -> {
              try (Peer peer = Peer.outbound(here, config.build())) {
                peer.connect(endpoint);
                script.run(peer);
              }
              return null;
            });
    time.awaitQuiet();
    running.get();
  }

  @Test
  void whatTheNodeDoesNotHaveIsMissing() throws Exception {
    Hash nothing = Hash.of("11".repeat(32));
    Hash tip = CHAIN.tip().hash();
    virtually(
        CHAIN,
        config -> {},
        peer -> {
          Found<Block> blocks =
              peer.request(DecredRequests.blocks(List.of(nothing, tip)), PATIENCE);
          assertThat(blocks.missing()).containsExactly(nothing);
          assertThat(blocks.found()).extracting(Block::hash).containsExactly(tip);
          assertThat(peer.request(DecredRequests.transactions(List.of(nothing)), PATIENCE))
              .isEqualTo(new Found<>(List.of(), List.of(nothing)));
          assertThat(peer.request(DecredRequests.mixMessages(List.of(nothing)), PATIENCE))
              .isEqualTo(new Found<>(List.of(), List.of(nothing)));
        });
  }

  @Test
  void aFilterThatIsPassedOverInSilenceIsNone() throws Exception {
    virtually(
        CHAIN,
        config -> {},
        peer -> {
          Hash tip = CHAIN.tip().hash();
          assertThat(peer.request(DecredRequests.filter(tip), PATIENCE)).isEmpty();
          assertThat(peer.request(DecredRequests.filters(tip, tip), PATIENCE)).isEmpty();
        });
  }

  @Test
  void filtersAreRecognisedByTheirBlocks() throws Exception {
    Hash first = CHAIN.blocks().get(1).hash();
    Hash second = CHAIN.blocks().get(2).hash();
    CFilterV2 one = new CFilterV2(first, Bytes.ofHex("0102"), 0, List.of());
    CFilterV2 two = new CFilterV2(second, Bytes.ofHex("03"), 1, List.of(first));
    PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
    Endpoint endpoint = new Endpoint("10.0.0.1", 9108);
    PeerContext there = context(PeerContext.builder().runtime(time));
    PeerListener unused =
        PeerListener.listen(
            there,
            PeerConfig.of(DecredNetworks.SIMNET),
            pipes.listen(endpoint),
            peer -> {
              peer.on(
                  GetCFilterV2.class,
                  (from, asked) -> {
                    from.send(two);
                    from.send(one);
                  });
              peer.on(
                  GetCFsV2.class,
                  (from, asked) -> {
                    from.send(new CFiltersV2(List.of(one)));
                    from.send(new CFiltersV2(List.of(one, two)));
                  });
            });
    PeerContext here = context(PeerContext.builder().runtime(time));
    PeerConfig config =
        PeerConfig.builder(DecredNetworks.SIMNET).dialer(pipes.from("10.0.0.2")).build();
    var running =
        time.async(
            "script",
            () -> {
              try (Peer peer = Peer.outbound(here, config)) {
                peer.connect(endpoint);
                assertThat(peer.request(DecredRequests.filter(first), PATIENCE)).contains(one);
                assertThat(peer.request(DecredRequests.filters(first, second), PATIENCE))
                    .isEqualTo(Optional.of(List.of(one, two)));
              }
              return null;
            });
    time.awaitQuiet();
    running.get();
  }

  @Test
  void theStateAtTheTipIsAsked() throws Exception {
    virtually(
        CHAIN,
        config -> {},
        peer -> {
          var state =
              peer.request(DecredRequests.initState(List.of(GetInitState.HEAD_BLOCKS)), PATIENCE);
          assertThat(state.blocks()).containsExactly(CHAIN.tip().hash());
          assertThat(state.votes()).isEmpty();
        });
  }

  @Test
  void whatTheVersionDoesNotHaveIsNotAsked() throws Exception {
    virtually(
        CHAIN,
        config -> config.protocolVersion(10),
        peer -> {
          Hash tip = CHAIN.tip().hash();
          assertThatThrownBy(() -> peer.request(DecredRequests.filters(tip, tip), PATIENCE))
              .isInstanceOf(RequestException.class)
              .hasMessage("getcfsv2 exists from protocol version 11 on, in force is 10");
        });
  }

  @Test
  void inventoryIsAnnouncedBlocksAtOnceAndOtherThingsTogether() throws Exception {
    List<Inv> heard = new ArrayList<>();
    PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
    Endpoint endpoint = new Endpoint("10.0.0.1", 9108);
    PeerContext there = context(PeerContext.builder().runtime(time));
    PeerListener unused =
        PeerListener.listen(
            there,
            PeerConfig.of(DecredNetworks.SIMNET),
            pipes.listen(endpoint),
            peer -> peer.on(Inv.class, (from, inv) -> heard.add(inv)));
    PeerContext here = context(PeerContext.builder().runtime(time));
    PeerConfig config =
        PeerConfig.builder(DecredNetworks.SIMNET).dialer(pipes.from("10.0.0.2")).build();
    InventoryVector block = InventoryVector.block(CHAIN.tip().hash());
    InventoryVector one = InventoryVector.tx(CHAIN.tip().transactions().get(0).txid());
    InventoryVector other = InventoryVector.mix(Hash.ZERO);
    Peer peer = Peer.outbound(here, config);
    var connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(endpoint);
              return null;
            });
    time.awaitQuiet();
    connecting.get();

    assertThat(peer.announce(one)).isTrue();
    assertThat(peer.announce(block)).isTrue();
    assertThat(peer.announce(other)).isTrue();
    time.awaitQuiet();
    assertThat(heard).containsExactly(Inv.of(block));
    time.advance(Duration.ofMinutes(1));
    assertThat(heard).hasSize(2);
    assertThat(heard.get(1).items()).containsExactlyInAnyOrder(one, other);
    assertThat(peer.announce(one)).as("what it knows").isFalse();
  }
}
