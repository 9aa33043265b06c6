package org.verack.wire.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;

/** Asks whether the peer is there; answered by the pong with the same nonce. */
record PingRequest() implements Request<Long> {

  @Override
  public String name() {
    return "ping";
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public Exchange<Long> begin(Setting setting) throws RequestException {
    if (!Fence.possible(setting)) {
      throw new RequestException(
          "pings are not answered at protocol version "
              + setting.negotiation().protocolVersion()
              + " (BIP 31)");
    }
    Fence fence = new Fence(setting);
    return new Exchange<>() {

      private boolean answered;

      @Override
      public List<Message> opening() {
        return List.of(fence.ping());
      }

      @Override
      public Step<Long> receive(Message message) {
        if (!fence.isAnsweredBy(message)) {
          return Step.unrelated();
        }
        answered = true;
        return new Step.Done<>(fence.nonce());
      }

      @Override
      public @Nullable Remainder remainder() {
        return answered
            ? null
            : message -> fence.isAnsweredBy(message) ? Remainder.Part.LAST : Remainder.Part.NONE;
      }
    };
  }
}
