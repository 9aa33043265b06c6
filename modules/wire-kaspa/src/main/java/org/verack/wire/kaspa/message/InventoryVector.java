package org.verack.wire.kaspa.message;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.role.InventoryEntry;

/**
 * One thing in an inventory: what it is, and its hash. Types without a name here are kept.
 *
 * {@snippet :
 * assert InventoryVector.tx(hash).trickles(); // waits for the next moment to announce
 * assert !InventoryVector.block(hash).trickles(); // does not
 * assert InventoryVector.syncBlock(hash).isBlock() && InventoryVector.syncBlock(hash).trickles();
 * assert InventoryVector.typeName(77).equals("type 77"); // which is kept all the same
 * }
 *
 * @param typeCode the number of the type, 32 bits
 * @param hash the id of a transaction or the hash of a block
 */
public record InventoryVector(int typeCode, Hash hash) implements InventoryEntry {

  /** A transaction by its id. */
  public static final int TX = 1;

  /** A block. */
  public static final int BLOCK = 2;

  /**
   * In {@code getdata}: a block as {@code merkleblock} (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
   */
  public static final int FILTERED_BLOCK = 3;

  /** A block that is wanted to catch up, not because it is new. */
  public static final int SYNC_BLOCK = 4;

  /** A block that one of those announced follows, and that the asker does not have. */
  public static final int MISSING_ANCESTOR = 5;

  /** Checks that there is a hash. */
  public InventoryVector {
    Objects.requireNonNull(hash, "hash");
  }

  /**
   * Names a transaction.
   *
   * @param id its id
   * @return the entry
   */
  public static InventoryVector tx(Hash id) {
    return new InventoryVector(TX, id);
  }

  /**
   * Names a block.
   *
   * @param hash its hash
   * @return the entry
   */
  public static InventoryVector block(Hash hash) {
    return new InventoryVector(BLOCK, hash);
  }

  /**
   * Names a block that is wanted to catch up.
   *
   * @param hash its hash
   * @return the entry
   */
  public static InventoryVector syncBlock(Hash hash) {
    return new InventoryVector(SYNC_BLOCK, hash);
  }

  /** Returns whether this is anything but a {@link #BLOCK}: those are announced at once. */
  @Override
  public boolean trickles() {
    return typeCode != BLOCK;
  }

  /**
   * Tells whether this is a block, for whatever reason.
   *
   * @return whether the type is one of {@link #BLOCK}, {@link #FILTERED_BLOCK}, {@link #SYNC_BLOCK}
   *     and {@link #MISSING_ANCESTOR}
   */
  public boolean isBlock() {
    return typeCode >= BLOCK && typeCode <= MISSING_ANCESTOR;
  }

  /**
   * Returns the name of a type.
   *
   * @param typeCode the number of the type
   * @return such as {@code "MSG_BLOCK"}; {@code "type 77"} for types without a name
   */
  public static String typeName(int typeCode) {
    return switch (typeCode) {
      case TX -> "MSG_TX";
      case BLOCK -> "MSG_BLOCK";
      case FILTERED_BLOCK -> "MSG_FILTERED_BLOCK";
      case SYNC_BLOCK -> "MSG_SYNC_BLOCK";
      case MISSING_ANCESTOR -> "MSG_MISSING_ANCESTOR";
      default -> "type " + Integer.toUnsignedString(typeCode);
    };
  }

  /** Returns the name of the type and the hash. */
  @Override
  public String toString() {
    return typeName(typeCode) + " " + hash;
  }
}
