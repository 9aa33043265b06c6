package org.verack.wire.bip324;

import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** A key of 32 bytes that can be overwritten, unlike the JDK's own class for it. */
final class ChaChaKey implements SecretKey {

  static final int LENGTH = 32;

  @Serial private static final long serialVersionUID = 1L;

  private final transient byte[] key;

  /** Takes over the array. */
  ChaChaKey(byte[] key) {
    this.key = key;
  }

  @Override
  public String getAlgorithm() {
    return "ChaCha20";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return key.clone();
  }

  @Override
  public void destroy() {
    Arrays.fill(key, (byte) 0);
  }

  @Serial
  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException();
  }

  @Serial
  private void readObject(ObjectInputStream in) throws NotSerializableException {
    throw new NotSerializableException();
  }
}
