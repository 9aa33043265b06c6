package org.verack.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;

/** What is said: messages of all sizes, most of them small, as in life. Immutable. */
final class Repertoire {

  private static final int CHAIN_LENGTH = 120;
  private static final int LARGE = 1_000_000;

  private final GeneratedChain chain =
      ChainGenerator.seeded(8).network(Networks.REGTEST).coinbaseMaturity(5).generate(CHAIN_LENGTH);
  private final List<Message> fixed;
  private final Message large;

  Repertoire() {
    fixed = new ArrayList<>(chain.blocks());
    chain.blocks().forEach(block -> fixed.addAll(block.transactions()));
    fixed.add(Headers.of(chain.blocks().stream().map(Block::header).toList()));
    fixed.add(GetAddr.INSTANCE);
    large = new UnknownMessage("soak", random(new SplittableRandom(1), LARGE));
  }

  GeneratedChain chain() {
    return chain;
  }

  /** Tells whether a message is one that is said here, and not one of the engine's own. */
  static boolean contains(Message message) {
    return switch (message) {
      case Inv inv -> true;
      case NotFound notFound -> true;
      case Headers headers -> true;
      case GetAddr getAddr -> true;
      case Block block -> true;
      case Transaction transaction -> true;
      case UnknownMessage unknown -> true;
      default -> false;
    };
  }

  /** Draws one. About one in a thousand is a megabyte. */
  Message draw(RandomGenerator random) {
    int kind = random.nextInt(1000);
    if (kind == 0) {
      return large;
    } else if (kind < 400) {
      return fixed.get(random.nextInt(fixed.size()));
    } else if (kind < 500) {
      return new UnknownMessage("soak", random(random, random.nextInt(5_000)));
    } else if (kind < 550) {
      return NotFound.of(entries(random, 1 + random.nextInt(20)));
    } else if (kind < 560) {
      return Inv.of(entries(random, 1 + random.nextInt(2_000)));
    }
    return Inv.of(entries(random, 1 + random.nextInt(8)));
  }

  private static List<InventoryVector> entries(RandomGenerator random, int count) {
    List<InventoryVector> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] hash = new byte[Hash.LENGTH];
      random.nextBytes(hash);
      entries.add(InventoryVector.wtx(Hash.read(hash, 0)));
    }
    return entries;
  }

  private static Bytes random(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
