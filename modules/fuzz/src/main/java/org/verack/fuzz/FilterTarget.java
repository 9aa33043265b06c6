package org.verack.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.SipHash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.filter.GolombCodedSet;
import org.verack.wire.message.FilterLoad;

/** Filters and proofs; the first byte chooses which. */
final class FilterTarget {

  private static final int LARGEST_LENGTH = 64;

  private FilterTarget() {}

  static void run(Input in) {
    switch (in.u8() % 7) {
      case 0 -> readSet(in);
      case 1 -> makeSet(in);
      case 2 -> bloomElements(in);
      case 3 -> bloomTransaction(in);
      case 4 -> bloomBlock(in);
      case 5 -> blockFilter(in);
      default -> partialTree(in);
    }
  }

  private static List<Bytes> elements(Input in) {
    List<Bytes> elements = new ArrayList<>();
    while (!in.isEmpty()) {
      elements.add(in.bytes(in.u8() % LARGEST_LENGTH));
    }
    return elements;
  }

  private static void readSet(Input in) {
    int p = in.u8() % (GolombCodedSet.MAX_P + 1);
    long m = Math.max(1, in.u32());
    SipHash key = new SipHash(in.u8(), in.u8());
    Bytes encoded = in.rest();
    boolean expected = isSet(p, m, encoded);
    GolombCodedSet set;
    try {
      set = GolombCodedSet.parse(p, m, key, encoded);
    } catch (PayloadException e) {
      Check.fault(e);
      if (expected) {
        throw Check.refused("a set that is in order", e);
      }
      return;
    }
    Check.that(expected, "a set is accepted that is not in order");
    Check.same(set.encoded(), encoded, "set");
    boolean first = set.contains(Bytes.EMPTY);
    boolean second = set.contains(encoded);
    Check.same(set.containsAny(List.of(Bytes.EMPTY, encoded)), first || second, "any of two");
  }

