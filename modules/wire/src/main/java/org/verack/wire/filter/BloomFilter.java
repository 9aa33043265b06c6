package org.verack.wire.filter;

import java.util.BitSet;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.InputCursor;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.OutputCursor;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.FilterLoad;

/**
 * A set of byte strings that answers "perhaps" or "certainly not" (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>). A light client
 * fills one with what concerns it and gives it to a node as {@link FilterLoad}; the node then
 * announces only transactions that match.
 *
 * <p>What the filter holds can be guessed from it. Use block filters ({@link BlockFilter}) where
 * that matters.
 *
 * <p>A filter changes as elements are inserted, also when transactions are {@linkplain #match
 * matched}. Not safe for use by several threads at once.
 *
 * {@snippet :
 * BloomFilter filter = BloomFilter.create(10, 0.000001, 7, FilterLoad.UPDATE_ALL);
 * filter.insert(transaction.inputs().getFirst().previousOutput());
 *
 * assert filter.match(transaction); // it spends the output; its own outputs are now in, too
 * peer.send(filter.toFilterLoad()); // from now on the node announces only what matches
 * }
 */
public final class BloomFilter {

  /** What makes another function of the same hash, from one to the next (BIP 37). */
  private static final int SEED_STEP = 0xfba4c795;

  private static final double LN_2 = Math.log(2);

  /** The bits of the flags that say how to update (Bitcoin Core). */
  private static final int UPDATE_MASK = 3;

  private final byte[] bits;
  private final int hashFunctions;
  private final int tweak;
  private final int flags;

  private BloomFilter(byte[] bits, int hashFunctions, int tweak, int flags) {
    this.bits = bits;
    this.hashFunctions = hashFunctions;
    this.tweak = tweak;
    this.flags = flags;
  }

