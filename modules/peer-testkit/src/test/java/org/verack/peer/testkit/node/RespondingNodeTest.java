package org.verack.peer.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.MemPool;

class RespondingNodeTest {

  private static final Endpoint HOME = new Endpoint("10.0.0.1", 18444);
  private static final Endpoint OTHER = new Endpoint("10.0.0.2", 18444);

  private final VirtualRuntime time = new VirtualRuntime();
  private final PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
  private final PeerContext context = PeerContext.builder().runtime(time).build();
  private final List<Message> received = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void nothingIsLeft() {
    context.close();
    pipes.close();
    time.awaitQuiet();
    assertThat(time.threads()).as(time.dump()).isEmpty();
    assertThat(time.timers()).as(time.dump()).isZero();
  }

  private <T> T virtually(Callable<T> action) throws Exception {
    Future<T> running = time.async("test", action);
    time.awaitQuiet();
    return running.get();
  }

  private static BlockHeader genesis() throws Exception {
    return Block.parse(Networks.REGTEST.genesisBlock()).header();
  }

  private static Transaction withWitness() {
    Witness witness = new Witness(List.of(Bytes.ofHex("aa")));
    TxIn input = new TxIn(new OutPoint(Hash.ZERO, 0), Bytes.EMPTY, 0, witness);
    return Transaction.of(2, List.of(input), List.of(new TxOut(1, Bytes.EMPTY)), 0);
  }

  /** Answers questions for headers and for what waits, and nothing else. */
  private static List<Message> answers(Message message) {
    try {
      return switch (message) {
        case GetHeaders asked -> List.of(Headers.of(genesis()), Headers.of());
        case MemPool asked -> List.of(withWitness());
        default -> List.of();
      };
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private RespondingNode node(Endpoint where) throws IOException {
    return RespondingNode.builder(Networks.REGTEST, RespondingNodeTest::answers)
        .runtime(time)
        .listen(pipes, where)
        .configure(config -> config.services(ServiceFlags.of(ServiceFlags.BLOOM)))
        .configure(config -> config.bestHeight(() -> 7))
        .start();
  }

  private Peer dial() throws Exception {
    Peer peer =
        Peer.outbound(
            context, PeerConfig.builder(Networks.REGTEST).dialer(pipes.from("10.0.0.9")).build());
    peer.on(Message.class, (from, message) -> received.add(message));
    return virtually(
        () -> {
          peer.connect(HOME);
          return peer;
        });
  }

  @Test
  void eachMessageIsAnsweredInOrderAndWhatHasNoAnswerIsNot() throws Exception {
    try (RespondingNode node = node(HOME)) {
      Peer peer = dial();
      assertThat(peer.negotiation().remote().services().has(ServiceFlags.BLOOM)).isTrue();
      assertThat(node).hasToString("regtest node at 10.0.0.1:18444");
      received.clear();
      virtually(
          () -> {
            peer.send(GetAddr.INSTANCE);
            peer.send(new GetHeaders(1, List.of(), genesis().hash()));
            return null;
          });
      assertThat(received).containsExactly(Headers.of(genesis()), Headers.of());
    }
  }

  @Test
  void answersKeepTheirWitnessesWhateverWasNegotiated() throws Exception {
    try (RespondingNode node = node(HOME)) {
      Peer peer = dial();
      received.clear();
      virtually(
          () -> {
            peer.send(MemPool.INSTANCE);
            return null;
          });
      assertThat(received).containsExactly(withWitness());
      assertThat(((Transaction) received.getFirst()).hasWitness()).isTrue();
      assertThat(node.network()).isEqualTo(Networks.REGTEST);
    }
  }

  @Test
  void nodesDialEachOtherAndKnowTheirPeers() throws Exception {
    try (RespondingNode one = node(HOME);
        RespondingNode other = node(OTHER)) {
      Peer peer = virtually(() -> other.connect(one.endpoint()));
      assertThat(other.peers()).containsExactly(peer);
      assertThat(one.peers()).hasSize(1);
      virtually(
          () -> {
            peer.close();
            return null;
          });
      assertThat(one.peers()).isEmpty();
      assertThat(other.peers()).isEmpty();
    }
  }

  @Test
  void whereNobodyListensThereIsNoPeer() throws Exception {
    try (RespondingNode node = node(HOME)) {
      assertThatThrownBy(() -> virtually(() -> node.connect(OTHER)))
          .hasCauseInstanceOf(IOException.class);
      assertThat(node.peers()).isEmpty();
    }
  }
}
