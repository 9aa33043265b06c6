package org.verack.wire.decred.chain;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.TrustedReader;
import org.verack.wire.decred.codec.Limits;

/**
 * An output of a transaction.
 *
 * {@snippet :
 * TxOut output = new TxOut(150_000_000, 0, Bytes.ofHex("51")); // 1.5 DCR to whoever wants them
 * assert output.size() == 8 + 2 + 1 + 1; // value, version of the script, its length, the script
 * }
 *
 * @param value atoms, of which 100,000,000 are one DCR; any 64 bits
 * @param version the version of the script language, 0 to 65535
 * @param script the script that says who may spend it
 */
public record TxOut(long value, int version, Bytes script) {

  /**
   * Checks the version.
   *
   * @throws IllegalArgumentException if it is not 0 to 65535
   */
  public TxOut {
    Limits.requireU16("script version", version);
    Objects.requireNonNull(script, "script");
  }

  /**
   * Reads an output out of a larger payload.
   *
   * @param in at its first byte; afterwards behind its last
   * @return the output
   * @throws PayloadException if none is there
   */
  public static TxOut read(PayloadReader in) throws PayloadException {
    long value = in.readI64("value");
    int version = in.readU16("script version");
    return new TxOut(value, version, in.readVarBytes("output script", TxScan.MAX_SCRIPT));
  }

  static TxOut read(TrustedReader in) {
    return new TxOut(in.i64(), in.u16(), in.varBytes());
  }

  /**
   * Returns how many bytes the output takes.
   *
   * @return bytes
   */
  public int size() {
    return 8 + 2 + CompactSize.size(script.length()) + script.length();
  }

  /**
   * Writes the output.
   *
   * @param out where to; {@link #size()} bytes are written
   */
  public void write(PayloadWriter out) {
    out.writeI64(value);
    out.writeU16(version);
    out.writeVarBytes("output script", script, TxScan.MAX_SCRIPT);
  }
}
