package org.verack.fuzz;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.BitcoinMessages;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.compact.Reconstruction;
import org.verack.wire.compact.ShortIds;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.message.Addr;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.Feature;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.UserAgent;
import org.verack.wire.message.Version;

/** What has to hold for every payload of every message. */
final class Messages {

  static final MessageSet ALL = BitcoinMessages.ALL;

  /** Every version at which something changes, and the one before. */
  static final List<Integer> VERSIONS =
      List.of(
          ProtocolVersion.LATEST,
          ProtocolVersion.WTXID_RELAY,
          ProtocolVersion.INVALID_COMPACT_BLOCKS,
          ProtocolVersion.COMPACT_BLOCKS,
          ProtocolVersion.FEEFILTER,
          ProtocolVersion.SENDHEADERS,
          ProtocolVersion.NODE_BLOOM,
          ProtocolVersion.REJECT,
          ProtocolVersion.BLOOM,
          ProtocolVersion.BLOOM - 1,
          ProtocolVersion.MEMPOOL,
          ProtocolVersion.BIP31,
          ProtocolVersion.BIP31 - 1,
          ProtocolVersion.GETHEADERS,
          ProtocolVersion.ADDRESS_TIME,
          ProtocolVersion.ADDRESS_TIME - 1,
          ProtocolVersion.MULTIPLE_ADDRESSES,
          ProtocolVersion.MULTIPLE_ADDRESSES - 1,
          0);

  private static final int SHORT = 512;

  /** Version, services, time, both addresses and the nonce. */
  private static final int VERSION_FIXED = 4 + 8 + 8 + 2 * 26 + 8;

  private Messages() {}

  static WireFormat format(int version, boolean witness) {
    return new WireFormat(VERSIONS.get(version % VERSIONS.size()), witness);
  }

  /** Decodes a payload in both ways, and checks all that follows from it. */
  static void check(String command, Bytes payload, WireFormat format) {
    Message message;
    try {
      message = ALL.decode(command, payload, format);
    } catch (PayloadException | ViolationException e) {
      Check.fault(e);
      checkRefused(command, payload, format, e);
      return;
    }
    Check.same(message.command(), command, "command");
    Check.same(borrowed(command, payload, format), message, command + " out of a buffer");
    look(message, payload.length());
    Bytes written = encode(message, format);
    if (written == null) {
      return;
    }
    if (message instanceof Version version) {
      checkVersion(version, payload, written, format);
      if (format.protocolVersion() < ProtocolVersion.BLOOM) {
        return;
      }
    } else if (message instanceof SendCmpct) {
      Check.same(written.slice(1, 8), payload.slice(1, 8), "sendcmpct's version written back");
      Check.that((written.get(0) != 0) == (payload.get(0) != 0), "sendcmpct's flag written back");
    } else {
      Check.same(written, payload, command + " written back");
    }
    try {
      Check.same(ALL.decode(command, written, format), message, command + " read again");
    } catch (WireException e) {
      throw Check.refused("what was written of " + command, e);
    }
  }

  private static void checkRefused(
      String command, Bytes payload, WireFormat format, WireException first) {
    try {
      Message message = borrowed(command, payload, format);
      throw new AssertionError(message + " is refused when not in a buffer", first);
    } catch (BorrowedRefusal e) {
      Check.same(String.valueOf(e.reason), String.valueOf(first), "fault of " + command);
    }
  }

  private static final class BorrowedRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final WireException reason;

    BorrowedRefusal(WireException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** Decodes from a buffer that is then overwritten, as a transport's is. */
  private static Message borrowed(String command, Bytes payload, WireFormat format) {
    int before = 3;
    byte[] buffer = new byte[before + payload.length() + 5];
    payload.copyTo(buffer, before);
    try {
      PayloadReader in = PayloadReader.borrowing(buffer, before, payload.length());
      return ALL.decode(command, in, format);
    } catch (PayloadException | ViolationException e) {
      throw new BorrowedRefusal(e);
    } finally {
      Arrays.fill(buffer, (byte) 0x55);
    }
  }

  /** Encodes a message that was decoded; null where the rules forbid that. */
  private static @Nullable Bytes encode(Message message, WireFormat format) {
    try {
      Bytes written = ALL.encode(message, format);
      Check.that(size(message, format) == written.length(), "another size than was announced");
      return written;
    } catch (EncodeException e) {
      boolean rule =
          switch (message) {
            case Addr addr ->
                addr.addresses().size() > 1
                    && format.protocolVersion() < ProtocolVersion.MULTIPLE_ADDRESSES;
            case Feature feature -> !feature.id().chars().allMatch(c -> c >= ' ' && c <= '~');
            default -> false;
          };
      if (rule) {
        return null;
      }
      throw Check.refused("writing " + message, e);
    }
  }

  private static int size(Message message, WireFormat format) {
    return size(ALL.find(message.command()).orElseThrow(), message, format);
  }

  private static <M extends Message> int size(
      MessageType<M> type, Message message, WireFormat format) {
    return type.codec().size(type.type().cast(message), format);
  }

  /** What was there is written back, what was missing as what it stands for. */
  private static void checkVersion(
      Version message, Bytes payload, Bytes written, WireFormat format) {
    int userAgent = message.userAgent().length();
    int userAgentEnd = VERSION_FIXED + CompactSize.size(userAgent) + userAgent;
    byte[] expected = Arrays.copyOf(payload.toArray(), userAgentEnd + 4 + 1);
    // A relay flag that is missing means true; one that is neither 0 nor 1 is written as 1.
    boolean relay = payload.length() < expected.length || expected[expected.length - 1] != 0;
    expected[expected.length - 1] = (byte) (relay ? 1 : 0);
    Check.that(message.relay() == relay, "relay flag");
    int length = expected.length - (format.protocolVersion() < ProtocolVersion.BLOOM ? 1 : 0);
    Check.same(written, Bytes.wrap(expected, 0, length), "version written back");
  }

  /** Looks at everything that a message can be asked. */
  static void look(Message message, int length) {
    Check.line(message.toString(), message.command());
    // Printing takes longer than all the rest, so only one message in eight is dumped.
    if ((message.hashCode() & 7) == 0) {
      Dump dump = length <= SHORT ? Dump.FULL : Dump.BRIEF;
      Check.lines(dump.text(message), "dump of " + message.command());
    }
    switch (message) {
      case Transaction m -> ChainTargets.check(m);
      case Block m -> ChainTargets.check(m);
      case Version m -> {
        UserAgent.parse(m.userAgent());
        Check.that(m.sentAt() != null, "time");
      }
      case MerkleBlock m -> look(m);
      case FilterLoad m -> Check.same(BloomFilter.of(m).toFilterLoad(), m, "bloom filter");
      case CFilter m -> look(m);
      case CFHeaders m -> {
        FilterHeaders headers = FilterHeaders.of(m, 1);
        Check.that(headers.connectsTo(m.previousHeader()), "filter headers do not connect");
        Check.same(headers.at(m.filterHashes().size()), headers.last(), "last filter header");
      }
      case CmpctBlock m -> {
        for (int version = ShortIds.BASE; version <= ShortIds.WITNESS; version++) {
          Check.that(Reconstruction.of(m, version, List.of()) != null, "reconstruction");
        }
      }
      default -> {}
    }
  }

  private static void look(MerkleBlock message) {
    try {
      message.verify();
    } catch (PayloadException e) {
      Check.fault(e);
    }
  }

  private static void look(CFilter message) {
    try {
      Check.same(BlockFilter.of(message).toCFilter(), message, "block filter");
    } catch (PayloadException e) {
      Check.fault(e);
    }
  }
}
