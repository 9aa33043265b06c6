package org.verack.wire.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;

/**
 * An exchange with a ping behind its question.
 *
 * <p>A peer answers in order, so its pong says that whatever it had to say before has been said.
 * That gives an end to answers that have none in the protocol: Bitcoin Core passes over a block
 * that it does not have in silence. And it tells what comes too late for a request that was given
 * up from what answers the next one.
 *
 * <p>Where pings are not answered (below protocol version 60001 in the Bitcoin network) there is no
 * fence: silence lasts until the deadline, and what comes too late is a message like any other.
 *
 * {@snippet :
 * // Asks for the hashes of the blocks behind one; a peer that knows none says nothing.
 * record HashesRequest(Hash block) implements Request<List<Hash>> {
 *   public String name() {
 *     return "hashes";
 *   }
 *
 *   public boolean takesTurns() {
 *     return true; // an inv does not say what it answers
 *   }
 *
 *   public Exchange<List<Hash>> begin(Setting setting) {
 *     return new FencedExchange<>(setting) {
 *       protected List<Message> question() {
 *         return List.of(new GetBlocks(70016, List.of(block), Hash.ZERO));
 *       }
 *
 *       protected Step<List<Hash>> take(Message message) {
 *         return message instanceof Inv inv && inv.size() > 0 && inv.items().getFirst().isBlock()
 *             ? new Step.Done<>(inv.items().stream().map(InventoryVector::hash).toList())
 *             : Step.unrelated();
 *       }
 *
 *       protected Step<List<Hash>> passed() {
 *         return new Step.Done<>(List.of());
 *       }
 *
 *       protected boolean takeLate(Message message) {
 *         return message instanceof Inv;
 *       }
 *     };
 *   }
 * }
 *
 * assert peer.request(new HashesRequest(hashes.get(20)), Duration.ofMinutes(1)).size() == 10;
 * assert peer.request(new HashesRequest(hash), Duration.ofMinutes(1)).isEmpty(); // at once
 * }
 *
 * @param <R> the answer
 */
public abstract class FencedExchange<R> implements Exchange<R> {

  private final Setting setting;
  private @Nullable Fence fence;
  private boolean complete;

  /**
   * Begins an exchange.
   *
   * @param setting what is known of the connection
   */
  protected FencedExchange(Setting setting) {
    this.setting = setting;
    renewFence();
  }

  /**
   * Returns what to send before the ping.
   *
   * @return the messages, in order; at least one
   */
  protected abstract List<Message> question();

  /**
   * Looks at a message that arrived and is not the pong.
   *
   * @param message the message
   * @return what it is to this exchange
   */
  protected abstract Step<R> take(Message message);

  /**
   * Tells what it means that the pong has come: the peer has said what it had to say.
   *
   * @return the end of the exchange, or {@link Step.Taken} if it goes on without a fence, or with
   *     another
   */
  protected abstract Step<R> passed();

  /**
   * Looks at a message that has come before the pong, when nobody waits for the answer any more.
   *
   * @param message the message
   * @return whether it belongs to the answer
   */
  protected abstract boolean takeLate(Message message);

  /** Drops what has been collected, because nobody waits for it any more. */
  protected void forget() {}

  /**
   * Makes another ping, whose pong counts from now on.
   *
   * @return the ping, to be sent; none where pings are not answered
   */
  protected final List<Message> renewFence() {
    fence = Fence.possible(setting) ? new Fence(setting) : null;
    return fence == null ? List.of() : List.of(fence.ping());
  }

  @Override
  public final List<Message> opening() {
    List<Message> opening = new ArrayList<>(question());
    if (fence != null) {
      opening.add(fence.ping());
    }
    return opening;
  }

  @Override
  public final Step<R> receive(Message message) {
    if (fence != null && fence.isAnsweredBy(message)) {
      fence = null;
      return passed();
    }
    Step<R> step = take(message);
    Step<R> bare = step instanceof Step.Shared<R> shared ? shared.step() : step;
    complete |=
        bare instanceof Step.Done<R> || bare instanceof Step.Work<R> || bare instanceof Step.Ask<R>;
    return step;
  }

  @Override
  public final @Nullable Remainder remainder() {
    forget();
    Fence awaited = fence;
    if (awaited == null) {
      return null;
    }
    return message -> {
      if (awaited.isAnsweredBy(message)) {
        return Remainder.Part.LAST;
      }
      // Of a complete answer only the pong is still due.
      return !complete && takeLate(message) ? Remainder.Part.MORE : Remainder.Part.NONE;
    };
  }
}
