package org.verack.wire.bip324;

import java.security.GeneralSecurityException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Cipher;

/**
 * Ciphers of the JDK that all connections share. One of their own would be most of what an idle
 * connection costs, each keeps a kilobyte of keystream; and they are given a key for every packet
 * anyway.
 */
final class CipherPool {

  private static final int SIZE = 8;

  private final String algorithm;
  private final AtomicReferenceArray<Cipher> free = new AtomicReferenceArray<>(SIZE);

  CipherPool(String algorithm) {
    this.algorithm = algorithm;
  }

  /** A cipher that was taken out, and where it belongs. */
  record Borrowed(Cipher cipher, int slot) {}

  Borrowed borrow() {
    int slot = ThreadLocalRandom.current().nextInt(SIZE);
    Cipher shared = free.getAndSet(slot, null);
    return new Borrowed(shared == null ? create() : shared, slot);
  }

  /** Takes a cipher back. One that is never given back is the garbage collector's. */
  void giveBack(Borrowed borrowed) {
    free.set(borrowed.slot(), borrowed.cipher());
  }

  Cipher create() {
    try {
      return Cipher.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw broken(e);
    }
  }

  /** Every Java platform that we run on has these ciphers, and our arguments are right. */
  static IllegalStateException broken(GeneralSecurityException e) {
    return new IllegalStateException("the platform's ChaCha20", e);
  }
}
