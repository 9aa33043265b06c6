package org.verack.wire.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.SipHash;
import org.verack.wire.WireFault;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.OutputCursor;
import org.verack.wire.message.CFilter;

/**
 * The basic filter of a block: the set of all scripts that it creates and spends (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0158.mediawiki">BIP 158</a>). A light
 * client asks the filter whether to fetch the block, and no node learns what it was looking for.
 *
 * <p>Immutable and safe for use from any thread. Making one from bytes checks all of them; that
 * they are the filter of the block only the filter headers can tell, see {@link FilterHeaders}.
 *
 * {@snippet :
 * Bytes mine = block.transaction(1).outputs().getFirst().script();
 * BlockFilter filter = BlockFilter.of(block, List.of()); // of what it spends nothing is known here
 *
 * assert filter.contains(mine); // so the block is worth fetching
 * assert !filter.contains(Bytes.ofHex("0014" + "00".repeat(20)));
 * assert BlockFilter.parse(block.hash(), filter.encoded()).equals(filter);
 * }
 */
public final class BlockFilter {

  /** The number of the basic filter among the types of filters. */
  public static final int BASIC = 0;

  /** How many bits of each distance the code of a basic filter does not write in unary. */
  public static final int P = 19;

  /** One in how many scripts that are not in a basic filter matches nevertheless. */
  public static final long M = 784_931;

  private static final byte OP_RETURN = 0x6a;

  private final Hash block;
  private final GolombCodedSet set;

  private BlockFilter(Hash block, GolombCodedSet set) {
    this.block = block;
    this.set = set;
  }

  /**
   * Makes the basic filter of a block.
   *
   * @param block the block
   * @param previousScripts the scripts of all outputs that the block spends, in any order; also
   *     those that it creates itself need not be left out
   * @return the filter
   */
  public static BlockFilter of(Block block, Collection<Bytes> previousScripts) {
    List<Bytes> elements = new ArrayList<>(previousScripts.size());
    for (Bytes script : previousScripts) {
      if (!script.isEmpty()) {
        elements.add(script);
      }
    }
    Bytes bytes = block.bytes();
    for (OutputCursor output = block.outputCursor(); output.next(); ) {
      // Nobody can spend what begins with OP_RETURN, so nobody looks for it.
      if (output.scriptLength() > 0 && bytes.get(output.scriptOffset()) != OP_RETURN) {
        elements.add(output.script());
      }
    }
    return new BlockFilter(block.hash(), GolombCodedSet.of(P, M, key(block.hash()), elements));
  }

  /**
   * Reads a basic filter.
   *
   * @param block the hash of the block
   * @param encoded the filter as BIP 158 writes it; kept, not copied
   * @return the filter
   * @throws PayloadException if the bytes are not one filter
   */
  public static BlockFilter parse(Hash block, Bytes encoded) throws PayloadException {
    return new BlockFilter(block, GolombCodedSet.parse(P, M, key(block), encoded));
  }

  /**
   * Reads the basic filter in a message.
   *
   * @param message the message
   * @return the filter
   * @throws PayloadException if it is a filter of another type, or its bytes are not one filter
   */
  public static BlockFilter of(CFilter message) throws PayloadException {
    if (message.filterType() != BASIC) {
      throw new PayloadException(
          WireFault.BAD_VALUE, "filter type " + message.filterType() + " is not basic", 0);
    }
    return parse(message.block(), message.filter());
  }

  /** The key is the beginning of the hash, so that no two blocks share their false positives. */
  private static SipHash key(Hash block) {
    return new SipHash(block.word(0), block.word(1));
  }

  /**
   * Makes the message that carries this filter.
   *
   * @return the message
   */
  public CFilter toCFilter() {
    return new CFilter(BASIC, block, set.encoded());
  }

  /**
   * Returns which block this is the filter of.
   *
   * @return its hash
   */
  public Hash block() {
    return block;
  }

  /**
   * Returns the filter as BIP 158 writes it.
   *
   * @return the bytes
   */
  public Bytes encoded() {
    return set.encoded();
  }

  /**
   * Returns how many different scripts are in the filter.
   *
   * @return the number
   */
  public int size() {
    return set.size();
  }

  /**
   * Returns the hash of the filter.
   *
   * @return double SHA-256 of {@link #encoded()}
   */
  public Hash hash() {
    return Hash.sha256d(set.encoded());
  }

  /**
   * Returns the filter header.
   *
   * @param previousHeader the filter header of the block before; {@link Hash#ZERO} for the first
   * @return the header
   */
  public Hash header(Hash previousHeader) {
    return FilterHeaders.header(hash(), previousHeader);
  }

  /**
   * Tells whether the block may create or spend an output with a script.
   *
   * @param script the output script
   * @return false if it certainly does not
   */
  public boolean contains(Bytes script) {
    return set.contains(script);
  }

  /**
   * Tells whether the block may create or spend an output with any of several scripts, in one walk
   * through the filter.
   *
   * @param scripts the output scripts
   * @return false if it certainly does not
   */
  public boolean containsAny(Collection<Bytes> scripts) {
    return set.containsAny(scripts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BlockFilter that && block.equals(that.block) && set.equals(that.set);
  }

  @Override
  public int hashCode() {
    return Objects.hash(block, set);
  }

  @Override
  public String toString() {
    return "filter of " + block + ", " + set;
  }
}