  /** Reads a set bit by bit. */
  private static boolean isSet(int p, long m, Bytes encoded) {
    Input in = new Input(encoded.toArray());
    if (encoded.isEmpty()) {
      return false;
    }
    long size = in.u8();
    int from = 1;
    if (size >= 0xfd) {
      int width = size == 0xfd ? 2 : size == 0xfe ? 4 : 8;
      from += width;
      size = width == 2 ? in.u16() : width == 4 ? in.u32() : in.i64();
      long least = width == 2 ? 0xfd : width == 4 ? 0x1_0000L : 0x1_0000_0000L;
      if (encoded.length() < from || Long.compareUnsigned(size, least) < 0) {
        return false;
      }
    }
    long bits = 8L * (encoded.length() - from);
    if (Long.compareUnsigned(size, bits) > 0) {
      return false;
    }
    long at = 0;
    long value = 0;
    for (long i = 0; i < size; i++) {
      long quotient = 0;
      while (at < bits && bit(encoded, from, at)) {
        quotient++;
        at++;
      }
      at++;
      if (at + p > bits) {
        return false;
      }
      long remainder = 0;
      for (int j = 0; j < p; j++) {
        remainder = remainder << 1 | (bit(encoded, from, at++) ? 1 : 0);
      }
      value += (quotient << p) + remainder;
      if (value >= size * m) {
        return false;
      }
    }
    if (bits - at >= Byte.SIZE) {
      return false;
    }
    for (; at < bits; at++) {
      if (bit(encoded, from, at)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bit(Bytes bytes, int from, long at) {
    return (bytes.get(from + (int) (at >>> 3)) & 0x80 >>> (at & 7)) != 0;
  }

  private static void makeSet(Input in) {
    int p = in.u8() % (GolombCodedSet.MAX_P + 1);
    // Distances of far more than 2^p would be written as millions of ones.
    long m = 1 + (in.u32() & ((1L << Math.min(p + 4, 32)) - 1));
    m = Math.min(m, 0xffff_ffffL);
    SipHash key = new SipHash(in.u8(), in.u8());
    List<Bytes> elements = elements(in);
    GolombCodedSet set = GolombCodedSet.of(p, m, key, elements);
    try {
      Check.same(GolombCodedSet.parse(p, m, key, set.encoded()), set, "set read again");
    } catch (PayloadException e) {
      throw Check.refused("a set of our own", e);
    }
    for (Bytes each : elements) {
      Check.that(set.contains(each), "an element is missing");
    }
    Check.same(set.containsAny(elements), !elements.isEmpty(), "any of all");
  }

  private static BloomFilter bloom(Input in) {
    int functions = in.u8() % (FilterLoad.MAX_HASH_FUNCTIONS + 1);
    long tweak = in.u32();
    int flags = in.u8();
    return BloomFilter.of(new FilterLoad(in.bytes(in.u8()), functions, tweak, flags));
  }

  private static void bloomElements(Input in) {
    BloomFilter filter = bloom(in);
    List<Bytes> elements = elements(in);
    elements.forEach(filter::insert);
    for (Bytes each : elements) {
      Check.that(filter.contains(each), "an element is missing");
    }
    Check.same(
        BloomFilter.of(filter.toFilterLoad()).toFilterLoad(), filter.toFilterLoad(), "filter");
    BloomFilter created =
        BloomFilter.create(Math.max(1, elements.size()), 0.001, 1, FilterLoad.UPDATE_ALL);
    elements.forEach(created::insert);
    for (Bytes each : elements) {
      Check.that(created.contains(each), "an element of a new filter is missing");
    }
  }

  private static void bloomTransaction(Input in) {
    BloomFilter filter = bloom(in);
    try {
      Transaction transaction = Transaction.parse(in.rest());
      boolean first = filter.match(transaction);
      Check.that(!first || filter.match(transaction), "a match that does not last");
      filter.insert(transaction.txid());
      Check.that(filter.match(transaction), "no match of a txid");
    } catch (PayloadException e) {
      Check.fault(e);
    }
  }

  private static void bloomBlock(Input in) {
    BloomFilter filter = bloom(in);
    Block block = ChainTargets.readBlock(in);
    if (block != null) {
      BloomFilter same = BloomFilter.of(filter.toFilterLoad());
      int count = 0;
      for (Transaction each : block.transactions()) {
        count += same.match(each) ? 1 : 0;
      }
      Check.same(filter.match(block).cardinality(), count, "matches");
      Check.same(filter.toFilterLoad(), same.toFilterLoad(), "filter after a block");
    }
  }

  private static void blockFilter(Input in) {
    List<Bytes> scripts = List.of(in.bytes(in.u8() % LARGEST_LENGTH));
    Block block = ChainTargets.readBlock(in);
    if (block == null) {
      return;
    }
    BlockFilter filter = BlockFilter.of(block, scripts);
    try {
      Check.same(BlockFilter.of(filter.toCFilter()), filter, "block filter read again");
    } catch (PayloadException e) {
      throw Check.refused("a block filter of our own", e);
    }
    block
        .transactions()
        .forEach(
            transaction ->
                transaction
                    .outputs()
                    .forEach(
                        output -> {
                          Bytes script = output.script();
                          boolean left = script.isEmpty() || script.get(0) == 0x6a;
                          Check.that(left || filter.contains(script), "a script is missing");
                        }));
  }

  private static void partialTree(Input in) {
    long total = in.u32();
    Bytes flags = in.bytes(in.u8());
    List<Hash> hashes = new ArrayList<>();
    while (!in.isEmpty()) {
      byte[] hash = new byte[Hash.LENGTH];
      in.bytes(1 + in.u8() % Hash.LENGTH).copyTo(hash, 0);
      hashes.add(Hash.read(hash, 0));
    }
    try {
      PartialMerkleTree.Proof proof = new PartialMerkleTree(total, hashes, flags).verify();
      Check.that(proof.matches().size() <= hashes.size(), "more matches than hashes");
      int previous = -1;
      for (PartialMerkleTree.Match each : proof.matches()) {
        Check.that(each.position() > previous && each.position() < total, "place of a match");
        Check.that(hashes.contains(each.txid()), "a txid that was not given");
        previous = each.position();
      }
      if (total == proof.matches().size()) {
        ChainTargets.checkWhole(proof);
      }
    } catch (PayloadException e) {
      Check.fault(e);
    }
  }
}
