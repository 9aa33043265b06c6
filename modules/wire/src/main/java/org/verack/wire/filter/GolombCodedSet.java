package org.verack.wire.filter;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.SipHash;
import org.verack.wire.WireFault;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * A set of byte strings that answers "perhaps" or "certainly not", close to the least space that
 * this takes (<a href="https://github.com/bitcoin/bips/blob/master/bip-0158.mediawiki">BIP
 * 158</a>).
 *
 * <p>Each of the n elements is hashed to a number below {@code n * m}. The numbers are sorted, and
 * of each only its distance to the one before is kept, in Golomb-Rice code: the distance divided by
 * {@code 2^p} in unary, and the remainder in {@code p} bits. Of other elements one in {@code m}
 * matches.
 *
 * <p>Immutable and safe for use from any thread.
 *
 * {@snippet :
 * SipHash key = new SipHash(1, 2);
 * List<Bytes> words = Stream.of("aa", "bb", "cc").map(Bytes::ofHex).toList();
 * GolombCodedSet set = GolombCodedSet.of(19, 784_931, key, words);
 *
 * assert set.contains(Bytes.ofHex("bb")) && !set.contains(Bytes.ofHex("dd"));
 * assert set.encoded().length() < 10; // some 21 bits for each element
 * assert GolombCodedSet.parse(19, 784_931, key, set.encoded()).equals(set);
 * }
 */
public final class GolombCodedSet {

  /** The largest parameter p. */
  public static final int MAX_P = 32;

  private final int p;
  private final long m;
  private final SipHash key;
  private final Bytes encoded;
  private final int size;

  /** Where the code begins behind the number of elements. */
  private final int codeAt;

  private GolombCodedSet(int p, long m, SipHash key, Bytes encoded, int size) {
    this.p = p;
    this.m = m;
    this.key = key;
    this.encoded = encoded;
    this.size = size;
    this.codeAt = CompactSize.size(size);
  }

  /**
   * Makes a set.
   *
   * @param p how many bits of each distance are not in unary, 0 to {@value #MAX_P}
   * @param m one in how many other elements matches, 1 to 2^32 - 1
   * @param key the key of the hash
   * @param elements the elements; equal ones count once
   * @return the set
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static GolombCodedSet of(int p, long m, SipHash key, Collection<Bytes> elements) {
    requireParameters(p, m);
    // Sorted and not put into a hash table, which elements made on purpose could slow down.
    Bytes[] sorted = elements.toArray(Bytes[]::new);
    Arrays.sort(sorted, GolombCodedSet::compare);
    int size = 0;
    for (Bytes each : sorted) {
      if (size == 0 || !each.equals(sorted[size - 1])) {
        sorted[size++] = each;
      }
    }
    long range = size * m;
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = Math.unsignedMultiplyHigh(key.hash(sorted[i]), range);
    }
    Arrays.sort(values);
    return new GolombCodedSet(p, m, key, encode(p, values), size);
  }

  private static int compare(Bytes a, Bytes b) {
    return Arrays.compareUnsigned(
        a.array(),
        a.offset(),
        a.offset() + a.length(),
        b.array(),
        b.offset(),
        b.offset() + b.length());
  }

  private static void requireParameters(int p, long m) {
    if (p < 0 || p > MAX_P) {
      throw new IllegalArgumentException("p " + p + " is not 0 to " + MAX_P);
    }
    if (m < 1 || m >>> 32 != 0) {
      throw new IllegalArgumentException("m " + m + " is not 1 to 2^32 - 1");
    }
  }

  private static Bytes encode(int p, long[] values) {
    long bits = 0;
    long previous = 0;
    for (long value : values) {
      bits += ((value - previous) >>> p) + 1 + p;
      previous = value;
    }
    int length = Math.toIntExact((bits + 7) / 8);
    PayloadWriter out = new PayloadWriter(CompactSize.size(values.length) + length);
    out.writeCompactSize(values.length);
    byte[] code = new byte[length];
    long at = 0;
    previous = 0;
    for (long value : values) {
      long distance = value - previous;
      for (long ones = distance >>> p; ones > 0; ones--) {
        setBit(code, at++);
      }
      at++;
      for (int bit = p - 1; bit >= 0; bit--, at++) {
        if ((distance >>> bit & 1) != 0) {
          setBit(code, at);
        }
      }
      previous = value;
    }
    out.writeBytes(code, 0, length);
    return out.finish();
  }

  private static void setBit(byte[] code, long at) {
    code[(int) (at >>> 3)] |= (byte) (0x80 >>> (at & 7));
  }

  /**
   * Reads a set. All of it is checked once, and nothing is allocated for its elements.
   *
   * @param p as it was made with
   * @param m as it was made with
   * @param key as it was made with
   * @param encoded the number of elements and their code, and nothing else; kept, not copied
   * @return the set
   * @throws PayloadException if there are fewer bits than the elements take, bytes left over, bits
   *     set behind the last element, or an element beyond the range
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static GolombCodedSet parse(int p, long m, SipHash key, Bytes encoded)
      throws PayloadException {
    requireParameters(p, m);
    PayloadReader in = PayloadReader.over(encoded);
    long size = in.readCompactSize("number of filter elements");
    // An element takes at least the end of its unary part and its p bits.
    if (Long.compareUnsigned(size, 8L * in.remaining() / (1 + p)) > 0) {
      throw new PayloadException(
          WireFault.TRUNCATED,
          Long.toUnsignedString(size) + " filter elements in " + in.remaining() + " bytes",
          0);
    }
    if (size > Integer.MAX_VALUE) {
      throw new PayloadException(WireFault.TOO_MANY, size + " filter elements", 0);
    }
    GolombCodedSet set = new GolombCodedSet(p, m, key, encoded, (int) size);
    set.check();
    return set;
  }

  private void check() throws PayloadException {
    Decoder decoder = new Decoder();
    long range = size * m;
    long value = 0;
    for (int i = 0; i < size; i++) {
      long distance = decoder.next(range);
      if (distance == Decoder.CUT) {
        throw new PayloadException(
            WireFault.TRUNCATED, "filter element " + i + " is cut short", encoded.length());
      }
      if (distance == Decoder.TOO_FAR || distance >= range - value) {
        throw new PayloadException(
            WireFault.BAD_VALUE, "filter element " + i + " is beyond the range", decoder.at());
      }
      value += distance;
    }
    decoder.expectEnd();
  }

  /**
   * Returns the encoding: the number of elements as a CompactSize, then their code.
   *
   * @return the bytes
   */
  public Bytes encoded() {
    return encoded;
  }

