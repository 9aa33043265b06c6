package org.verack.wire.codec;

import java.util.Objects;
import org.verack.wire.FrameChecksum;

/**
 * The checksum of a payload, found right when it was received. A message that is a view over its
 * payload remembers it, so that passing the message on does not hash it again.
 *
 * @param function how it was computed
 * @param value the four bytes, the first in the lowest eight bits
 */
public record VerifiedChecksum(FrameChecksum function, int value) {

  /** Checks that there is a function. */
  public VerifiedChecksum {
    Objects.requireNonNull(function, "function");
  }
}
