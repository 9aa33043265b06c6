package org.verack.wire.kaspa.message;

import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.codec.PayloadCodec;

/**
 * Asks for the block that the other side takes for the newest: a {@link SelectedTip}.
 *
 * {@snippet :
 * BlockingQueue<SelectedTip> heard = new LinkedBlockingQueue<>();
 * peer.on(SelectedTip.class, (from, tip) -> heard.add(tip));
 * peer.send(GetSelectedTip.INSTANCE);
 * time.awaitQuiet();
 * assert heard.remove().hash().equals(hash);
 * // The same, with an answer to wait for:
 * assert peer.request(KaspaRequests.selectedTip(), Duration.ofMinutes(1)).equals(hash);
 * }
 */
public record GetSelectedTip() implements Message {

  /** The only value. */
  public static final GetSelectedTip INSTANCE = new GetSelectedTip();

  /** The command, the codec and the limits. */
  public static final MessageType<GetSelectedTip> TYPE =
      MessageType.of("getseltip", GetSelectedTip.class, PayloadCodec.empty(INSTANCE), 0);

  @Override
  public String command() {
    return "getseltip";
  }

  @Override
  public String toString() {
    return "getseltip";
  }
}
