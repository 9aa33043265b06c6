package org.verack.wire.codec;

import java.util.Objects;
import org.verack.wire.FrameChecksum;

/**
 * The checksum of a payload, found right when it was received. A message that is a view over its
 * payload remembers it, so that passing the message on does not hash it again.
 *
 * {@snippet :
 * Bytes received = network.encode(transaction, format).frame();
 * Frame frame = V1Transport.read(network, received); // computes the checksum, and finds it right
 * Transaction decoded = (Transaction) frame.decode(network.messages(), format);
 *
 * VerifiedChecksum known = Transaction.TYPE.codec().knownChecksum(decoded, format);
 * assert known.function().equals(network.checksum()); // so to pass it on does not hash it again
 * }
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
