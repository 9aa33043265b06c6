package org.verack.wire.message;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.RelayMessage;

/**
 * Sets the bloom filter of a connection: from then on only transactions that match are announced
 * (<a href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>). Needs
 * {@link org.verack.wire.ServiceFlags#BLOOM} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0111.mediawiki">BIP 111</a>). A filter over
 * the limits is a violation, as in Bitcoin Core.
 *
 * {@snippet :
 * BloomFilter filter = BloomFilter.create(1, 0.0001, 7, FilterLoad.UPDATE_ALL);
 * filter.insert(transaction.inputs().getFirst().previousOutput());
 * FilterLoad load = filter.toFilterLoad();
 * assert load.filter().length() <= FilterLoad.MAX_FILTER;
 *
 * peer.send(load);
 * FilteredBlock seen =
 *     peer.request(Requests.filteredBlock(hash), Duration.ofMinutes(1)).orElseThrow();
 * assert seen.transactions().getFirst().txid().equals(transaction.txid());
 * }
 *
 * @param filter the bits, at most {@value #MAX_FILTER} bytes
 * @param hashFunctions how many hash functions there are, at most {@value #MAX_HASH_FUNCTIONS}
 * @param tweak a number that goes into each of them, 0 to 2^32 - 1
 * @param flags whether outputs that match go into the filter: {@link #UPDATE_NONE}, {@link
 *     #UPDATE_ALL} or {@link #UPDATE_P2PUBKEY_ONLY}; 0 to 255
 */
public record FilterLoad(Bytes filter, long hashFunctions, long tweak, int flags)
    implements RelayMessage {

  /** The longest filter, in bytes. */
  public static final int MAX_FILTER = 36_000;

  /** The most hash functions. */
  public static final int MAX_HASH_FUNCTIONS = 50;

  /** The filter stays as it is. */
  public static final int UPDATE_NONE = 0;

  /** Every output that matches goes into the filter. */
  public static final int UPDATE_ALL = 1;

  /** Outputs that match go into the filter if they pay to a public key or to several. */
  public static final int UPDATE_P2PUBKEY_ONLY = 2;

  /** The command, the codec and the limits. */
  public static final MessageType<FilterLoad> TYPE =
      new MessageType<>("filterload", FilterLoad.class, new Codec(), 36_012, 8);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public FilterLoad {
    Objects.requireNonNull(filter, "filter");
    Limits.requireU32("number of hash functions", hashFunctions);
    Limits.requireU32("tweak", tweak);
    Limits.requireU8("flags", flags);
  }

  @Override
  public String command() {
    return "filterload";
  }

  @Override
  public String toString() {
    return "filterload, " + filter.length() + " bytes, " + hashFunctions + " hash functions";
  }

  private static final class Codec implements PayloadCodec<FilterLoad> {

    @Override
    public FilterLoad decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("filterload", ProtocolVersion.BLOOM, format);
      int at = in.offset();
      Bytes filter = in.readVarBytes("filter", Integer.MAX_VALUE);
      int countAt = in.offset();
      long hashFunctions = in.readU32("number of hash functions");
      FilterLoad message =
          new FilterLoad(filter, hashFunctions, in.readU32("tweak"), in.readU8("flags"));
      // After all was read, because Core ignores what is cut off, however much it claims.
      if (filter.length() > MAX_FILTER) {
        String tooLong = filter.length() + " bytes of filter, limit " + MAX_FILTER;
        throw new ViolationException(WireFault.TOO_LONG, tooLong, at);
      }
      if (hashFunctions > MAX_HASH_FUNCTIONS) {
        throw new ViolationException(WireFault.TOO_MANY, tooMany(hashFunctions), countAt);
      }
      return message;
    }

    private static String tooMany(long hashFunctions) {
      return hashFunctions + " hash functions, limit " + MAX_HASH_FUNCTIONS;
    }

    @Override
    public int size(FilterLoad message, WireFormat format) {
      Gates.requireOnWrite("filterload", ProtocolVersion.BLOOM, format);
      int length = message.filter.length();
      return CompactSize.size(length) + length + 4 + 4 + 1;
    }

    @Override
    public void encode(FilterLoad message, PayloadWriter out, WireFormat format) {
      if (message.hashFunctions > MAX_HASH_FUNCTIONS) {
        throw new EncodeException(WireFault.TOO_MANY, tooMany(message.hashFunctions));
      }
      out.writeVarBytes("filter", message.filter, MAX_FILTER);
      out.writeU32(message.hashFunctions);
      out.writeU32(message.tweak);
      out.writeU8(message.flags);
    }
  }
}
