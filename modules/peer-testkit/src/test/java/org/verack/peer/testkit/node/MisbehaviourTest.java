package org.verack.peer.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Requests;

/** A node that misbehaves, as a peer sees it that has dialed it. */
class MisbehaviourTest {

  private static final GeneratedChain CHAIN =
      ChainGenerator.seeded(3).coinbaseMaturity(2).generate(30);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Endpoint HOME = new Endpoint("10.0.0.1", 18444);

  private static final Message JUNK = new UnknownMessage("junk", Bytes.wrap(new byte[20_000]));

  private final VirtualRuntime time = new VirtualRuntime();
  private final PipeNetwork network = new PipeNetwork(Pipes.on(time));
  private final List<Message> received = Collections.synchronizedList(new ArrayList<>());
  private PeerContext context;
  private TestNode node;

  @BeforeEach
  void open() throws IOException {
    context = PeerContext.builder().runtime(time).build();
    node = node().start();
  }

  @AfterEach
  void nothingIsLeft() {
    node.close();
    context.close();
    network.close();
    time.awaitQuiet();
    assertThat(time.threads()).as(time.dump()).isEmpty();
    assertThat(time.timers()).as(time.dump()).isZero();
  }

  private TestNode.Builder node() {
    return TestNode.builder(CHAIN)
        .runtime(time)
        .listen(network, HOME)
        .compactFilters(true)
        .confirmedTransactions(true);
  }

  private void restart(Misbehaviour... from) throws IOException {
    node.close();
    node = node().misbehaving(from).start();
  }

  private Peer dialer() {
    Peer peer =
        Peer.outbound(context, PeerConfig.builder(Networks.REGTEST).dialer(network).build());
    peer.on(Message.class, (from, message) -> note(message));
    return peer;
  }

  /** Pongs are left out: they answer pings of the engine, which come when it finds it right. */
  private void note(Message message) {
    if (!(message instanceof Pong)) {
      received.add(message);
    }
  }

  private Peer connect() throws Exception {
    Peer peer = dialer();
    peer.connect(HOME);
    time.awaitQuiet();
    received.clear();
    return peer;
  }

  private List<Message> ask(Peer peer, Message message) throws Exception {
    received.clear();
    peer.send(message);
    time.awaitQuiet();
    return List.copyOf(received);
  }

  private static List<Hash> hashes(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(CHAIN::hash).toList();
  }

  private static List<BlockHeader> headers(Peer peer) throws Exception {
    return peer.request(Requests.headers(List.of(CHAIN.hash(0))), DEADLINE);
  }

  private static Transaction lastTransaction(int height) {
    Block block = CHAIN.block(height);
    return block.transaction(block.transactionCount() - 1);
  }

  @Test
  void withheldBlocksDoNotComeInAnyForm() throws Exception {
    Hash secret = CHAIN.hash(28);
    node.misbehave(Misbehaviour.withhold(secret));
    Peer peer = connect();
    assertThat(headers(peer)).hasSize(30);
    FoundBlocks blocks = peer.request(Requests.blocks(hashes(26, 30)), DEADLINE);
    assertThat(blocks.missing()).containsExactly(secret);
    assertThat(blocks.found()).hasSize(4);
    assertThat(peer.request(Requests.compactBlock(secret, List.of()), DEADLINE)).isEmpty();
    assertThat(ask(peer, new GetBlockTxn(secret, List.of(0)))).isEmpty();
    assertThat(peer.request(Requests.compactFilters(26, hashes(26, 28)), DEADLINE).missing())
        .containsExactly(secret);
    node.behave();
    assertThat(peer.request(Requests.block(secret), DEADLINE)).hasValue(CHAIN.block(28));
  }

  @Test
  void withheldTransactionsAreNotEvenNotFound() throws Exception {
    Transaction secret = lastTransaction(20);
    node.misbehave(Misbehaviour.withhold(secret.txid()));
    Peer peer = connect();
    assertThat(ask(peer, GetData.of(InventoryVector.wtx(secret.wtxid())))).isEmpty();
    assertThat(ask(peer, GetData.of(InventoryVector.witnessTx(secret.txid())))).isEmpty();
    Transaction other = lastTransaction(21);
    assertThat(peer.request(Requests.transactions(List.of(other.txid())), DEADLINE).found())
        .containsExactly(other);
    node.misbehave(Misbehaviour.withholdEverything());
    assertThat(ask(peer, GetData.of(InventoryVector.wtx(other.wtxid())))).isEmpty();
    assertThat(peer.request(Requests.block(CHAIN.hash(1)), DEADLINE)).isEmpty();
  }

  @Test
  void aWithheldBlockIsAnnouncedAllTheSame() throws Exception {
    GeneratedChain longer = CHAIN.extend(1);
    node.misbehave(Misbehaviour.withhold(longer.tipHash()));
    Peer peer = connect();
    peer.send(new SendCmpct(true, SendCmpct.VERSION));
    time.awaitQuiet();
    node.switchTo(longer);
    time.awaitQuiet();
    assertThat(received).containsExactly(Headers.of(longer.tip().header()));
    assertThat(peer.request(Requests.block(longer.tipHash()), DEADLINE)).isEmpty();
  }

