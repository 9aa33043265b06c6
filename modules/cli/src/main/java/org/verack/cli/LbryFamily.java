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
import org.verack.wire.Dump.Field;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.TxOut;
import org.verack.wire.lbry.LbryDump;
import org.verack.wire.lbry.LbryNetworks;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.generator.LbryChain;
import org.verack.wire.lbry.generator.LbryResponder;
import org.verack.wire.lbry.request.LbryRequests;
import org.verack.wire.role.VersionMessage;

/** LBRY's networks. */
final class LbryFamily implements Family {

  @Override
  public List<Network> networks() {
    return LbryNetworks.all();
  }

  /** Its version message is Bitcoin's, and so is what that says. */
  @Override
  public boolean isOurs(VersionMessage version) {
    return false;
  }

  @Override
  public String services(ServiceFlags services) {
    return services.toString();
  }

  @Override
  public Dump dump(Dump plain) {
    Dump ours = LbryDump.addTo(plain);
    return ours.with(
        TxOut.class,
        (dump, name, output) -> {
          Field shown = plain.field(name, output);
          String amount = shown.text().replaceFirst("^\\S+", "$0 LBC");
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
    return peer.request(LbryRequests.headers(locator), timeout).stream()
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
        peer.stream(Family.questions(batches, LbryRequests::blocks), options),
        answer ->
            new Blocks(answer.found().stream().map(LbryFamily::look).toList(), answer.missing()));
  }

  private static Fetched look(Block block) {
    return new Fetched(block.size(), block.body().count(), block.body().hasWitness());
  }

  @Override
  public Source generated(Network network, long seed, int count) {
    return new Chain(LbryChain.generate(network, seed, count));
  }

  @Override
  public Source ofFiles(Network network, List<Path> files) throws IOException {
    return new Chain(LbryChain.of(network, Family.readFiles(files, Block::parse)));
  }

  private record Chain(LbryChain chain) implements Source {

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
            config
                .services(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS))
                .bestHeight(chain::tipHeight);
            change.accept(config);
          },
          new LbryResponder(chain)::answers,
          listen,
          onPeer);
    }
  }
}
