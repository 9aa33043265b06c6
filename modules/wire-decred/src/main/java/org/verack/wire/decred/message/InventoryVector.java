package org.verack.wire.decred.message;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.role.InventoryEntry;

/**
 * One thing in an inventory: what it is, and its hash. Types without a name here are kept.
 *
 * {@snippet :
 * assert InventoryVector.tx(hash).trickles(); // waits for the next moment to announce
 * assert !InventoryVector.block(hash).trickles(); // does not
 * assert InventoryVector.typeName(InventoryVector.MIX).equals("MSG_MIX");
 * assert InventoryVector.typeName(77).equals("type 77"); // which is kept all the same
 * }
 *
 * @param typeCode the number of the type, 32 bits
 * @param hash the hash that the type asks for: a txid, the hash of a block or of a mix message
 */
public record InventoryVector(int typeCode, Hash hash) implements InventoryEntry {

  /** A transaction by its txid. */
  public static final int TX = 1;

  /** A block. */
  public static final int BLOCK = 2;

  /** A filtered block; no longer in use. */
  public static final int FILTERED_BLOCK = 3;

  /** A message for mixing coins, by the hash of its payload. */
  public static final int MIX = 4;

  /** Checks that there is a hash. */
  public InventoryVector {
    Objects.requireNonNull(hash, "hash");
  }

  /**
   * Names a transaction.
   *
   * @param txid its txid
   * @return the entry
   */
  public static InventoryVector tx(Hash txid) {
    return new InventoryVector(TX, txid);
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
   * Names a message for mixing coins.
   *
   * @param hash its {@linkplain org.verack.wire.decred.mix.MixMessage#hash() hash}
   * @return the entry
   */
  public static InventoryVector mix(Hash hash) {
    return new InventoryVector(MIX, hash);
  }

  /** Returns whether it is something else than a block. */
  @Override
  public boolean trickles() {
    return typeCode != BLOCK;
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
      case MIX -> "MSG_MIX";
      default -> "type " + Integer.toUnsignedString(typeCode);
    };
  }

  /** Returns the name of the type and the hash. */
  @Override
  public String toString() {
    return typeName(typeCode) + " " + hash;
  }
}
