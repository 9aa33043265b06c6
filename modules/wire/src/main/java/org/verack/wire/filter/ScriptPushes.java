package org.verack.wire.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Walks the operations of a script and finds the data that they push. */
final class ScriptPushes {

  static final int OP_PUSHDATA1 = 0x4c;
  static final int OP_PUSHDATA2 = 0x4d;
  static final int OP_PUSHDATA4 = 0x4e;
  static final int OP_1 = 0x51;
  static final int OP_16 = 0x60;
  static final int OP_CHECKSIG = 0xac;
  static final int OP_CHECKMULTISIG = 0xae;

  /** The most keys of a multisignature (a consensus rule). */
  private static final int MAX_KEYS = 20;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] array;
  private final int end;
  private int at;
  private int operation;
  private int dataOffset;
  private int dataLength;

  ScriptPushes(byte[] array, int offset, int length) {
    this.array = array;
    this.at = offset;
    this.end = offset + length;
  }

  /** Goes to the next operation; false at the end, and where a push is cut short. */
  boolean next() {
    if (at == end) {
      return false;
    }
    operation = array[at++] & 0xff;
    long length = 0;
    int width = 0;
    if (operation < OP_PUSHDATA1) {
      length = operation;
    } else if (operation <= OP_PUSHDATA4) {
      width = 1 << (operation - OP_PUSHDATA1);
      if (end - at < width) {
        return false;
      }
      length =
          switch (width) {
            case 1 -> array[at] & 0xff;
            case 2 -> (short) SHORT.get(array, at) & 0xffff;
            default -> (int) INT.get(array, at) & 0xffff_ffffL;
          };
    }
    at += width;
    if (length > end - at) {
      return false;
    }
    dataOffset = at;
    dataLength = (int) length;
    at += dataLength;
    return true;
  }

  int dataOffset() {
    return dataOffset;
  }

  /** How long the data is; 0 if the operation pushes nothing. */
  int dataLength() {
    return dataLength;
  }

  /**
   * Tells whether a script pays to a public key or to several: the two forms that <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a> singles out
   * for {@code UPDATE_P2PUBKEY_ONLY}, recognised as Bitcoin Core does.
   */
  static boolean paysToKeys(byte[] array, int offset, int length) {
    if (length == 0) {
      return false;
    }
    int last = array[offset + length - 1] & 0xff;
    if (last == OP_CHECKSIG) {
      return (length == 35 || length == 67)
          && array[offset] == length - 2
          && isKey(array, offset + 1, length - 2);
    }
    return last == OP_CHECKMULTISIG && new ScriptPushes(array, offset, length).isMultisignature();
  }

  private boolean isMultisignature() {
    int required = next() ? keyCount() : 0;
    if (required == 0) {
      return false;
    }
    int keys = 0;
    while (next() && isKey(array, dataOffset, dataLength)) {
      keys++;
    }
    return keys >= required && keyCount() == keys && at == end - 1;
  }

  /** The number from 1 to 20 that the operation pushes in the shortest way; 0 if it does not. */
  private int keyCount() {
    if (operation >= OP_1 && operation <= OP_16) {
      return operation - OP_1 + 1;
    }
    if (operation == 1 && array[dataOffset] > 16 && array[dataOffset] <= MAX_KEYS) {
      return array[dataOffset];
    }
    return 0;
  }

  /** A key is as long as its first byte says; whether it is a point of the curve is not asked. */
  private static boolean isKey(byte[] array, int offset, int length) {
    if (length == 33) {
      return array[offset] == 2 || array[offset] == 3;
    }
    return length == 65 && (array[offset] == 4 || array[offset] == 6 || array[offset] == 7);
  }
}
