package org.verack.wire.message;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.role.InventoryEntry;

/**
 * One thing in an inventory: what it is, and its hash. Types without a name here are kept.
 *
 * {@snippet :
 * InventoryVector item = InventoryVector.witnessBlock(hash);
 * assert item.typeCode() == 0x4000_0002 && item.isBlock() && !item.isTransaction();
 * assert item.toString().equals("MSG_WITNESS_BLOCK " + hash);
 *
 * assert InventoryVector.wtx(transaction.wtxid()).trickles(); // transactions wait for others
 * assert !InventoryVector.block(hash).trickles(); // blocks are announced at once
 * }
 *
 * @param typeCode the number of the type, 32 bits
 * @param hash the hash that the type asks for: a txid, a wtxid or the hash of a block
 */
public record InventoryVector(int typeCode, Hash hash) implements InventoryEntry {

  /** A transaction by its txid; in {@code getdata}, without its witness. */
  public static final int TX = 1;

  /** A block; in {@code getdata}, without witnesses. */
  public static final int BLOCK = 2;

  /**
   * In {@code getdata}: a block as {@code merkleblock} (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
   */
  public static final int FILTERED_BLOCK = 3;

  /**
   * In {@code getdata}: a block as {@code cmpctblock} (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>).
   */
  public static final int COMPACT_BLOCK = 4;

  /**
   * A transaction by its wtxid (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>).
   */
  public static final int WTX = 5;

  /**
   * In {@code notfound}: a package of transactions (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0331.mediawiki">BIP 331</a>, a draft).
   */
  public static final int PACKAGE = 6;

  /** In {@code getdata}: the ancestors of a transaction (BIP 331, a draft). */
  public static final int ANCESTORS = 7;

  /**
   * The bit that asks for witnesses (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a>).
   */
  public static final int WITNESS_FLAG = 1 << 30;

  /** In {@code getdata}: a transaction by its txid, with its witness (BIP 144). */
  public static final int WITNESS_TX = WITNESS_FLAG | TX;

  /** In {@code getdata}: a block with witnesses (BIP 144). */
  public static final int WITNESS_BLOCK = WITNESS_FLAG | BLOCK;

  /** In {@code getdata}: a filtered block with witnesses; reserved by BIP 144 and not used. */
  public static final int FILTERED_WITNESS_BLOCK = WITNESS_FLAG | FILTERED_BLOCK;

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
   * Asks for a block as {@code merkleblock} and the transactions that match the filter.
   *
   * @param hash its hash
   * @return the entry
   */
  public static InventoryVector filteredBlock(Hash hash) {
    return new InventoryVector(FILTERED_BLOCK, hash);
  }

  /**
   * Asks for a block as {@code cmpctblock}.
   *
   * @param hash its hash
   * @return the entry
   */
  public static InventoryVector compactBlock(Hash hash) {
    return new InventoryVector(COMPACT_BLOCK, hash);
  }

  /**
   * Names a transaction by its wtxid.
   *
   * @param wtxid its wtxid
   * @return the entry
   */
  public static InventoryVector wtx(Hash wtxid) {
    return new InventoryVector(WTX, wtxid);
  }

  /**
   * Asks for a transaction with its witness.
   *
   * @param txid its txid
   * @return the entry
   */
  public static InventoryVector witnessTx(Hash txid) {
    return new InventoryVector(WITNESS_TX, txid);
  }

  /**
   * Asks for a block with witnesses.
   *
   * @param hash its hash
   * @return the entry
   */
  public static InventoryVector witnessBlock(Hash hash) {
    return new InventoryVector(WITNESS_BLOCK, hash);
  }

  /**
   * Asks for a filtered block with witnesses.
   *
   * @param hash its hash
   * @return the entry
   */
  public static InventoryVector filteredWitnessBlock(Hash hash) {
    return new InventoryVector(FILTERED_WITNESS_BLOCK, hash);
  }

  /** Returns whether this is no block: blocks are announced at once. */
  @Override
  public boolean trickles() {
    return !isBlock();
  }

  /**
   * Tells whether this is a transaction, under whichever hash.
   *
   * @return whether the type is one of {@link #TX}, {@link #WTX}, {@link #WITNESS_TX}
   */
  public boolean isTransaction() {
    return typeCode == TX || typeCode == WTX || typeCode == WITNESS_TX;
  }

  /**
   * Tells whether this is a block, in whichever form.
   *
   * @return whether the type is one of {@link #BLOCK}, {@link #FILTERED_BLOCK}, {@link
   *     #COMPACT_BLOCK} and those with the witness flag
   */
  public boolean isBlock() {
    return switch (typeCode) {
      case BLOCK, FILTERED_BLOCK, COMPACT_BLOCK, WITNESS_BLOCK, FILTERED_WITNESS_BLOCK -> true;
      default -> false;
    };
  }

  /**
   * Returns the name of a type.
   *
   * @param typeCode the number of the type
   * @return such as {@code "MSG_BLOCK"}; {@code "type 77"} for one without a name
   */
  public static String typeName(int typeCode) {
    return switch (typeCode) {
      case TX -> "MSG_TX";
      case BLOCK -> "MSG_BLOCK";
      case FILTERED_BLOCK -> "MSG_FILTERED_BLOCK";
      case COMPACT_BLOCK -> "MSG_CMPCT_BLOCK";
      case WTX -> "MSG_WTX";
      case PACKAGE -> "MSG_PKGTXNS";
      case ANCESTORS -> "MSG_ANCPKGINFO";
      case WITNESS_TX -> "MSG_WITNESS_TX";
      case WITNESS_BLOCK -> "MSG_WITNESS_BLOCK";
      case FILTERED_WITNESS_BLOCK -> "MSG_FILTERED_WITNESS_BLOCK";
      default -> "type " + Integer.toUnsignedString(typeCode);
    };
  }

  /** Returns the name of the type and the hash. */
  @Override
  public String toString() {
    return typeName(typeCode) + " " + hash;
  }
}
