package org.verack.peer.testkit.node;

import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.verack.wire.Hash;
import org.verack.wire.Message;

/**
 * What a {@link TestNode} does wrong when it is told to, with {@link TestNode#misbehave} or from
 * its beginning with {@link TestNode.Builder#misbehaving}. Several can be combined.
 *
 * {@snippet :
 * node.misbehave(Misbehaviour.withhold(chain.tipHash()));
 * assert peer.request(Requests.block(chain.tipHash()), Duration.ofMinutes(1)).isEmpty();
 *
 * node.misbehave(new Misbehaviour.InvalidMerkleRoot(20), Misbehaviour.flood(1_000, new Ping(1)));
 * try {
 *   peer.request(Requests.block(chain.tipHash()), Duration.ofMinutes(1));
 *   assert false : "taken for the block";
 * } catch (RequestException e) {
 *   node.behave();
 * }
 * }
 *
 * <p>What goes wrong with a line, whoever is behind it, is for a {@link
 * org.verack.peer.testkit.fault.FaultPlan}; what no node would say, for a {@link
 * org.verack.peer.testkit.script.ScriptedPeer}. All values are immutable.
 */
public sealed interface Misbehaviour {

  /**
   * Says nothing where it is asked for some blocks or transactions, not even that it has not found
   * them, and leaves out the compact filters of those blocks. Their headers, and what it announces,
   * come as ever; only it announces such blocks in no compact form. Pings are answered, so a {@link
   * org.verack.wire.request.Requests request} ends without them.
   *
   * @param which tells by its hash whether a block is withheld; a transaction is if its txid or its
   *     wtxid fits
   */
  record Withhold(Predicate<Hash> which) implements Misbehaviour {

    /** Checks that there is a predicate. */
    public Withhold {
      Objects.requireNonNull(which, "which");
    }
  }

  /**
   * Answers no more questions after some, and lives on: it announces what is new, pings and answers
   * pings.
   *
   * @param answers how many messages of answers it still gives, to all peers together; not negative
   */
  record Ignore(int answers) implements Misbehaviour {

    /** Checks the number. */
    public Ignore {
      requireNotNegative("answers", answers);
    }
  }

  /**
   * Falls silent after some answers, as a program that hangs: nothing more comes from it on its
   * connections, no pong either, and whoever dials it from then on waits for its version. The lines
   * stay open, until the node is closed or hears nothing for as long as its configuration allows,
   * five minutes by default; a peer that pings is not hung up on before it hangs up itself.
   *
   * <p>When it {@linkplain TestNode#behave behaves} again, the connections that fell silent stay
   * so.
   *
   * @param answers how many messages of answers it still gives, to all peers together; 0 to fall
   *     silent at once
   */
  record Stall(int answers) implements Misbehaviour {

    /** Checks the number. */
    public Stall {
      requireNotNegative("answers", answers);
    }
  }

  /**
   * Serves headers and blocks that claim four thousand million times the work of those that they
   * stand for, and do not have it: their hashes do not meet the target that they name. They follow
   * each other, and their transactions are those that their merkle roots commit to.
   *
   * @param fromHeight the first block of the best chain that is such a lie, at least 1
   */
  record LieAboutWork(int fromHeight) implements Misbehaviour {

    /** Checks the height. */
    public LieAboutWork {
      requireHeight(fromHeight);
    }
  }

  /**
   * Gives blocks with a transaction changed, so that the merkle root of the header is not theirs:
   * whole, in compact form, transactions out of them, or filtered. Headers are as ever.
   *
   * @param fromHeight the first block of the best chain that is given so, at least 1
   */
  record InvalidMerkleRoot(int fromHeight) implements Misbehaviour {

    /** Checks the height. */
    public InvalidMerkleRoot {
      requireHeight(fromHeight);
    }
  }

  /**
   * Sends messages that nobody has asked for, to each peer as fast as it takes them: at once to
   * those that are there, and later to each whose handshake is complete.
   *
   * @param count how many to each peer, at least 1
   * @param messages makes them by their number from 0 on; called by several threads
   */
  record Flood(int count, IntFunction<? extends Message> messages) implements Misbehaviour {

    /** Checks the number. */
    public Flood {
      if (count < 1) {
        throw new IllegalArgumentException("a flood of " + count + " messages");
      }
      Objects.requireNonNull(messages, "messages");
    }
  }

  /**
   * Withholds some blocks and transactions.
   *
   * @param hashes of blocks, txids or wtxids
   * @return what to do
   */
  static Withhold withhold(Hash... hashes) {
    return new Withhold(Set.of(hashes)::contains);
  }

  /**
   * Withholds all blocks and transactions.
   *
   * @return what to do
   */
  static Withhold withholdEverything() {
    return new Withhold(hash -> true);
  }

  /**
   * Floods with one message.
   *
   * @param count how often to each peer, at least 1
   * @param message the message
   * @return what to do
   */
  static Flood flood(int count, Message message) {
    Objects.requireNonNull(message, "message");
    return new Flood(count, number -> message);
  }

  private static void requireNotNegative(String what, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " " + value + " is negative");
    }
  }

  private static void requireHeight(int height) {
    if (height < 1) {
      throw new IllegalArgumentException("from height " + height + ", the first block is known");
    }
  }
}
