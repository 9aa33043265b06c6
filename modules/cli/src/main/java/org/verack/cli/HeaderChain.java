package org.verack.cli;

import java.util.ArrayList;
import java.util.List;
import org.verack.cli.Family.Link;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.message.Locator;

/**
 * The hashes of a chain of blocks, as far as it is known: each header has its proof of work and
 * follows the one before.
 *
 * <p>What it does not check is whether the targets are those that the network's rules ask for.
 */
final class HeaderChain {

  private final Network network;
  private final List<Hash> hashes = new ArrayList<>();

  /**
   * Begins with a block that is trusted.
   *
   * @param base the hash of the block before the first that is wanted
   */
  HeaderChain(Network network, Hash base) {
    this.network = network;
    hashes.add(base);
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
    Hash parent = headers.getFirst().previous();
    int fork = hashes.lastIndexOf(parent);
    if (fork < 0) {
      throw new CommandFailure("the node does not know block " + hashes.getFirst());
    }
    hashes.subList(fork + 1, hashes.size()).clear();
    for (Link header : headers) {
      if (!header.previous().equals(hashes.getLast())) {
        throw new CommandFailure("header " + header.hash() + " does not follow the one before");
      }
      if (!header.hasWork()) {
        throw new CommandFailure("header " + header.hash() + " has no valid proof of work");
      }
      hashes.add(header.hash());
    }
    if (length() <= before) {
      throw new CommandFailure("the node replaces its best chain by one that is not longer");
    }
  }
}
