package org.verack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.StreamOptions;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.kaspa.KaspaDump;
import org.verack.wire.kaspa.KaspaHandshake;
import org.verack.wire.kaspa.KaspaNetworks;
import org.verack.wire.kaspa.KaspaServices;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.BlockHeader;
import org.verack.wire.kaspa.generator.KaspaDag;
import org.verack.wire.kaspa.generator.KaspaResponder;
import org.verack.wire.kaspa.message.Version;
import org.verack.wire.kaspa.request.KaspaRequests;
import org.verack.wire.request.Found;
import org.verack.wire.role.VersionMessage;

/** Kaspa's networks. */
final class KaspaFamily implements Family {

  /** How many headers are fetched before there is something to report. */
  private static final int MANY = 500;

  @Override
  public List<Network> networks() {
    return KaspaNetworks.all();
  }

  @Override
  public boolean isOurs(VersionMessage version) {
    return version instanceof Version;
  }

  @Override
  public String services(ServiceFlags services) {
    return KaspaServices.toString(services);
  }

  @Override
  public Dump dump(Dump plain) {
    return KaspaDump.addTo(plain);
  }

  /** Headers are of different length; bytes that are one to the last are one. */
  @Override
  public Optional<Object> header(Bytes bytes) {
    PayloadReader in = PayloadReader.over(bytes);
    try {
      BlockHeader header = BlockHeader.read(in);
      return in.remaining() == 0 ? Optional.of(header) : Optional.empty();
    } catch (PayloadException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isDag() {
    return true;
  }

  @Override
  public boolean hasWitnesses() {
    return false;
  }

  /** How a row of odd length continues in Kaspa's trees of 2020 is not known here. */
  @Override
  public boolean checksMerkleRoots() {
    return false;
  }

  /** There is no message for headers, so they come with their blocks. */
  @Override
  public List<Link> headers(Peer peer, Network network, List<Hash> locator, Duration timeout)
      throws IOException, InterruptedException {
    Hash low = locator.getFirst();
    Hash tip = peer.request(KaspaRequests.selectedTip(), timeout);
    if (low.equals(tip)) {
      return List.of();
    }
    List<Hash> hashes = peer.request(KaspaRequests.blockHashes(low, tip), timeout);
    if (hashes.isEmpty()) {
      throw new IOException("the node does not know block " + low);
    }
    List<Link> links = new ArrayList<>();
    int most = Math.min(hashes.size(), MANY);
    for (int from = 0; from < most; from += KaspaRequests.MAX_BLOCKS) {
      List<Hash> batch = hashes.subList(from, Math.min(most, from + KaspaRequests.MAX_BLOCKS));
      Found<Block> answer = peer.request(KaspaRequests.blocks(batch), timeout);
      if (!answer.missing().isEmpty()) {
        throw new IOException("the node does not give block " + answer.missing().getFirst());
      }
      for (Block block : answer.found()) {
        BlockHeader header = block.header();
        boolean worked = header.hasWork(network.powLimitBits());
        links.add(new Link(block.hash(), header.parents(), worked, block.size()));
      }
    }
    return links;
  }

  @Override
  public Answers<?> blocks(Peer peer, Iterable<List<Hash>> batches, StreamOptions options)
      throws IOException, InterruptedException {
    return new Answers<>(
        peer.stream(Family.questions(batches, KaspaRequests::blocks), options),
        answer ->
            new Blocks(answer.found().stream().map(KaspaFamily::look).toList(), answer.missing()));
  }

  private static Fetched look(Block block) {
    return new Fetched(block.size(), block.transactions().size(), false);
  }

  @Override
  public Source generated(Network network, long seed, int count) {
    return new Dag(KaspaDag.generate(network, seed, count));
  }

  @Override
  public Source ofFiles(Network network, List<Path> files) throws IOException {
    return new Dag(KaspaDag.of(network, Family.readFiles(files, Block::parse)));
  }

  private record Dag(KaspaDag dag) implements Source {

    @Override
    public int tipHeight() {
      return dag.blocks().size() - 1;
    }

    @Override
    public Node serve(Endpoint listen, Consumer<PeerConfig.Builder> change, Consumer<Peer> onPeer)
        throws IOException {
      return AnsweringNode.start(
          dag.network(),
          config -> {
            config
                .services(KaspaServices.NETWORK)
                .handshake(KaspaHandshake.of(() -> dag.selectedTip().hash()));
            change.accept(config);
          },
          new KaspaResponder(dag)::answers,
          listen,
          onPeer);
    }
  }
}
