package org.verack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.RequestStream;
import org.verack.peer.StreamOptions;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.request.Request;
import org.verack.wire.role.VersionMessage;

/** What the commands have to know of a family of networks besides what its networks say. */
sealed interface Family permits BitcoinFamily, LbryFamily, DecredFamily, KaspaFamily {

  /**
   * A header, as far as a chain of headers is checked.
   *
   * @param parents the blocks that it follows; one, except where blocks are no chain
   * @param hasWork whether it has its proof of work
   * @param size what it took on the wire, in bytes
   */
  record Link(Hash hash, List<Hash> parents, boolean hasWork, int size) {

    /** A header that follows one block. */
    Link(Hash hash, Hash previous, boolean hasWork, int size) {
      this(hash, List.of(previous), hasWork, size);
    }
  }

  /**
   * A block that came and was in order.
   *
   * @param hasWitnesses whether it has witnesses that it commits to apart from its transactions
   */
  record Fetched(int size, int transactions, boolean hasWitnesses) {}

  /** The blocks that came, in the order in which they were asked for, and those that did not. */
  record Blocks(List<Fetched> found, List<Hash> missing) {}

  /** The answers to questions for blocks, one after the other. */
  record Answers<R>(RequestStream<R> stream, Function<R, Blocks> look) implements AutoCloseable {

    boolean hasNext() {
      return stream.hasNext();
    }

    Blocks next() throws IOException, InterruptedException {
      return look.apply(stream.next());
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  /** Blocks that can be served. */
  interface Source {

    /** The height of the newest block. */
    int tipHeight();

    /** Starts a node that serves them. */
    Node serve(Endpoint listen, Consumer<PeerConfig.Builder> change, Consumer<Peer> onPeer)
        throws IOException;
  }

  /** A node that serves blocks until it is closed. */
  interface Node extends AutoCloseable {

    /** Where it listens. */
    Endpoint endpoint();

    /** Dials another node and serves it, too. */
    void connect(Endpoint target) throws IOException, InterruptedException;

    @Override
    void close();
  }

  /** All families. */
  List<Family> ALL =
      List.of(new BitcoinFamily(), new LbryFamily(), new DecredFamily(), new KaspaFamily());

  /** The networks of all families. */
  static List<Network> allNetworks() {
    List<Network> all = new ArrayList<>();
    ALL.forEach(family -> all.addAll(family.networks()));
    return all;
  }

  /** Finds the family of a network out of {@link #allNetworks()}. */
  static Family of(Network network) {
    return ALL.stream()
        .filter(family -> family.networks().contains(network))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family of " + network));
  }

  /** Finds the family whose version message this is. */
  static Family of(VersionMessage version) {
    return ALL.stream()
        .filter(family -> family.isOurs(version))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family of " + version.getClass()));
  }

  /** The networks that the commands know. */
  List<Network> networks();

  /** Whether a version message is of the family. */
  boolean isOurs(VersionMessage version);

  /** Names services in a few words. */
  String services(ServiceFlags services);

  /** Adds to a dump what shows the family's types. */
  Dump dump(Dump plain);

  /** Takes bytes as a header, if they are as long as one. */
  Optional<Object> header(Bytes bytes);

  /** Whether a block may follow several others. */
  boolean isDag();

  /** Whether there are witnesses that a block commits to. */
  boolean hasWitnesses();

  /** Whether it is checked that a block's transactions are those that its hash commits to. */
  boolean checksMerkleRoots();

  /**
   * Asks for headers that follow the newest block of a locator which the node has, in an order in
   * which each comes after those that it follows.
   */
  List<Link> headers(Peer peer, Network network, List<Hash> locator, Duration timeout)
      throws IOException, InterruptedException;

  /** Asks for blocks, as many at a time as the batches say. */
  Answers<?> blocks(Peer peer, Iterable<List<Hash>> batches, StreamOptions options)
      throws IOException, InterruptedException;

  /** Reads a block. */
  interface BlockParser<B> {

    B parse(Bytes bytes) throws PayloadException;
  }

  /** Reads blocks, one out of each file. */
  static <B> List<B> readFiles(List<Path> files, BlockParser<B> parser) throws IOException {
    List<B> blocks = new ArrayList<>();
    for (Path file : files) {
      try {
        blocks.add(parser.parse(Bytes.wrap(Files.readAllBytes(file))));
      } catch (PayloadException e) {
        throw new IOException(file + " is not a block: " + e.getMessage(), e);
      }
    }
    return blocks;
  }

  /** Makes questions of batches, when they are asked. */
  static <R> Iterable<Request<R>> questions(
      Iterable<List<Hash>> batches, Function<List<Hash>, Request<R>> question) {
    return () -> {
      Iterator<List<Hash>> rest = batches.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rest.hasNext();
        }

        @Override
        public Request<R> next() {
          return question.apply(rest.next());
        }
      };
    };
  }

  /**
   * Makes up a chain.
   *
   * @throws IllegalArgumentException if blocks of the network are too hard to mine
   */
  Source generated(Network network, long seed, int count);

  /** Reads blocks, one out of each file. */
  Source ofFiles(Network network, List<Path> files) throws IOException;
}
