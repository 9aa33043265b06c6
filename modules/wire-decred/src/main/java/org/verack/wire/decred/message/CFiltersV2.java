package org.verack.wire.decred.message;

import java.util.ArrayList;
import java.util.List;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Limits;

/**
 * The filters of a range of blocks with their proofs, as the answer to {@link GetCFsV2}.
 *
 * <p>Exists from protocol version 11 on.
 *
 * {@snippet :
 * List<CFilterV2> filters =
 *     hashes.stream().map(each -> new CFilterV2(each, Bytes.EMPTY, 0, List.of())).toList();
 * CFiltersV2 answer = new CFiltersV2(filters);
 * Bytes payload = network.messages().encode(answer, format);
 * assert network.messages().decode("cfiltersv2", payload, format).equals(answer);
 * }
 *
 * @param filters the filters, by height; at most {@value #MAX_FILTERS}, more are a violation
 */
public record CFiltersV2(List<CFilterV2> filters) implements Message {

  /** The most filters. */
  public static final int MAX_FILTERS = 100;

  /** The command, the codec and the limits. */
  public static final MessageType<CFiltersV2> TYPE =
      MessageType.of("cfiltersv2", CFiltersV2.class, new Codec(), Limits.ANY_PAYLOAD);

  /** Copies the list. */
  public CFiltersV2 {
    filters = List.copyOf(filters);
  }

  @Override
  public String command() {
    return "cfiltersv2";
  }

  @Override
  public String toString() {
    String range =
        filters.isEmpty()
            ? ""
            : " for " + filters.getFirst().block() + " to " + filters.getLast().block();
    return "cfiltersv2, " + filters.size() + " filters" + range;
  }

  private static final class Codec implements PayloadCodec<CFiltersV2> {

    @Override
    public CFiltersV2 decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("cfiltersv2", DecredProtocolVersion.BATCHED_CFILTERS_V2, format);
      int count = in.readCountOrViolation("filters", MAX_FILTERS, CFilterV2.MIN_SIZE);
      List<CFilterV2> filters = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        filters.add(CFilterV2.read(in));
      }
      return new CFiltersV2(filters);
    }

    @Override
    public int size(CFiltersV2 message, WireFormat format) {
      Gates.requireOnWrite("cfiltersv2", DecredProtocolVersion.BATCHED_CFILTERS_V2, format);
      int size = CompactSize.size(message.filters.size());
      for (CFilterV2 filter : message.filters) {
        size = Math.addExact(size, filter.size());
      }
      return size;
    }

    @Override
    public void encode(CFiltersV2 message, PayloadWriter out, WireFormat format) {
      out.writeCount("filters", message.filters.size(), MAX_FILTERS);
      message.filters.forEach(filter -> filter.write(out));
    }
  }
}
