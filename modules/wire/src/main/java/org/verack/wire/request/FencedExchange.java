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