  @Test
  void whoIgnoresQuestionsLivesOn() throws Exception {
    restart(new Misbehaviour.Ignore(2));
    Peer peer = connect();
    assertThat(peer.request(Requests.block(CHAIN.hash(1)), DEADLINE)).isPresent();
    assertThat(headers(peer)).hasSize(30);
    assertThat(headers(peer)).isEmpty();
    assertThat(peer.request(Requests.block(CHAIN.hash(1)), DEADLINE)).isEmpty();
    assertThat(peer.ping(DEADLINE)).isZero();
    node.announce(CHAIN.tipHash());
    time.awaitQuiet();
    assertThat(received).contains(Headers.of(CHAIN.tip().header()));
    time.advance(Duration.ofHours(1));
    assertThat(peer.isOpen()).isTrue();
    node.behave();
    assertThat(headers(peer)).hasSize(30);
  }

  @Test
  void whoStallsAnswersNothingAndStays() throws Exception {
    Peer peer = connect();
    node.misbehave(new Misbehaviour.Stall(1));
    assertThat(headers(peer)).hasSize(30);
    assertThatThrownBy(() -> inTime(() -> peer.request(Requests.block(CHAIN.hash(1)), DEADLINE)))
        .hasCauseInstanceOf(RequestTimeoutException.class);
    assertThatThrownBy(() -> inTime(() -> peer.ping(DEADLINE)))
        .hasCauseInstanceOf(RequestTimeoutException.class);
    node.announce(CHAIN.tipHash());
    time.awaitQuiet();
    assertThat(received).isEmpty();
    assertThat(peer.isOpen()).isTrue();
    time.advance(Duration.ofMinutes(30));
    assertThat(peer.disconnectReason()).containsInstanceOf(DisconnectReason.Idle.class);
  }

  @Test
  void whoStallsGreetsNobodyUntilItBehaves() throws Exception {
    Peer before = connect();
    node.misbehave(new Misbehaviour.Stall(0));
    Peer during = dialer();
    CompletableFuture<Peer> connecting =
        time.async(
            "connect",
            () -> {
              during.connect(HOME);
              return during;
            });
    time.advance(Duration.ofMinutes(2));
    assertThat(connecting).isCompletedExceptionally();
    assertThat(connecting.exceptionNow())
        .isInstanceOfSatisfying(
            PeerClosedException.class,
            e -> assertThat(e.reason()).isInstanceOf(DisconnectReason.HandshakeTimeout.class));
    node.behave();
    assertThat(headers(connect())).hasSize(30);
    assertThatThrownBy(() -> inTime(() -> before.ping(DEADLINE)))
        .hasCauseInstanceOf(RequestTimeoutException.class);
  }

  /** Calls something that ends by its deadline. */
  private <T> T inTime(Callable<T> call) {
    CompletableFuture<T> result = time.async("call", call);
    time.advance(DEADLINE);
    return result.join();
  }