  /**
   * Returns how many elements the set has.
   *
   * @return the number
   */
  public int size() {
    return size;
  }

  /**
   * Tells whether an element may be in the set.
   *
   * @param element the element
   * @return false if it certainly is not
   */
  public boolean contains(Bytes element) {
    return containsAny(new long[] {key.hash(element)});
  }

  /**
   * Tells whether any of several elements may be in the set, in one walk through it.
   *
   * @param elements the elements
   * @return false if certainly none is
   */
  public boolean containsAny(Collection<Bytes> elements) {
    return containsAny(elements.stream().mapToLong(key::hash).toArray());
  }

  /** Maps the hashes to the range, and merges them with the values of the set. */
  private boolean containsAny(long[] wanted) {
    if (size == 0 || wanted.length == 0) {
      return false;
    }
    long range = size * m;
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Math.unsignedMultiplyHigh(wanted[i], range);
    }
    Arrays.sort(wanted);
    Decoder decoder = new Decoder();
    int next = 0;
    long value = 0;
    for (int i = 0; i < size; i++) {
      value += decoder.next(range);
      while (wanted[next] < value) {
        next++;
        if (next == wanted.length) {
          return false;
        }
      }
      if (wanted[next] == value) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GolombCodedSet that
        && p == that.p
        && m == that.m
        && key.equals(that.key)
        && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(p, m, key, encoded);
  }

  @Override
  public String toString() {
    return "set of " + size + " elements, " + encoded.length() + " bytes";
  }

  /** Reads distances, the highest bit of each byte first. */
  private final class Decoder {

    static final long CUT = -1;
    static final long TOO_FAR = -2;

    private final byte[] array = encoded.array();
    private final int end = encoded.offset() + encoded.length();
    private int position = encoded.offset() + codeAt;

    /** The bits that were taken out of the array and not yet read, at the upper end. */
    private long window;

    private int held;

    /** Returns the next distance, or why there is none. */
    long next(long range) {
      long quotient = 0;
      while (true) {
        if (held == 0 && !fill()) {
          return CUT;
        }
        int ones = Math.min(Long.numberOfLeadingZeros(~window), held);
        quotient += ones;
        drop(ones);
        if (held > 0) {
          drop(1);
          break;
        }
      }
      // Also keeps the shift below from losing bits.
      if (quotient > (range >>> p)) {
        return TOO_FAR;
      }
      if (p == 0) {
        return quotient;
      }
      if (held < p && (!fill() || held < p)) {
        return CUT;
      }
      long remainder = window >>> (Long.SIZE - p);
      drop(p);
      return quotient << p | remainder;
    }

    private void drop(int bits) {
      window = bits == Long.SIZE ? 0 : window << bits;
      held -= bits;
    }

    private boolean fill() {
      int before = held;
      while (held <= Long.SIZE - Byte.SIZE && position < end) {
        window |= (array[position++] & 0xffL) << (Long.SIZE - Byte.SIZE - held);
        held += Byte.SIZE;
      }
      return held > before;
    }

    int at() {
      return position - encoded.offset();
    }

    void expectEnd() throws PayloadException {
      int left = end - position + held / Byte.SIZE;
      if (left > 0) {
        throw new PayloadException(
            WireFault.TRAILING_BYTES,
            left + " bytes left over after the filter",
            encoded.length() - left);
      }
      if (window != 0) {
        throw new PayloadException(
            WireFault.BAD_VALUE, "a bit behind the last filter element is set", at() - 1);
      }
    }
  }
}
