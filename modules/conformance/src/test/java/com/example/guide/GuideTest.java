package com.example.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.contract.MessageContract;
import org.verack.peer.testkit.junit.ServedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.Addr;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.transport.TransportKind;

/** The guide's pages show code that is compiled here, and what it does is what they say. */
@ExtendWith(TestkitExtension.class)
class GuideTest {

  private static final Path PAGES = Path.of("../../docs");
  private static final Path SOURCES = Path.of("src/test/java/com/example/guide");

  /** Whole files on a page are compared with their sources elsewhere. */
  private static final Pattern SNIPPET =
      Pattern.compile("```java\n((?!package |module ).*?)```", Pattern.DOTALL);

  private static final GeneratedChain CHAIN = ChainGenerator.seeded(3).generate(20);

  /** How lines are broken and indented does not matter. */
  private static String inOneLine(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guide.md", "observing.md", "policies.md", "../README.md"})
  void aPageShowsCodeAsItIsCompiledHere(String page) throws IOException {
    List<String> compiled = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        compiled.add(inOneLine(Files.readString(file)));
      }
    }
    List<String> shown =
        SNIPPET
            .matcher(Files.readString(PAGES.resolve(page)))
            .results()
            .map(match -> inOneLine(match.group(1)))
            .toList();
    assertThat(shown).isNotEmpty();
    assertThat(shown)
        .filteredOn(snippet -> compiled.stream().noneMatch(source -> source.contains(snippet)))
        .as("snippets that are compiled nowhere")
        .isEmpty();
  }

  @Test
  void dialingAndListeningMeetEncryptedAndAtTheLatestVersion() throws Exception {
    List<Peer> registered = new ArrayList<>();
    try (PeerContext context = PeerContext.create();
        PeerListener listener =
            Connecting.listen(
                context, Connecting.configure(Networks.REGTEST, 7), registered::add)) {
      assertThat(Connecting.dial(listener.endpoint().toString())).isEqualTo("V2 70017");
      assertThat(registered).hasSize(1);
    }
  }

  @Test
  void theEndOfAConnectionIsJudgedByItsReason(VirtualRuntime time, Peer peer, ScriptedPeer remote) {
    Connecting connecting = new Connecting();
    connecting.watchTheEnd(peer);
    remote.close();
    time.awaitQuiet();
    assertThat(connecting.notes()).singleElement().asString().startsWith("later: ");
  }

  @Test
  void torIsAskedForNamesAndOnlyEncryptedMeansRequired() {
    assertThat(Connecting.throughTor(Networks.MAINNET).dialer().viaProxy()).isTrue();
    assertThat(Transports.onlyEncrypted(Networks.MAINNET).encryption())
        .isEqualTo(PeerConfig.Encryption.REQUIRED);
    Transports.behindTor().close();
  }

  @Test
  void handlersHearAnnouncementsUntilTheyAreRemoved(
      VirtualRuntime time, Peer peer, ScriptedPeer remote) throws Exception {
    BlockingQueue<Hash> seen = new ArrayBlockingQueue<>(10);
    Conversing.handle(peer, seen);
    remote.expect(GetAddr.class);
    remote.send(Inv.of(InventoryVector.tx(CHAIN.tip().hash())));
    remote.send(new Addr(List.of()));
    time.awaitQuiet();
    remote.send(Inv.of(InventoryVector.tx(Hash.ZERO)));
    time.awaitQuiet();
    assertThat(seen).containsExactly(CHAIN.tip().hash());
  }

  @Test
  void aChainIsDownloaded() throws Exception {
    int transactions = CHAIN.blocks().stream().mapToInt(b -> b.transactions().size()).sum();
    try (TestNode node = TestNode.builder(CHAIN).start();
        PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(CHAIN.network()))) {
      peer.connect(node.endpoint());
      List<BlockHeader> headers = Conversing.allHeaders(peer, CHAIN.network().genesisHash());
      List<Hash> hashes = headers.stream().map(BlockHeader::hash).toList();
      assertThat(hashes).hasSize(20).endsWith(CHAIN.tip().hash());
      assertThat(Conversing.download(peer, hashes))
          .isEqualTo(transactions - CHAIN.block(0).transactions().size());
      assertThat(Conversing.askForBlock(peer, CHAIN.tip().hash()))
          .isEqualTo(CHAIN.tip().size() + " bytes");
      assertThat(Conversing.askForBlock(peer, Hash.ZERO)).isEqualTo("it does not have the block");
    }
    assertThat(Testing.downloadsFromANode()).isPositive();
  }

  private static Serving serving() {
    Map<Hash, Block> blocks = new HashMap<>();
    CHAIN.blocks().forEach(block -> blocks.put(block.hash(), block));
    return new Serving(CHAIN.blocks().stream().map(Block::header).toList(), blocks);
  }

  @Test
  void headersAndBlocksAreServed(VirtualRuntime time, Peer peer, ScriptedPeer remote) {
    Testing.servesHeaders(
        serving(), peer, remote, CHAIN.blocks().stream().map(Block::header).toList());
    remote.send(new GetHeaders(70016, List.of(Hash.ZERO), Hash.ZERO));
    assertThat(remote.expect(Headers.class).size()).isEqualTo(21);
    remote.send(
        GetData.of(
            InventoryVector.witnessBlock(CHAIN.tip().hash()), InventoryVector.tx(Hash.ZERO)));
    assertThat(remote.expect(Block.class)).isEqualTo(CHAIN.tip());
    assertThat(remote.expect(NotFound.class).items())
        .containsExactly(InventoryVector.tx(Hash.ZERO));
    time.awaitQuiet();
  }

  @Test
  void newsAreToldAsTheRemoteWantsThem(VirtualRuntime time, Peer peer, ScriptedPeer remote)
      throws Exception {
    BlockHeader header = CHAIN.tip().header();
    Serving.tellOfBlock(List.of(peer), header);
    assertThat(remote.expect(Inv.class).items())
        .containsExactly(InventoryVector.block(header.hash()));
    remote.send(SendHeaders.INSTANCE);
    time.awaitQuiet();
    Serving.tellOfBlock(List.of(peer), header);
    assertThat(remote.expect(Headers.class)).isEqualTo(Headers.of(header));
    Serving.tellOfTransaction(List.of(peer), CHAIN.tip().transactions().getFirst());
    time.advance(Duration.ofMinutes(1));
    assertThat(remote.expect(Inv.class).size()).isEqualTo(1);
  }

  @Test
  void pingsGoOutEveryTwoMinutes(VirtualRuntime time, Peer peer) {
    Testing.pingsEveryTwoMinutes(time, peer);
  }

  @Test
  void aNodeMisbehavesAndBehavesAgain(
      VirtualRuntime time,
      PipeNetwork network,
      PeerContext context,
      @ServedChain(blocks = 45) GeneratedChain chain,
      TestNode node)
      throws Exception {
    PeerConfig config = PeerConfig.builder(chain.network()).dialer(network).build();
    try (Peer peer = Peer.outbound(context, config)) {
      peer.connect(node.endpoint());
      time.awaitQuiet();
      Testing.misbehaves(node, chain);
      time.awaitQuiet();
      assertThat(Conversing.allHeaders(peer, chain.network().genesisHash())).hasSize(46);
      assertThat(Conversing.askForBlock(peer, chain.tipHash())).endsWith(" bytes");
    }
  }

  @Test
  void anOwnMessageKeepsTheContractAndIsHeard() throws Exception {
    Network network = OwnMessage.network();
    Tide today = new Tide(List.of(3, -1));
    BlockingQueue<Tide> heard = new ArrayBlockingQueue<>(1);
    try (PeerContext context = PeerContext.create();
        PeerContext there = PeerContext.create();
        PeerListener listener =
            Connecting.listen(
                there,
                PeerConfig.of(network),
                inbound -> inbound.on(Tide.class, (from, tide) -> from.send(tide)));
        Peer peer = Peer.outbound(context, PeerConfig.of(network))) {
      peer.connect(listener.endpoint());
      OwnMessage.exchange(peer, today, heard::add);
      assertThat(heard.take()).isEqualTo(today);
    }
    MessageContract.of(Tide.TYPE)
        .formats(WireFormat.base(70016))
        .checkSamples(
            10, random -> new Tide(random.ints(random.nextInt(Tide.MOST)).boxed().toList()));
  }

  @Test
  void aSessionIsCapturedAndReplayed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("session.pcap");
    try (TestNode node = TestNode.builder(CHAIN).start();
        PeerContext context = PeerContext.create();
        Peer first = Peer.outbound(context, PeerConfig.of(CHAIN.network()));
        Peer second = Peer.outbound(context, PeerConfig.of(CHAIN.network()))) {
      Transports.toPcap(context, first, node.endpoint().toString(), file);
      Transports.toFolder(context, second, node.endpoint().toString(), folder);
    }
    assertThat(file).isNotEmptyFile();
    Path received;
    try (Stream<Path> files = Files.walk(folder)) {
      received = files.filter(each -> each.endsWith("msgs_recv.dat")).findAny().orElseThrow();
    }
    List<Headers> heard = new ArrayList<>();
    Transports.replay(CHAIN.network(), received, (from, headers) -> heard.add(headers));
    assertThat(heard).hasSize(1);
  }

  @Test
  void tapsSeeBothDirections(Peer peer, ScriptedPeer remote) throws Exception {
    Map<String, Long> bytes = new HashMap<>();
    Transports.tap(peer, (command, count) -> bytes.merge(command, count, Long::sum));
    peer.send(GetAddr.INSTANCE);
    remote.expect(GetAddr.class);
    assertThat(bytes).containsEntry("getaddr", 24L);
    assertThat(TransportKind.valueOf("V1")).isEqualTo(peer.stats().transport());
  }

  @Test
  void strictIsAPolicy() {
    assertThat(Transports.strict().policy()).isEqualTo(PeerConfig.Policy.STRICT);
  }
}
