package org.verack.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.verack.cli.Family.Link;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.message.Locator;

/**
 * The hashes of a chain of blocks, as far as it is known: each header has its proof of work and
 * follows the one before. Where a block may follow several, each follows some that came before it.
 *
 * <p>What it does not check is whether the targets are those that the network's rules ask for.
 */
final class HeaderChain {

  private final Network network;
  private final List<Hash> hashes = new ArrayList<>();
  private final Set<Hash> known = new HashSet<>();
  private long bytes;

  /**
   * Begins with a block that is trusted.
   *
   * @param base the hash of the block before the first that is wanted
   */
  HeaderChain(Network network, Hash base) {
    this.network = network;
    add(base);
  }

  private void add(Hash hash) {
    hashes.add(hash);
    known.add(hash);
  }

  /** What the headers took on the wire. */
  long bytes() {
    return bytes;
  }

  /** How many blocks there are after the first. */
  int length() {
    return hashes.size() - 1;
  }

  /** The hashes after the first. */
  List<Hash> hashes() {
    return List.copyOf(hashes.subList(1, hashes.size()));
  }

  /**
   * What to ask a node with. The genesis block is always part of it: a node that does not know the
   * first block then answers from there, instead of with something that fits nothing.
   */
  List<Hash> locator() {
    List<Hash> locator = new ArrayList<>(Locator.of(hashes::get, length()));
    if (!hashes.getFirst().equals(network.genesisHash())) {
      locator.add(network.genesisHash());
    }
    return locator;
  }

  /**
   * Adds headers that follow a block of this chain. If that is not the last, the chain's end has
   * been replaced by a longer one.
   *
   * @throws CommandFailure if they do not follow, do not make the chain longer, or lack work
   */
  void append(List<Link> headers) throws CommandFailure {
    int before = length();
    if (!Family.of(network).isDag()) {
      backTo(headers.getFirst().parents().getFirst());
    }
    for (Link header : headers) {
      if (!follows(header)) {
        throw new CommandFailure("header " + header.hash() + " does not follow the one before");
      }
      if (!header.hasWork()) {
        throw new CommandFailure("header " + header.hash() + " has no valid proof of work");
      }
      add(header.hash());
      bytes += header.size();
    }
    if (length() <= before) {
      throw new CommandFailure("the node replaces its best chain by one that is not longer");
    }
  }

  private void backTo(Hash parent) throws CommandFailure {
    int fork = hashes.lastIndexOf(parent);
    if (fork < 0) {
      throw new CommandFailure("the node does not know block " + hashes.getFirst());
    }
    List<Hash> replaced = hashes.subList(fork + 1, hashes.size());
    replaced.forEach(known::remove);
    replaced.clear();
  }

  private boolean follows(Link header) {
    return Family.of(network).isDag()
        ? !header.parents().isEmpty() && known.containsAll(header.parents())
        : header.parents().equals(List.of(hashes.getLast()));
  }
}
