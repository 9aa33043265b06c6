package org.verack.wire.decred.mix;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

/**
 * A message of a session of mixing, which pairing requests have begun.
 *
 * {@snippet :
 * // All that was said in one attempt of one session.
 * record Attempt(Bytes session, long run) {}
 * Map<Attempt, List<MixSessionMessage>> said = new ConcurrentHashMap<>();
 * peer.on(
 *     MixSessionMessage.class,
 *     (from, message) ->
 *         said.computeIfAbsent(
 *                 new Attempt(message.session(), message.run()), key -> new CopyOnWriteArrayList<>())
 *             .add(message));
 * }
 */
public sealed interface MixSessionMessage extends MixMessage
    permits MixKeyXchg, MixCphrTxt, MixSlotRes, MixFactPoly, MixDCNet, MixConfirm, MixSecrets {

  /** The length of a session's name in bytes. */
  int SESSION_LENGTH = 32;

  /** The most hashes of other messages; more are a violation. */
  int MAX_SEEN = 512;

  /**
   * Returns the name of the session.
   *
   * @return 32 bytes
   */
  Bytes session();

  /**
   * Returns which attempt of the session this is.
   *
   * @return 0 to 2^32 - 1
   */
  long run();

  /**
   * Returns the messages of the step before that the sender has seen.
   *
   * @return their hashes
   */
  List<Hash> seen();
}
