package org.verack.wire.bip324;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.verack.wire.Bytes;
import org.verack.wire.Sha256;
import org.verack.wire.secp256k1.EllSwift;

/** What the two sides of a connection derive from their keys (BIP 324, key derivation). */
public final class SessionKeys {

  /** The length of a garbage terminator. */
  public static final int TERMINATOR_LENGTH = 16;

  private static final byte[] TAG = taggedHash("bip324_ellswift_xonly_ecdh");
  private static final int EXPANDED_LENGTH = 32;

  private final Bytes sessionId;
  private final byte[] sendTerminator;
  private final byte[] receiveTerminator;
  private final Sealer sealer;
  private final Opener opener;

  private SessionKeys(boolean initiating, byte[] secret, int magic) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt(magic), "HmacSHA256"));
      byte[] extracted = mac.doFinal(secret);
      mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
      Arrays.fill(extracted, (byte) 0);
      sessionId = Bytes.wrap(expand(mac, "session_id"));
      byte[] terminators = expand(mac, "garbage_terminators");
      byte[] initiators = Arrays.copyOf(terminators, TERMINATOR_LENGTH);
      byte[] responders = Arrays.copyOfRange(terminators, TERMINATOR_LENGTH, EXPANDED_LENGTH);
      sendTerminator = initiating ? initiators : responders;
      receiveTerminator = initiating ? responders : initiators;
      String ours = initiating ? "initiator" : "responder";
      String theirs = initiating ? "responder" : "initiator";
      sealer = new Sealer(expand(mac, ours + "_L"), expand(mac, ours + "_P"));
      opener = new Opener(expand(mac, theirs + "_L"), expand(mac, theirs + "_P"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform's HMAC", e);
    }
  }

  /**
   * Agrees with the remote.
   *
   * @param initiating whether we dialed
   * @param key our secret key
   * @param ours our public key as we sent it, 64 bytes
   * @param theirs the remote's public key as it was received, 64 bytes
   * @param magic the network's
   * @return what to use from now on
   */
  public static SessionKeys agree(
      boolean initiating, byte[] key, byte[] ours, byte[] theirs, int magic) {
    byte[] product = EllSwift.sharedX(key, theirs);
    Sha256 sha = new Sha256();
    sha.update(TAG, 0, TAG.length);
    sha.update(TAG, 0, TAG.length);
    sha.update(initiating ? ours : theirs, 0, EllSwift.ENCODED_LENGTH);
    sha.update(initiating ? theirs : ours, 0, EllSwift.ENCODED_LENGTH);
    sha.update(product, 0, product.length);
    byte[] secret = sha.single();
    SessionKeys keys = new SessionKeys(initiating, secret, magic);
    Arrays.fill(product, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    return keys;
  }

  private static byte[] taggedHash(String tag) {
    byte[] bytes = tag.getBytes(US_ASCII);
    Sha256 sha = new Sha256();
    sha.update(bytes, 0, bytes.length);
    return sha.single();
  }

  private static byte[] salt(int magic) {
    byte[] text = "bitcoin_v2_shared_secret".getBytes(US_ASCII);
    byte[] salt = Arrays.copyOf(text, text.length + 4);
    for (int i = 0; i < 4; i++) {
      salt[text.length + i] = (byte) (magic >>> (8 * i));
    }
    return salt;
  }

  private static byte[] expand(Mac mac, String info) {
    mac.update(info.getBytes(US_ASCII));
    mac.update((byte) 1);
    return mac.doFinal();
  }

  /**
   * Returns the name of the session, which both sides can compare.
   *
   * @return 32 bytes, not secret
   */
  public Bytes sessionId() {
    return sessionId;
  }

  /**
   * Returns what ends our garbage.
   *
   * @return 16 bytes
   */
  public byte[] sendTerminator() {
    return sendTerminator;
  }

  /**
   * Returns what ends the remote's garbage.
   *
   * @return 16 bytes
   */
  public byte[] receiveTerminator() {
    return receiveTerminator;
  }

  /**
   * Returns what encrypts our packets.
   *
   * @return the only one of this session
   */
  public Sealer sealer() {
    return sealer;
  }

  /**
   * Returns what decrypts the remote's packets.
   *
   * @return the only one of this session
   */
  public Opener opener() {
    return opener;
  }
}
