package org.verack.conformance.lbry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.verack.conformance.family.FamilyPeers;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.lbry.LbryNetworks;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.generator.LbryChain;
import org.verack.wire.lbry.generator.LbryResponder;
import org.verack.wire.lbry.request.LbryRequests;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.request.Found;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.RejectCode;

/** Peers of LBRY's networks. */
class LbryPeersTest extends FamilyPeers {

  @Override
  protected List<Network> networks() {
    return LbryNetworks.all();
  }

  @Override
  protected Network minable() {
    return LbryNetworks.REGTEST;
  }

  @Override
  protected int many() {
    return 2_300;
  }

  @Override
  protected Served generated(Network network, int blocks) {
    return new Chain(LbryChain.generate(network, 1, blocks));
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
    return Duration.ofSeconds(11);
  }

  @Override
  protected Message unansweredQuestion() {
    return GetData.of(InventoryVector.block(Hash.ZERO));
  }

  @Override
  protected Optional<Message> malformed(String why) {
    return Optional.of(new Reject("malformed", RejectCode.MALFORMED, why, null));
  }

  private record Chain(LbryChain chain, LbryResponder responder) implements Served {

    Chain(LbryChain chain) {
      this(chain, new LbryResponder(chain));
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
      node.services(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS))
          .bestHeight(chain::tipHeight);
    }

    @Override
    public void fetch(Peer peer) throws Exception {
      assertThat(((Version) peer.negotiation().remote()).startHeight())
          .isEqualTo(chain.tipHeight());
      List<BlockHeader> headers = new ArrayList<>();
      Hash tip = network().genesisHash();
      while (true) {
        List<BlockHeader> more = peer.request(LbryRequests.headers(List.of(tip)), PATIENCE);
        if (more.isEmpty()) {
          break;
        }
        headers.addAll(more);
        tip = more.getLast().hash();
      }
      assertThat(tip).isEqualTo(chain.tip().hash());
      assertThat(headers).hasSize(chain.tipHeight());
      assertThat(headers).allMatch(header -> header.hasWork(network().powLimitBits()));

      List<Hash> hashes = headers.stream().map(BlockHeader::hash).toList();
      for (int from = 0; from < hashes.size(); from += 500) {
        List<Hash> batch = hashes.subList(from, Math.min(hashes.size(), from + 500));
        Found<Block> answer = peer.request(LbryRequests.blocks(batch), PATIENCE);
        assertThat(answer.missing()).isEmpty();
        List<Block> expected = chain.blocks().subList(from + 1, from + 1 + batch.size());
        assertThat(answer.found().equals(expected)).as("the blocks with their witnesses").isTrue();
      }
      Hash nothing = Hash.of("11".repeat(32));
      assertThat(peer.request(LbryRequests.blocks(List.of(nothing)), PATIENCE))
          .isEqualTo(new Found<>(List.of(), List.of(nothing)));
    }
  }

  @Test
  void theDialerWaitsForTheVerackBeforeItSendsItsOwn() {
    Line line = outbound(PeerConfig.of(minable()));
    line.remote().expect(Version.class);
    line.remote().send(line.remote().version());
    time.awaitQuiet();
    assertThat(line.remote().heard()).isEmpty();
    line.remote().send(Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(line.remote().heard()).containsExactly(Verack.INSTANCE, SendHeaders.INSTANCE);
    assertThat(line.peer().isOpen()).isTrue();
  }

  @Test
  void theListenerSendsItsVerackBehindItsVersion() {
    Line line = inbound(PeerConfig.of(minable()));
    line.remote().send(line.remote().version());
    line.remote().expect(Version.class);
    line.remote().expect(Verack.class);
  }

  @Test
  void aMessageBetweenVersionAndVerackIsRejected() {
    for (Message early : List.of(new Ping(1), SendHeaders.INSTANCE)) {
      Line line = inbound(PeerConfig.of(minable()));
      line.remote().send(line.remote().version(), early);
      time.awaitQuiet();
      assertThat(line.remote().heard())
          .endsWith(
              new Reject(
                  "verack", RejectCode.MALFORMED, "a verack message must follow version", null));
      assertThat(ended(line.peer()))
          .isEqualTo(
              new DisconnectReason.UnexpectedMessage(
                  early.command(), "nothing may come between version and verack"));
    }
  }

  @Test
  void anUnknownMessageBetweenVersionAndVerackIsRejected() {
    Line line = inbound(PeerConfig.of(minable()));
    line.remote().send(line.remote().version(), new UnknownMessage("wtxidrelay", Bytes.EMPTY));
    time.awaitQuiet();
    assertThat(line.remote().heard()).last().isInstanceOf(Reject.class);
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  /** Quirk 25 of lbcd, which ends the connection. */
  @Test
  void sendaddrv2BetweenVersionAndVerackIsForgiven() {
    Line line = inbound(PeerConfig.of(minable()));
    line.remote().send(line.remote().version(), SendAddrV2.INSTANCE, Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(line.peer().isOpen()).isTrue();
  }

  /** Lbcd only notes that it does not know what to do with it. */
  @Test
  void sendaddrv2AfterTheHandshakeIsAMessageLikeOthers() {
    Line line = connected(PeerConfig.of(minable()));
    line.remote().send(SendAddrV2.INSTANCE, new Ping(5));
    time.awaitQuiet();
    assertThat(line.remote().heard()).containsExactly(new Pong(5));
    assertThat(line.peer().isOpen()).isTrue();
  }

  @Test
  void aSecondVersionEndsTheConnection() {
    Line line = connected(PeerConfig.of(minable()));
    line.remote().send(line.remote().version());
    time.awaitQuiet();
    assertThat(line.remote().heard())
        .containsExactly(
            new Reject("version", RejectCode.DUPLICATE, "duplicate version message", null));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void whatDoesNotDecodeIsForgivenOnTheTestNetworkOfThisMachine() {
    PeerConfig config = PeerConfig.of(minable());
    assertThat(config.network().toleratesLocalFaults()).isTrue();
    Line line = connected(config);
    line.remote().sendFrame("ping", Bytes.ofHex("01"), true);
    line.remote().send(new Ping(5));
    time.awaitQuiet();
    assertThat(line.remote().heard()).containsExactly(new Pong(5));
  }

  @Test
  void bytesLeftOverAreForgiven() {
    Line line = connected(PeerConfig.of(minable()));
    line.remote().sendFrame("inv", Bytes.ofHex("00ffff"), true);
    line.remote().send(new Ping(5));
    time.awaitQuiet();
    assertThat(line.remote().heard()).containsExactly(new Pong(5));
  }

  @Test
  void blocksComeWithoutWitnessesFromANodeWithoutThem() throws Exception {
    LbryChain chain = LbryChain.generate(minable(), 1, 20);
    LbryResponder responder = new LbryResponder(chain);
    Block block = chain.blocks().stream().filter(each -> each.body().hasWitness()).findAny().get();
    assertThat(responder.answers(GetData.of(InventoryVector.block(block.hash()))))
        .containsExactly(block.stripped());
    assertThat(responder.answers(GetData.of(InventoryVector.witnessBlock(block.hash()))))
        .containsExactly(block);
  }
}
