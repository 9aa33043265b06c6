package org.verack.wire.decred.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Hashes;
import org.verack.wire.decred.codec.Limits;

/**
 * A block's filter and the proof that its header commits to it (<a
 * href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a>), as
 * the answer to {@link GetCFilterV2}.
 *
 * <p>Exists from protocol version 7 on.
 *
 * {@snippet :
 * CFilterV2 answer = new CFilterV2(hash, Bytes.ofHex("c0ffee"), 0, List.of());
 * assert answer.proof().isEmpty(); // so far headers commit to nothing but the filter
 * assert network.messages().encode(answer, format).length() == 32 + 1 + 3 + 4 + 1;
 * }
 *
 * @param block the hash of the block
 * @param filter the filter, at most {@value #MAX_FILTER} bytes
 * @param proofIndex the place of the filter among what the header commits to, 0 to 2^32 - 1
 * @param proof the hashes of the inclusion proof, at most {@value #MAX_PROOF}; more are a violation
 */
public record CFilterV2(Hash block, Bytes filter, long proofIndex, List<Hash> proof)
    implements Message {

  /** The longest filter. */
  public static final int MAX_FILTER = CFilter.MAX_FILTER;

  /** The most hashes of a proof. */
  public static final int MAX_PROOF = 32;

  /** The least bytes that one takes. */
  static final int MIN_SIZE = Hash.LENGTH + 1 + 4 + 1;

  /** The command, the codec and the limits. */
  public static final MessageType<CFilterV2> TYPE =
      MessageType.of("cfilterv2", CFilterV2.class, new Codec(), 263_210);

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the index is out of range
   */
  public CFilterV2 {
    Objects.requireNonNull(block, "block");
    Objects.requireNonNull(filter, "filter");
    Limits.requireU32("proof index", proofIndex);
    proof = HashList.copyOf(proof);
  }

  @Override
  public String command() {
    return "cfilterv2";
  }

  @Override
  public String toString() {
    return "cfilterv2, " + filter.length() + " bytes for " + block;
  }

  static CFilterV2 read(PayloadReader in) throws PayloadException, ViolationException {
    Hash block = in.readHash("block hash");
    Bytes filter = in.readVarBytes("filter", MAX_FILTER);
    long proofIndex = in.readU32("proof index");
    return new CFilterV2(block, filter, proofIndex, Hashes.read(in, "proof hashes", MAX_PROOF));
  }

  int size() {
    int length = filter.length();
    return Hash.LENGTH + CompactSize.size(length) + length + 4 + HashList.sizeOf(proof);
  }

  void write(PayloadWriter out) {
    out.writeHash(block);
    out.writeVarBytes("filter", filter, MAX_FILTER);
    out.writeU32(proofIndex);
    Hashes.write("proof hashes", proof, MAX_PROOF, out);
  }

  private static final class Codec implements PayloadCodec<CFilterV2> {

    @Override
    public CFilterV2 decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("cfilterv2", DecredProtocolVersion.CFILTER_V2, format);
      return read(in);
    }

    @Override
    public int size(CFilterV2 message, WireFormat format) {
      Gates.requireOnWrite("cfilterv2", DecredProtocolVersion.CFILTER_V2, format);
      return message.size();
    }

    @Override
    public void encode(CFilterV2 message, PayloadWriter out, WireFormat format) {
      message.write(out);
    }
  }
}
