package org.verack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.StreamOptions;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.BlockStore;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.ChainSource;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.Dump.Field;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.TxOut;
import org.verack.wire.message.Version;
import org.verack.wire.request.Requests;
import org.verack.wire.role.VersionMessage;

/** Bitcoin's networks. */
final class BitcoinFamily implements Family {

  @Override
  public List<Network> networks() {
    return Networks.all();
  }

  @Override
  public boolean isOurs(VersionMessage version) {
    return version instanceof Version;
  }

  @Override
  public String services(ServiceFlags services) {
    return services.toString();
  }

  /** All networks of the family have the same coin. */
  @Override
  public Dump dump(Dump plain) {
    return plain.with(
        TxOut.class,
        (dump, name, output) -> {
          Field shown = plain.field(name, output);
          String amount = shown.text().replaceFirst("^\\S+", "$0 BTC");
          return new Field(shown.name(), amount, shown.parts());
        });
  }

  @Override
  public Optional<Object> header(Bytes bytes) {
    return bytes.length() == BlockHeader.SIZE
        ? Optional.of(BlockHeader.of(bytes))
        : Optional.empty();
  }

  @Override
  public boolean hasWitnesses() {
    return true;
  }

  @Override
  public boolean isDag() {
    return false;
  }

  @Override
  public boolean checksMerkleRoots() {
    return true;
  }

  @Override
  public List<Link> headers(Peer peer, Network network, List<Hash> locator, Duration timeout)
      throws IOException, InterruptedException {
    return peer.request(Requests.headers(locator), timeout).stream()
        .map(header -> link(header, network))
        .toList();
  }

  static Link link(BlockHeader header, Network network) {
    boolean worked = ProofOfWork.isMet(header.hash(), header.bits(), network.powLimitBits());
    return new Link(header.hash(), header.previousBlock(), worked, BlockHeader.SIZE + 1);
  }

  @Override
  public Answers<?> blocks(Peer peer, Iterable<List<Hash>> batches, StreamOptions options)
      throws IOException, InterruptedException {
    return new Answers<>(
        peer.stream(Family.questions(batches, Requests::blocks), options),
        answer ->
            new Blocks(
                answer.found().stream().map(BitcoinFamily::look).toList(), answer.missing()));
  }

  private static Fetched look(Block block) {
    return new Fetched(block.size(), block.transactionCount(), block.hasWitness());
  }

  @Override
  public Source generated(Network network, long seed, int count) {
    return new Chain(network, ChainGenerator.seeded(seed).network(network).generate(count));
  }

  @Override
  public Source ofFiles(Network network, List<Path> files) throws IOException {
    return new Chain(network, BlockStore.ofFiles(network, files));
  }

  private record Chain(Network network, ChainSource chain) implements Source {

    @Override
    public int tipHeight() {
      return chain.tipHeight();
    }

    @Override
    public Node serve(Endpoint listen, Consumer<PeerConfig.Builder> change, Consumer<Peer> onPeer)
        throws IOException {
      return new Serving(
          TestNode.builder(network, chain)
              .userAgent(ServeCommand.USER_AGENT)
              .listen(listen)
              .configure(change)
              .onPeer(onPeer)
              .start());
    }
  }

  private record Serving(TestNode node) implements Node {

    @Override
    public Endpoint endpoint() {
      return node.endpoint();
    }

    @Override
    public void connect(Endpoint target) throws IOException, InterruptedException {
      Peer unused = node.connect(target);
    }

    @Override
    public void close() {
      node.close();
    }
  }
}