  @Test
  void liesAboutWorkConnectAndAreNotTrue() throws Exception {
    restart(new Misbehaviour.LieAboutWork(21));
    Peer peer = connect();
    List<BlockHeader> headers = headers(peer);
    assertThat(headers).hasSize(30);
    assertThat(headers.subList(0, 20))
        .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(CHAIN::header).toList());
    int limit = Networks.REGTEST.powLimitBits();
    BigInteger honest = ProofOfWork.work(limit);
    for (BlockHeader lie : headers.subList(20, 30)) {
      assertThat(ProofOfWork.isMet(lie.hash(), lie.bits(), limit)).isFalse();
      assertThat(ProofOfWork.work(lie.bits())).isGreaterThan(honest.shiftLeft(31));
    }
    Block block = peer.request(Requests.block(headers.get(25).hash()), DEADLINE).orElseThrow();
    assertThat(block.header()).isEqualTo(headers.get(25));
    assertThat(block.transactions()).isEqualTo(CHAIN.block(26).transactions());
    assertThat(peer.request(Requests.headers(List.of(block.hash())), DEADLINE))
        .isEqualTo(headers.subList(26, 30));
    assertThat(peer.request(Requests.headers(List.of(CHAIN.hash(26), CHAIN.hash(0))), DEADLINE))
        .hasSize(30);
    assertThat(node.chain()).isSameAs(CHAIN);
    node.behave();
    assertThat(headers(peer).getLast()).isEqualTo(CHAIN.tip().header());
  }

  @Test
  void newBlocksOfALyingNodeAreLies() throws Exception {
    node.misbehave(new Misbehaviour.LieAboutWork(31));
    Peer peer = connect();
    node.switchTo(CHAIN.extend(1));
    time.awaitQuiet();
    assertThat(received).hasSize(1).first().isInstanceOf(Headers.class);
    BlockHeader lie = ((Headers) received.getFirst()).header(0);
    assertThat(lie.previousBlock()).isEqualTo(CHAIN.tipHash());
    assertThat(ProofOfWork.isMet(lie.hash(), lie.bits(), lie.bits())).isFalse();
    assertThat(peer.request(Requests.block(lie.hash()), DEADLINE)).isPresent();
  }

  @Test
  void blocksWithAnInvalidMerkleRootAreRefused() throws Exception {
    node.misbehave(new Misbehaviour.InvalidMerkleRoot(25));
    Peer peer = connect();
    Hash bad = CHAIN.hash(28);
    assertThat(peer.request(Requests.block(CHAIN.hash(24)), DEADLINE)).hasValue(CHAIN.block(24));
    assertThat(headers(peer)).contains(CHAIN.header(28));
    assertThatThrownBy(() -> peer.request(Requests.block(bad), DEADLINE))
        .isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> peer.request(Requests.compactBlock(bad, List.of()), DEADLINE))
        .isInstanceOf(RequestException.class);
    List<Message> raw = ask(peer, GetData.of(InventoryVector.witnessBlock(bad)));
    assertThat(raw).hasSize(1);
    assertThat(((Block) raw.getFirst()).header()).isEqualTo(CHAIN.header(28));
    assertThat(((Block) raw.getFirst()).hasValidMerkleRoot()).isFalse();
    BloomFilter filter = BloomFilter.create(10, 1e-9, 5, FilterLoad.UPDATE_NONE);
    filter.insert(CHAIN.block(28).transaction(0).txid());
    peer.send(filter.toFilterLoad());
    assertThatThrownBy(() -> peer.request(Requests.filteredBlock(bad), DEADLINE))
        .isInstanceOf(RequestException.class);
    node.behave();
    assertThat(peer.request(Requests.block(bad), DEADLINE)).hasValue(CHAIN.block(28));
  }

  @Test
  void aFloodComesToThoseWhoAreThereAndToThoseWhoCome() throws Exception {
    connect();
    node.misbehave(
        new Misbehaviour.Flood(
            3000, number -> Inv.of(InventoryVector.tx(CHAIN.hash(number % 30)))));
    time.awaitQuiet();
    assertThat(received).hasSize(3000).allMatch(Inv.class::isInstance);
    Peer late = dialer();
    received.clear();
    late.connect(HOME);
    time.awaitQuiet();
    assertThat(received.stream().filter(Inv.class::isInstance)).hasSize(3000);
    assertThat(headers(late)).hasSize(30);
  }

  @Test
  void aFloodWaitsForWhoIsSlowAndEndsWhenTheNodeBehaves() throws Exception {
    try (ScriptedPeer slow =
        ScriptedPeer.builder(Networks.REGTEST, time).byHand().dial(network, HOME).handshake()) {
      List<Message> unused = slow.heard();
      slow.holdInput();
      node.misbehave(Misbehaviour.flood(1_000_000, JUNK));
      time.awaitQuiet();
      node.behave();
      slow.releaseInput();
      assertThat(slow.heard().stream().filter(JUNK::equals).count()).isBetween(10L, 999_999L);
      slow.send(new Ping(5));
      assertThat(slow.heard()).containsExactly(new Pong(5));
    }
  }

  @Test
  void aFloodEndsWithTheNode() throws Exception {
    try (ScriptedPeer slow =
        ScriptedPeer.builder(Networks.REGTEST, time).dial(network, HOME).handshake()) {
      slow.holdInput();
      node.misbehave(Misbehaviour.flood(1_000_000, JUNK));
      time.awaitQuiet();
      node.close();
      assertThat(node.peers()).isEmpty();
    }
  }

  @Test
  void misbehavioursAreCombined() throws Exception {
    Hash hidden = CHAIN.hash(30);
    node.misbehave(
        Misbehaviour.withhold(hidden),
        new Misbehaviour.InvalidMerkleRoot(29),
        new Misbehaviour.Stall(2));
    Peer peer = connect();
    assertThat(peer.request(Requests.block(hidden), DEADLINE)).isEmpty();
    Message compact =
        ask(peer, GetData.of(InventoryVector.compactBlock(CHAIN.hash(29)))).getFirst();
    assertThat(compact).isInstanceOf(CmpctBlock.class);
    assertThat(headers(peer)).hasSize(30);
    assertThatThrownBy(() -> inTime(() -> headers(peer)))
        .hasCauseInstanceOf(RequestTimeoutException.class);
  }

  @Test
  void itMisbehavesFromBlockOneOnAndNotInNegativeNumbers() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Misbehaviour.LieAboutWork(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Misbehaviour.InvalidMerkleRoot(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Misbehaviour.Ignore(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Misbehaviour.Stall(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Misbehaviour.flood(0, new Ping(1)));
  }
}
