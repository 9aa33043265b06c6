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
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.decred.DecredDump;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.DecredServices;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.generator.DecredChain;
import org.verack.wire.decred.generator.DecredResponder;
import org.verack.wire.decred.message.Version;
import org.verack.wire.decred.request.DecredRequests;
import org.verack.wire.role.VersionMessage;

/** Decred's networks. */
final class DecredFamily implements Family {

  @Override
  public List<Network> networks() {
    return DecredNetworks.all();
  }

  @Override
  public boolean isOurs(VersionMessage version) {
    return version instanceof Version;
  }

  @Override
  public String services(ServiceFlags services) {
    return DecredServices.toString(services);
  }

  @Override
  public Dump dump(Dump plain) {
    return DecredDump.addTo(plain);
  }

  @Override
  public Optional<Object> header(Bytes bytes) {
    return bytes.length() == BlockHeader.SIZE
        ? Optional.of(BlockHeader.of(bytes))
        : Optional.empty();
  }

  /** Signatures are part of the hashes in the merkle tree. */
  @Override
  public boolean hasWitnesses() {
    return false;
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
    return peer.request(DecredRequests.headers(locator), timeout).stream()
        .map(
            header ->
                new Link(
                    header.hash(),
                    header.previousBlock(),
                    header.hasWork(network.powLimitBits()),
                    BlockHeader.SIZE + 1))
        .toList();
  }

  @Override
  public Answers<?> blocks(Peer peer, Iterable<List<Hash>> batches, StreamOptions options)
      throws IOException, InterruptedException {
    return new Answers<>(
        peer.stream(Family.questions(batches, DecredRequests::blocks), options),
        answer ->
            new Blocks(answer.found().stream().map(DecredFamily::look).toList(), answer.missing()));
  }

  private static Fetched look(Block block) {
    int transactions = block.transactions().size() + block.stakeTransactions().size();
    return new Fetched(block.size(), transactions, false);
  }

  @Override
  public Source generated(Network network, long seed, int count) {
    return new Chain(DecredChain.generate(network, seed, count));
  }

  @Override
  public Source ofFiles(Network network, List<Path> files) throws IOException {
    return new Chain(DecredChain.of(network, Family.readFiles(files, Block::parse)));
  }

  private record Chain(DecredChain chain) implements Source {

    @Override
    public int tipHeight() {
      return chain.tipHeight();
    }

    @Override
    public Node serve(Endpoint listen, Consumer<PeerConfig.Builder> change, Consumer<Peer> onPeer)
        throws IOException {
      return AnsweringNode.start(
          chain.network(),
          config -> {
            config.services(DecredServices.NETWORK).bestHeight(chain::tipHeight);
            change.accept(config);
          },
          new DecredResponder(chain)::answers,
          listen,
          onPeer);
    }
  }
}
