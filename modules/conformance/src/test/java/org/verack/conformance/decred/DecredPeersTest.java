package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.conformance.family.FamilyPeers;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
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
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.request.DecredRequests;
import org.verack.wire.request.Found;
import org.verack.wire.request.RequestException;
import org.verack.wire.role.InventoryEntry;

/** Peers of Decred's networks. */
class DecredPeersTest extends FamilyPeers {

  private static final DecredChain CHAIN = DecredChain.generate(DecredNetworks.SIMNET, 1, 10);

  @Override
  protected List<Network> networks() {
    return DecredNetworks.all();
  }

  @Override
  protected Network minable() {
    return DecredNetworks.SIMNET;
  }

  @Override
  protected int many() {
    return 2_500;
  }

  @Override
  protected Served generated(Network network, int blocks) {
    return new Chain(DecredChain.generate(network, 1, blocks));
  }

  @Override
  protected InventoryEntry transaction(Hash id) {
    return InventoryVector.tx(id);
  }

  @Override
  protected InventoryEntry block(Hash hash) {
    return InventoryVector.block(hash);
  }

  @Override
  protected Duration announced() {
    return Duration.ofMillis(500);
  }

  @Override
  protected Message unansweredQuestion() {
    return GetData.of(InventoryVector.block(Hash.ZERO));
  }

  @Override
  protected Optional<Message> malformed(String why) {
    return Optional.empty();
  }

  private record Chain(DecredChain chain, DecredResponder responder) implements Served {

    Chain(DecredChain chain) {
      this(chain, new DecredResponder(chain));
    }

    @Override
    public Network network() {
      return chain.network();
    }

    @Override
    public List<Message> answers(Message message) {
      return responder.answers(message);
    }

    @Override
    public void configure(PeerConfig.Builder node) {
      node.services(DecredServices.NETWORK).bestHeight(chain::tipHeight);
    }

    @Override
    public void fetch(Peer peer) throws Exception {
      List<BlockHeader> headers = new ArrayList<>();
      Hash tip = network().genesisHash();
      while (true) {
        List<BlockHeader> more = peer.request(DecredRequests.headers(List.of(tip)), PATIENCE);
        if (more.isEmpty()) {
          break;
        }
        headers.addAll(more);
        tip = more.getLast().hash();
      }
      assertThat(headers).hasSize(chain.tipHeight());
      assertThat(headers).allMatch(header -> header.hasWork(network().powLimitBits()));
      assertThat(tip).isEqualTo(chain.tip().hash());

      List<Hash> hashes = headers.stream().map(BlockHeader::hash).toList();
      for (int from = 0; from < hashes.size(); from += 500) {
        List<Hash> batch = hashes.subList(from, Math.min(hashes.size(), from + 500));
        Found<Block> answer = peer.request(DecredRequests.blocks(batch), PATIENCE);
        assertThat(answer.missing()).isEmpty();
        List<Block> expected = chain.blocks().subList(from + 1, from + 1 + batch.size());
        assertThat(answer.found().equals(expected)).as("the blocks").isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 11, 12})
  void aChainIsFetchedAtEveryVersionThatIsSpoken(int protocolVersion) throws Exception {
    Served served = generated(DecredNetworks.REGNET, 120);
    virtually(
        served,
        config -> config.protocolVersion(protocolVersion),
        peer -> {
          assertThat(peer.negotiation().protocolVersion()).isEqualTo(protocolVersion);
          served.fetch(peer);
        });
  }

  @Test
  void whatTheNodeDoesNotHaveIsMissing() throws Exception {
    Hash nothing = Hash.of("11".repeat(32));
    Hash tip = CHAIN.tip().hash();
    virtually(
        new Chain(CHAIN),
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
        new Chain(CHAIN),
        peer -> {
          Hash tip = CHAIN.tip().hash();
          assertThat(peer.request(DecredRequests.filter(tip), PATIENCE)).isEmpty();
          assertThat(peer.request(DecredRequests.filters(tip, tip), PATIENCE)).isEmpty();
        });
  }

  @Test
  void theStateAtTheTipIsAsked() throws Exception {
    virtually(
        new Chain(CHAIN),
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
        new Chain(CHAIN),
        config -> config.protocolVersion(10),
        peer -> {
          Hash tip = CHAIN.tip().hash();
          assertThatThrownBy(() -> peer.request(DecredRequests.filters(tip, tip), PATIENCE))
              .isInstanceOf(RequestException.class)
              .hasMessage("getcfsv2 exists from protocol version 11 on, in force is 10");
        });
  }

  /** A node whose filters are made up. */
  private record Filters(List<CFilterV2> filters) implements Served {

    @Override
    public Network network() {
      return DecredNetworks.SIMNET;
    }

    @Override
    public List<Message> answers(Message message) {
      return switch (message) {
        // Others first, which are to be passed over.
        case GetCFilterV2 asked -> List.copyOf(filters.reversed());
        case GetCFsV2 asked ->
            List.of(new CFiltersV2(filters.subList(0, 1)), new CFiltersV2(filters));
        default -> List.of();
      };
    }

    @Override
    public void configure(PeerConfig.Builder node) {
      node.services(DecredServices.NETWORK);
    }

    @Override
    public void fetch(Peer peer) throws Exception {
      Hash first = filters.getFirst().block();
      Hash last = filters.getLast().block();
      assertThat(peer.request(DecredRequests.filter(first), PATIENCE)).contains(filters.getFirst());
      assertThat(peer.request(DecredRequests.filters(first, last), PATIENCE)).contains(filters);
    }
  }

  @Test
  void filtersAreRecognisedByTheirBlocks() throws Exception {
    Hash first = CHAIN.blocks().get(1).hash();
    Hash second = CHAIN.blocks().get(2).hash();
    Served node =
        new Filters(
            List.of(
                new CFilterV2(first, Bytes.ofHex("0102"), 0, List.of()),
                new CFilterV2(second, Bytes.ofHex("03"), 1, List.of(first))));
    virtually(node, node::fetch);
  }
}
