package org.verack.wire.transport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.verack.wire.Bytes;
import org.verack.wire.bip324.Packets;
import org.verack.wire.secp256k1.EllSwift;

/**
 * What one side of an encrypted connection brings to its beginning: a key of its own for this
 * connection only, the garbage that hides where the key ends, decoys, and the version packet (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>).
 *
 * <p>A greeting is for one {@link V2Transport}. The secret key is overwritten as soon as the two
 * sides have agreed; nothing here prints it.
 *
 * {@snippet :
 * SecureRandom random = new SecureRandom();
 * Bytes decoy = Bytes.copyOf(new byte[100]);
 * V2Greeting greeting =
 *     V2Greeting.withNewKey(random, Bytes.EMPTY, List.of(decoy), Bytes.EMPTY);
 *
 * assert greeting.toString().equals("v2 greeting with 0 bytes of garbage and 1 decoys");
 * }
 */
public final class V2Greeting {

  /** The most bytes of garbage that may be sent. */
  public static final int MAX_GARBAGE = 4095;

  private final byte[] secretKey;
  private final byte[] publicKey;
  private final byte[] garbage;
  private final List<Bytes> decoys;
  private final Bytes version;
  private final AtomicBoolean used = new AtomicBoolean();

  private V2Greeting(
      byte[] secretKey, byte[] publicKey, byte[] garbage, List<Bytes> decoys, Bytes version) {
    this.secretKey = secretKey;
    this.publicKey = publicKey;
    this.garbage = garbage;
    this.decoys = decoys;
    this.version = version;
  }

  /**
   * Makes the greeting of a fresh connection: a new key, 0 to 4095 bytes of garbage, no decoys and
   * an empty version packet. Takes about a tenth of a millisecond.
   *
   * @param random where key and garbage come from; outside tests it has to be a secure one, such as
   *     {@link java.security.SecureRandom}
   * @return the greeting
   */
  public static V2Greeting random(RandomGenerator random) {
    byte[] secretKey = EllSwift.randomKey(random);
    byte[] publicKey = EllSwift.encode(secretKey, random);
    byte[] garbage = new byte[random.nextInt(MAX_GARBAGE + 1)];
    random.nextBytes(garbage);
    return new V2Greeting(secretKey, publicKey, garbage, List.of(), Bytes.EMPTY);
  }

  /**
   * Makes a greeting with a new key, in which everything else is given.
   *
   * @param random where the key comes from; outside tests it has to be a secure one
   * @param garbage what is sent after the public key, up to {@link #MAX_GARBAGE} bytes
   * @param decoys the contents of decoys that are sent before the version packet
   * @param version the contents of the version packet, which today's peers ignore
   * @return the greeting
   * @throws IllegalArgumentException if the garbage is too long, or contents do not fit a packet
   */
  public static V2Greeting withNewKey(
      RandomGenerator random, Bytes garbage, List<Bytes> decoys, Bytes version) {
    requireFitting(garbage, decoys, version);
    byte[] secretKey = EllSwift.randomKey(random);
    byte[] publicKey = EllSwift.encode(secretKey, random);
    return new V2Greeting(secretKey, publicKey, garbage.toArray(), List.copyOf(decoys), version);
  }

  /**
   * Makes a greeting in which everything is given, for tests and for repeating a known session.
   *
   * @param secretKey 32 bytes, a secret key of secp256k1
   * @param publicKey 64 bytes, an ElligatorSwift encoding of its public key
   * @param garbage what is sent after the public key, up to {@link #MAX_GARBAGE} bytes
   * @param decoys the contents of decoys that are sent before the version packet
   * @param version the contents of the version packet, which today's peers ignore
   * @return the greeting
   * @throws IllegalArgumentException if a length is wrong, contents do not fit a packet, or the
   *     secret key is none or not that of the public key
   */
  public static V2Greeting of(
      Bytes secretKey, Bytes publicKey, Bytes garbage, List<Bytes> decoys, Bytes version) {
    byte[] key = secretKey.toArray();
    if (!EllSwift.isSecretKey(key)) {
      throw new IllegalArgumentException("not a secret key of secp256k1");
    }
    if (publicKey.length() != EllSwift.ENCODED_LENGTH) {
      throw new IllegalArgumentException("a public key of " + publicKey.length() + " bytes");
    }
    if (!EllSwift.isKeyOf(key, publicKey.toArray())) {
      throw new IllegalArgumentException("the public key is not that of the secret key");
    }
    requireFitting(garbage, decoys, version);
    return new V2Greeting(
        key, publicKey.toArray(), garbage.toArray(), List.copyOf(decoys), version);
  }

  private static void requireFitting(Bytes garbage, List<Bytes> decoys, Bytes version) {
    if (garbage.length() > MAX_GARBAGE) {
      throw new IllegalArgumentException(
          garbage.length() + " bytes of garbage, limit " + MAX_GARBAGE);
    }
    decoys.forEach(V2Greeting::requireFitting);
    requireFitting(version);
  }

  private static void requireFitting(Bytes contents) {
    if (contents.length() > Packets.MOST_CONTENTS) {
      throw new IllegalArgumentException(
          "contents of " + contents.length() + " bytes, limit " + Packets.MOST_CONTENTS);
    }
  }

  /** To be called once, by the transport that uses this. */
  V2Greeting use() {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("a greeting is for one connection");
    }
    return this;
  }

  byte[] secretKey() {
    return secretKey;
  }

  byte[] publicKey() {
    return publicKey;
  }

  byte[] garbage() {
    return garbage;
  }

  List<Bytes> decoys() {
    return decoys;
  }

  Bytes version() {
    return version;
  }

  void wipe() {
    Arrays.fill(secretKey, (byte) 0);
  }

  /** Returns how long the parts are. */
  @Override
  public String toString() {
    return "v2 greeting with "
        + garbage.length
        + " bytes of garbage and "
        + decoys.size()
        + " decoys";
  }
}
