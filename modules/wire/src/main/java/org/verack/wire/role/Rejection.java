package org.verack.wire.role;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;

/**
 * What one side says to the other about a message that it does not take (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0061.mediawiki">BIP 61</a>). Bitcoin Core
 * has neither sent nor read it since 2020; btcd, LBRY and Kaspa do.
 *
 * {@snippet :
 * Rejection rejection =
 *     new Rejection("tx", RejectCode.INSUFFICIENT_FEE, "too little", transaction.txid());
 *
 * Message reject = network.rules().reject(rejection, 70016).orElseThrow();
 * assert reject instanceof Reject sent && sent.hash().equals(transaction.txid());
 * assert network.rules().reject(rejection, 70001).isEmpty(); // nobody knew it then
 * }
 *
 * @param command the message; {@value #ANY} where it could not be read
 * @param code why, as one of the numbers of {@link RejectCode}
 * @param reason why, in words
 * @param subject the hash of the block or transaction in question; ignored for other messages
 */
public record Rejection(String command, int code, String reason, @Nullable Hash subject) {

  /** The command of a rejection of something that could not be read. */
  public static final String ANY = "malformed";

  /** Checks that nothing is missing. */
  public Rejection {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * Makes a rejection that is not about a block or a transaction.
   *
   * @param command the message
   * @param code why, as one of the numbers of {@link RejectCode}
   * @param reason why, in words
   */
  public Rejection(String command, int code, String reason) {
    this(command, code, reason, null);
  }
}
