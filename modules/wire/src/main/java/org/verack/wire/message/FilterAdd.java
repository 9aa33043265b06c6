package org.verack.wire.message;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
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

/**
 * Adds an element to the bloom filter of a connection (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>). An element
 * over the limit is a violation, as in Bitcoin Core.
 *
 * {@snippet :
 * BloomFilter filter = BloomFilter.create(1, 0.0001, 7, FilterLoad.UPDATE_NONE);
 * peer.send(filter.toFilterLoad()); // empty
 * peer.send(new FilterAdd(Bytes.wrap(transaction.txid().toArray()))); // a txid in wire order
 *
 * FilteredBlock seen =
 *     peer.request(Requests.filteredBlock(hash), Duration.ofMinutes(1)).orElseThrow();
 * assert seen.matches().getFirst().txid().equals(transaction.txid());
 * }
 *
 * @param element what to add, at most {@value #MAX_ELEMENT} bytes
 */
public record FilterAdd(Bytes element) implements Message {

  /** The longest element in bytes: the longest that a script can push. */
  public static final int MAX_ELEMENT = 520;

  /** The command, the codec and the limits. */
  public static final MessageType<FilterAdd> TYPE =
      new MessageType<>("filteradd", FilterAdd.class, new Codec(), 523, 6);

  /** Checks that there is an element. */
  public FilterAdd {
    Objects.requireNonNull(element, "element");
  }

  @Override
  public String command() {
    return "filteradd";
  }

  @Override
  public String toString() {
    return "filteradd, " + element;
  }

  private static final class Codec implements PayloadCodec<FilterAdd> {

    @Override
    public FilterAdd decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("filteradd", ProtocolVersion.BLOOM, format);
      int at = in.offset();
      Bytes element = in.readVarBytes("element", Integer.MAX_VALUE);
      // Only when it is all there, because Core ignores what is cut off.
      if (element.length() > MAX_ELEMENT) {
        String tooLong = element.length() + " bytes of element, limit " + MAX_ELEMENT;
        throw new ViolationException(WireFault.TOO_LONG, tooLong, at);
      }
      return new FilterAdd(element);
    }

    @Override
    public int size(FilterAdd message, WireFormat format) {
      Gates.requireOnWrite("filteradd", ProtocolVersion.BLOOM, format);
      return CompactSize.size(message.element.length()) + message.element.length();
    }

    @Override
    public void encode(FilterAdd message, PayloadWriter out, WireFormat format) {
      out.writeVarBytes("element", message.element, MAX_ELEMENT);
    }
  }
}
