package org.verack.peer;

import java.io.IOException;
import java.time.Duration;
import org.verack.wire.PayloadException;
import org.verack.wire.RemoteText;
import org.verack.wire.TransportException;
import org.verack.wire.ViolationException;

/**
 * Why a connection ended. Each prints as one line that is safe to log. All are immutable.
 *
 * {@snippet :
 * remote.close();
 * String todo =
 *     switch (peer.awaitDisconnect()) {
 *       case DisconnectReason.LocalClose close -> "nothing, it was us: " + close.why();
 *       case DisconnectReason.RemoteClose close -> "dial again";
 *       case DisconnectReason.ConnectionLost lost -> "dial again";
 *       case DisconnectReason reason when reason.isMisbehaviour() -> "avoid the address";
 *       case DisconnectReason reason -> "look at this: " + reason;
 *     };
 * assert todo.equals("dial again");
 * }
 */
public sealed interface DisconnectReason {

  /**
   * Tells whether the remote broke a rule that no honest node breaks, so that its address is better
   * avoided. Bitcoin Core discourages such addresses.
   *
   * @return whether it did
   */
  default boolean isMisbehaviour() {
    return false;
  }

  /**
   * This side closed it.
   *
   * @param why in a few words
   */
  record LocalClose(String why) implements DisconnectReason {
    @Override
    public String toString() {
      return "closed by us: " + why;
    }
  }

  /**
   * The remote ended its side.
   *
   * @param midMessage whether that was in the middle of a message
   * @param duringHandshake whether that was before the handshake was complete
   */
  record RemoteClose(boolean midMessage, boolean duringHandshake) implements DisconnectReason {
    @Override
    public String toString() {
      return "closed by the remote"
          + (duringHandshake ? " during the handshake" : "")
          + (midMessage ? ", in the middle of a message" : "");
    }
  }

  /**
   * The connection broke.
   *
   * @param cause what the machine says
   */
  record ConnectionLost(IOException cause) implements DisconnectReason {
    @Override
    public String toString() {
      return "connection lost: " + cause.getMessage();
    }
  }

  /**
   * The handshake was not complete in time.
   *
   * @param limit how long it may take
   * @param awaited what was being waited for
   */
  record HandshakeTimeout(Duration limit, String awaited) implements DisconnectReason {
    @Override
    public String toString() {
      return "no " + awaited + " within " + limit.toMillis() / 1000.0 + " s";
    }
  }

  /**
   * The remote's version message was refused.
   *
   * @param why what is wrong with it
   */
  record VersionRefused(String why) implements DisconnectReason {
    @Override
    public String toString() {
      return "version refused: " + RemoteText.escape(why);
    }
  }

  /**
   * The remote does not speak a transport that the configuration accepts.
   *
   * @param why in a few words
   */
  record TransportRefused(String why) implements DisconnectReason {
    @Override
    public String toString() {
      return "transport refused: " + why;
    }
  }

  /**
   * The remote was not let in, because a limit was reached.
   *
   * @param limit which
   */
  record NotAdmitted(String limit) implements DisconnectReason {
    @Override
    public String toString() {
      return "not admitted: " + limit;
    }
  }

  /** The connection is one that this program dialed itself. */
  record SelfConnection() implements DisconnectReason {
    @Override
    public String toString() {
      return "connected to ourselves";
    }
  }

  /**
   * Nothing came from the remote for too long.
   *
   * @param limit how long it may be silent
   */
  record Idle(Duration limit) implements DisconnectReason {
    @Override
    public String toString() {
      return "nothing received for " + limit.toSeconds() + " s";
    }
  }

  /**
   * A ping was not answered, though other bytes came.
   *
   * @param limit how long it had
   */
  record PingTimeout(Duration limit) implements DisconnectReason {
    @Override
    public String toString() {
      return "a ping was not answered for " + limit.toSeconds() + " s";
    }
  }

  /**
   * The remote did not take what we write.
   *
   * @param limit how long it had for the bytes that were waiting
   */
  record WriteStalled(Duration limit) implements DisconnectReason {
    @Override
    public String toString() {
      return "the remote did not take our bytes for " + limit.toSeconds() + " s";
    }
  }

  /**
   * Something that the remote owed us did not come in time.
   *
   * @param awaited what it was
   * @param limit how long it had
   */
  record Stalled(String awaited, Duration limit) implements DisconnectReason {
    @Override
    public String toString() {
      return "stalled: " + awaited + " did not come within " + limit.toSeconds() + " s";
    }
  }

  /**
   * What the engine itself has to say to the remote piled up, because the remote does not read.
   *
   * @param limit how many bytes may wait
   */
  record OutboundOverflow(int limit) implements DisconnectReason {
    @Override
    public String toString() {
      return "more than " + limit + " bytes of our answers wait, the remote does not read them";
    }
  }

  /**
   * The stream cannot be read any further.
   *
   * @param cause what is wrong and where
   */
  record TransportFault(TransportException cause) implements DisconnectReason {
    @Override
    public String toString() {
      return "transport fault: " + cause.getMessage();
    }
  }

  /**
   * A message broke a rule that every policy answers with a disconnect.
   *
   * @param command the message
   * @param cause which rule
   */
  record Violation(String command, ViolationException cause) implements DisconnectReason {
    @Override
    public boolean isMisbehaviour() {
      return true;
    }

    @Override
    public String toString() {
      return "violation in " + RemoteText.escape(command) + ": " + cause.getMessage();
    }
  }

  /**
   * A message did not decode, and the policy is strict.
   *
   * @param command the message
   * @param cause what is wrong and where
   */
  record PayloadFault(String command, PayloadException cause) implements DisconnectReason {
    @Override
    public String toString() {
      return "cannot read " + RemoteText.escape(command) + ": " + cause.getMessage();
    }
  }

  /**
   * A message came at a time or from a network where the policy does not allow it.
   *
   * @param command the message
   * @param why what is wrong with it
   */
  record UnexpectedMessage(String command, String why) implements DisconnectReason {
    @Override
    public String toString() {
      return "unexpected " + RemoteText.escape(command) + ": " + why;
    }
  }

  /**
   * There was no memory for what the remote sent, for too long.
   *
   * @param limit how long the reader waited
   */
  record OverBudget(Duration limit) implements DisconnectReason {
    @Override
    public String toString() {
      return "the program's budget for received bytes was exhausted for "
          + limit.toSeconds()
          + " s";
    }
  }

  /**
   * A handler, or the engine itself, threw.
   *
   * @param cause what it threw
   */
  record Failure(Throwable cause) implements DisconnectReason {
    @Override
    public String toString() {
      return "failed: " + RemoteText.escape(cause.toString());
    }
  }
}
