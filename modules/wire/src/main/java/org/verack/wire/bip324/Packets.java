package org.verack.wire.bip324;

/** The layout of a packet: length, then encrypted and authenticated a header byte and contents. */
public final class Packets {

  /** The length of the encrypted length field. */
  public static final int LENGTH_FIELD = LengthCipher.FIELD;

  /** The length of the header byte. */
  public static final int HEADER = 1;

  /** The length of the tag at the end. */
  public static final int TAG = 16;

  /** What a packet has beside its contents. */
  public static final int OVERHEAD = LENGTH_FIELD + HEADER + TAG;

  /** The longest contents that the length field can say. */
  public static final int MOST_CONTENTS = (1 << 24) - 1;

  /** The bit of the header byte that makes the packet a decoy. */
  public static final byte IGNORE = (byte) 0x80;

  private Packets() {}
}
