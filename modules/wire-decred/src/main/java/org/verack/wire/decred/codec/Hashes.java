package org.verack.wire.decred.codec;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/** Lists of hashes with their count, where too many are a violation. */
public final class Hashes {

  private Hashes() {}

  /** Reads a count and so many hashes. */
  public static List<Hash> read(PayloadReader in, String what, int limit)
      throws PayloadException, ViolationException {
    return HashList.read(in, in.readCountOrViolation(what, limit, Hash.LENGTH));
  }

  /** Writes the count and the hashes. */
  public static void write(String what, List<Hash> hashes, int limit, PayloadWriter out) {
    out.writeCount(what, hashes.size(), limit);
    HashList.write(hashes, out);
  }
}