  /**
   * Creates an empty filter, of the size and the number of hash functions that are best for its
   * purpose and allowed by the protocol.
   *
   * @param elements how many elements are going to be inserted, at least 1
   * @param falsePositiveRate which part of all other elements may match, between 0 and 1
   * @param tweak makes the filter differ from others of the same elements; random, 0 to 2^32 - 1
   * @param flags whether outputs that match go into the filter, see {@link FilterLoad#flags()}
   * @return the filter
   * @throws IllegalArgumentException if a number is out of range
   */
  public static BloomFilter create(int elements, double falsePositiveRate, long tweak, int flags) {
    if (elements < 1) {
      throw new IllegalArgumentException(elements + " elements");
    }
    if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
      throw new IllegalArgumentException(
          "false positive rate " + falsePositiveRate + " is not between 0 and 1");
    }
    double bestBits = -1 / (LN_2 * LN_2) * elements * Math.log(falsePositiveRate);
    int size = (int) Math.min(bestBits, 8.0 * FilterLoad.MAX_FILTER) / 8;
    // The quotient is cut to a whole number before the product: so does Bitcoin Core.
    int bitsPerElement = 8 * size / elements;
    int functions = (int) (bitsPerElement * LN_2);
    Bytes empty = Bytes.wrap(new byte[size]);
    return of(
        new FilterLoad(empty, Math.min(functions, FilterLoad.MAX_HASH_FUNCTIONS), tweak, flags));
  }

  /**
   * Takes the filter of a message.
   *
   * @param message the message
   * @return a new filter with a copy of its bits
   * @throws IllegalArgumentException if it is longer or has more hash functions than the protocol
   *     allows, which a message that was decoded never has
   */
  public static BloomFilter of(FilterLoad message) {
    if (message.filter().length() > FilterLoad.MAX_FILTER
        || message.hashFunctions() > FilterLoad.MAX_HASH_FUNCTIONS) {
      throw new IllegalArgumentException("over the limits: " + message);
    }
    return new BloomFilter(
        message.filter().toArray(),
        (int) message.hashFunctions(),
        (int) message.tweak(),
        message.flags());
  }

  /**
   * Makes the message that gives this filter to a node.
   *
   * @return the message, with a copy of the bits as they are now
   */
  public FilterLoad toFilterLoad() {
    return new FilterLoad(Bytes.copyOf(bits), hashFunctions, tweak & 0xffff_ffffL, flags);
  }

  /**
   * Inserts an element.
   *
   * @param element a public key, the hash of one, a script hash, a txid, or whatever else a script
   *     pushes
   */
  public void insert(Bytes element) {
    insert(element.array(), element.offset(), element.length());
  }

  /**
   * Inserts a txid.
   *
   * @param txid the txid
   */
  public void insert(Hash txid) {
    insert(txid.toArray(), 0, Hash.LENGTH);
  }

  /**
   * Inserts an output, so that the transaction that spends it matches.
   *
   * @param output the output
   */
  public void insert(OutPoint output) {
    insert(bytes(output.txid(), output.index()), 0, OutPoint.SIZE);
  }

  private void insert(byte[] array, int offset, int length) {
    if (bits.length == 0) {
      return;
    }
    for (int i = 0; i < hashFunctions; i++) {
      int bit = bit(i, array, offset, length);
      bits[bit >>> 3] |= (byte) (1 << (bit & 7));
    }
  }

  /**
   * Tells whether an element may have been inserted.
   *
   * @param element the element
   * @return false if it certainly was not. A filter of no bytes contains everything (Bitcoin Core)
   */
  public boolean contains(Bytes element) {
    return contains(element.array(), element.offset(), element.length());
  }

  /**
   * Tells whether a txid may have been inserted.
   *
   * @param txid the txid
   * @return false if it certainly was not
   */
  public boolean contains(Hash txid) {
    return contains(txid.toArray(), 0, Hash.LENGTH);
  }

  /**
   * Tells whether an output may have been inserted.
   *
   * @param output the output
   * @return false if it certainly was not
   */
  public boolean contains(OutPoint output) {
    return contains(bytes(output.txid(), output.index()), 0, OutPoint.SIZE);
  }

  private boolean contains(byte[] array, int offset, int length) {
    if (bits.length == 0) {
      return true;
    }
    for (int i = 0; i < hashFunctions; i++) {
      int bit = bit(i, array, offset, length);
      if ((bits[bit >>> 3] >>> (bit & 7) & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private int bit(int function, byte[] array, int offset, int length) {
    int hash = Murmur3.hash(function * SEED_STEP + tweak, array, offset, length);
    return Integer.remainderUnsigned(hash, 8 * bits.length);
  }

  private static byte[] bytes(Hash txid, long index) {
    byte[] bytes = new byte[OutPoint.SIZE];
    txid.write(bytes, 0);
    for (int i = 0; i < 4; i++) {
      bytes[Hash.LENGTH + i] = (byte) (index >>> (8 * i));
    }
    return bytes;
  }

  /**
   * Matches a transaction, and inserts its outputs that match as the flags say, so that the
   * transactions match that spend them.
   *
   * <p>A transaction matches by its txid, by what its output scripts push, by the outputs that it
   * spends, and by what its signature scripts push. Witnesses are not looked at.
   *
   * @param transaction the transaction
   * @return false if it certainly does not concern whoever made the filter
   */
  public boolean match(Transaction transaction) {
    if (bits.length == 0) {
      return true;
    }
    Hash txid = transaction.txid();
    // The outputs are looked at even if the txid matches, because they may have to be inserted.
    boolean outputs = matchOutputs(transaction, txid);
    return outputs || contains(txid) || matchInputs(transaction);
  }

  private boolean matchOutputs(Transaction transaction, Hash txid) {
    Bytes bytes = transaction.bytes();
    boolean found = false;
    for (OutputCursor output = transaction.outputCursor(); output.next(); ) {
      int offset = bytes.offset() + output.scriptOffset();
      if (containsPush(bytes.array(), offset, output.scriptLength())) {
        found = true;
        if (isInserted(bytes.array(), offset, output.scriptLength())) {
          insert(new OutPoint(txid, output.outputIndex()));
        }
      }
    }
    return found;
  }

  private boolean isInserted(byte[] array, int scriptOffset, int scriptLength) {
    return switch (flags & UPDATE_MASK) {
      case FilterLoad.UPDATE_ALL -> true;
      case FilterLoad.UPDATE_P2PUBKEY_ONLY ->
          ScriptPushes.paysToKeys(array, scriptOffset, scriptLength);
      default -> false;
    };
  }

  private boolean matchInputs(Transaction transaction) {
    Bytes bytes = transaction.bytes();
    for (InputCursor input = transaction.inputCursor(); input.next(); ) {
      int previous = bytes.offset() + input.previousOffset();
      int script = bytes.offset() + input.scriptOffset();
      if (contains(bytes.array(), previous, OutPoint.SIZE)
          || containsPush(bytes.array(), script, input.scriptLength())) {
        return true;
      }
    }
    return false;
  }

  private boolean containsPush(byte[] array, int scriptOffset, int scriptLength) {
    ScriptPushes pushes = new ScriptPushes(array, scriptOffset, scriptLength);
    while (pushes.next()) {
      if (pushes.dataLength() > 0 && contains(array, pushes.dataOffset(), pushes.dataLength())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Matches the transactions of a block one after the other, as {@link #match} does. With {@link
   * org.verack.wire.chain.PartialMerkleTree#of} this is what a node needs for {@code merkleblock}.
   *
   * @param block the block
   * @return the positions of the transactions that match
   */
  public BitSet match(Block block) {
    BitSet matches = new BitSet(block.transactionCount());
    for (int i = 0; i < block.transactionCount(); i++) {
      matches.set(i, match(block.transaction(i)));
    }
    return matches;
  }

  @Override
  public String toString() {
    return "bloom filter, " + bits.length + " bytes, " + hashFunctions + " hash functions";
  }
}
