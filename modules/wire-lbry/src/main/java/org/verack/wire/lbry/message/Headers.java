package org.verack.wire.lbry.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.Sha256;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.lbry.chain.BlockHeader;

/**
 * Block headers, as the answer to {@code getheaders} or as an announcement (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0130.mediawiki">BIP 130</a>).
 *
 * <p>At most {@value #MAX_HEADERS}; more are a violation when read and cannot be written. Behind
 * each header stands a count of transactions that is always zero. The message is a view over its
 * bytes.
 *
 * {@snippet :
 * Headers message = Headers.of(header, blocks.getFirst().header());
 * assert network.messages().encode(message, format).length() == 1 + 2 * (BlockHeader.SIZE + 1);
 * assert message.hashes().equals(List.of(hash, network.genesisHash())); // all in one go
 * }
 */
public final class Headers implements Message {

  /** The most headers. */
  public static final int MAX_HEADERS = 2000;

  /** One header too many is a violation; a tighter limit would make it a mere payload fault. */
  private static final int ANY_PAYLOAD = 4_000_000;

  /** The command, the codec and the limits. */
  public static final MessageType<Headers> TYPE =
      MessageType.of("headers", Headers.class, new Codec(), ANY_PAYLOAD);

  private static final int ENTRY = BlockHeader.SIZE + 1;

  private final Bytes payload;
  private final int first;
  private final int size;

  private Headers(Bytes payload, int size) {
    this.payload = payload;
    this.size = size;
    this.first = CompactSize.size(size);
  }

  /**
   * Makes a message.
   *
   * @param headers the headers
   * @return the message
   */
  public static Headers of(BlockHeader... headers) {
    return of(List.of(headers));
  }

  /**
   * Makes a message.
   *
   * @param headers the headers, which are copied
   * @return the message
   */
  public static Headers of(List<BlockHeader> headers) {
    int count = headers.size();
    PayloadWriter out =
        new PayloadWriter(Math.addExact(CompactSize.size(count), Math.multiplyExact(count, ENTRY)));
    out.writeCompactSize(count);
    for (BlockHeader header : headers) {
      out.writeBytes(header.bytes());
      out.writeCompactSize(0);
    }
    return new Headers(out.finish(), count);
  }

  @Override
  public String command() {
    return "headers";
  }

  /**
   * Returns how many headers there are.
   *
   * @return the number
   */
  public int size() {
    return size;
  }

  /**
   * Returns one header, as a new object over this message's bytes.
   *
   * @param index which
   * @return the header
   * @throws IndexOutOfBoundsException if there is no such header
   */
  public BlockHeader header(int index) {
    Objects.checkIndex(index, size);
    return BlockHeader.of(payload.slice(first + index * ENTRY, BlockHeader.SIZE));
  }

  /**
   * Returns the headers.
   *
   * @return an immutable list with random access; each look makes a new object, so copy it with
   *     {@link List#copyOf} before looking at hashes more than once
   */
  public List<BlockHeader> headers() {
    return new View(this);
  }

  /**
   * Computes the hashes of all headers, from slices of this message's bytes.
   *
   * @return a new immutable list
   */
  public List<Hash> hashes() {
    Hash[] hashes = new Hash[size];
    Sha256 sha = Sha256.borrow();
    for (int i = 0; i < size; i++) {
      int at = payload.offset() + first + i * ENTRY;
      hashes[i] = sha.twice(payload.array(), at, BlockHeader.SIZE);
    }
    sha.giveBack();
    return List.of(hashes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers that && payload.equals(that.payload);
  }

  @Override
  public int hashCode() {
    return payload.hashCode();
  }

  @Override
  public String toString() {
    String last = size == 0 ? "" : ", last " + header(size - 1).hash();
    return "headers, " + size + (size == 1 ? " header" : " headers") + last;
  }

  private static final class View extends AbstractList<BlockHeader> implements RandomAccess {

    private final Headers headers;

    View(Headers headers) {
      this.headers = headers;
    }

    @Override
    public BlockHeader get(int index) {
      return headers.header(index);
    }

    @Override
    public int size() {
      return headers.size;
    }
  }

  private static final class Codec implements PayloadCodec<Headers> {

    @Override
    public Headers decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      int from = in.offset();
      int count = in.readCountOrViolation("headers", MAX_HEADERS, ENTRY);
      in.skip(count * ENTRY, "headers");
      Bytes payload = in.since(from);
      Headers message = new Headers(payload, count);
      byte[] array = payload.array();
      int end = payload.offset() + payload.length();
      for (int at = payload.offset() + message.first + BlockHeader.SIZE; at < end; at += ENTRY) {
        if (array[at] != 0) {
          throw new PayloadException(
              WireFault.BAD_VALUE,
              "a header with transactions, count " + (array[at] & 0xff),
              from + at - payload.offset());
        }
      }
      return message;
    }

    @Override
    public int size(Headers message, WireFormat format) {
      return message.payload.length();
    }

    @Override
    public void encode(Headers message, PayloadWriter out, WireFormat format) {
      out.writeCount("headers", message.size, MAX_HEADERS);
      out.writeBytes(message.payload.slice(message.first, message.size * ENTRY));
    }

    @Override
    public Bytes payload(Headers message, WireFormat format) {
      return message.size <= MAX_HEADERS
          ? message.payload
          : PayloadCodec.super.payload(message, format);
    }
  }
}
