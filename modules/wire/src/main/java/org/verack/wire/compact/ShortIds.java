package org.verack.wire.compact;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Sha256;
import org.verack.wire.SipHash;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.message.CmpctBlock;

/**
 * Computes the short ids of one compact block: SipHash-2-4 of a transaction's id, of which the two
 * highest bytes are dropped. The key is the beginning of the SHA-256 of header and nonce, so that
 * nobody can prepare transactions whose short ids collide (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>).
 *
 * {@snippet :
 * CmpctBlock compact = CompactBlocks.build(block, 7);
 * ShortIds ids = ShortIds.of(compact, ShortIds.WITNESS);
 *
 * assert ids.of(block.transaction(1)) == compact.shortId(0); // the coinbase has none
 * assert ids.of(block.transaction(1)) < 1L << 48;
 * assert ids.of(block.transaction(1)) != ShortIds.of(header, 8, 2).of(block.transaction(1));
 * }
 *
 * @param key the hash with its key
 * @param version {@value #WITNESS} for ids of wtxids, {@value #BASE} for ids of txids
 */
public record ShortIds(SipHash key, int version) {

  /** The version of compact blocks with txids and without witnesses. */
  public static final int BASE = 1;

  /** The version of compact blocks with wtxids and witnesses, the only one in use today. */
  public static final int WITNESS = 2;

  private static final long MASK = 0xffff_ffff_ffffL;

  /**
   * Checks the version.
   *
   * @throws IllegalArgumentException if there is no such version
   */
  public ShortIds {
    Objects.requireNonNull(key, "key");
    if (version != BASE && version != WITNESS) {
      throw new IllegalArgumentException("compact blocks of version " + version);
    }
  }

  /**
   * Prepares the short ids of a compact block.
   *
   * @param header the header of the block
   * @param nonce the nonce of the compact block
   * @param version {@link #WITNESS} or {@link #BASE}
   * @return its short ids
   * @throws IllegalArgumentException if there is no such version
   */
  public static ShortIds of(BlockHeader header, long nonce, int version) {
    PayloadWriter out = new PayloadWriter(BlockHeader.SIZE + Long.BYTES);
    out.writeBytes(header.bytes());
    out.writeI64(nonce);
    Sha256 sha = Sha256.borrow();
    sha.update(out.finish().array(), 0, BlockHeader.SIZE + Long.BYTES);
    byte[] digest = sha.single();
    sha.giveBack();
    return new ShortIds(SipHash.ofKey(digest, 0), version);
  }

  /**
   * Prepares the short ids of a compact block.
   *
   * @param block the compact block
   * @param version {@link #WITNESS} or {@link #BASE}, as it was negotiated
   * @return its short ids
   * @throws IllegalArgumentException if there is no such version
   */
  public static ShortIds of(CmpctBlock block, int version) {
    return of(block.header(), block.nonce(), version);
  }

  /**
   * Computes a short id.
   *
   * @param transaction the transaction
   * @return 48 bits
   */
  public long of(Transaction transaction) {
    return of(version == WITNESS ? transaction.wtxid() : transaction.txid());
  }

  /**
   * Computes a short id.
   *
   * @param id the wtxid of a transaction, or with {@link #BASE} its txid
   * @return 48 bits
   */
  public long of(Hash id) {
    return key.hash(id) & MASK;
  }
}
