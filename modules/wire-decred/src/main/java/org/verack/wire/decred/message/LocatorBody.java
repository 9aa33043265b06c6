package org.verack.wire.decred.message;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/** What {@code getblocks} and {@code getheaders} have in common: all of it. */
record LocatorBody(int version, List<Hash> locator, Hash stop) {

  /** The most hashes that a locator has. */
  static final int MAX_LOCATOR = 500;

  static LocatorBody read(PayloadReader in) throws PayloadException, ViolationException {
    int version = in.readI32("protocol version");
    int count = in.readCountOrViolation("locator hashes", MAX_LOCATOR, Hash.LENGTH);
    return new LocatorBody(version, HashList.read(in, count), in.readHash("stop hash"));
  }

  int size() {
    return 4 + HashList.sizeOf(locator) + Hash.LENGTH;
  }

  void write(PayloadWriter out) {
    out.writeI32(version);
    out.writeCount("locator hashes", locator.size(), MAX_LOCATOR);
    HashList.write(locator, out);
    out.writeHash(stop);
  }

  String describe(String command) {
    String from = locator.isEmpty() ? "" : " from " + locator.get(0);
    return command
        + ", "
        + locator.size()
        + (locator.size() == 1 ? " hash" : " hashes")
        + from
        + (stop.isZero() ? "" : ", stop " + stop);
  }
}
