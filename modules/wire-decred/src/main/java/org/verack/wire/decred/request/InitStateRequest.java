package org.verack.wire.decred.request;

import java.util.List;
import org.verack.wire.Message;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.InitState;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Setting;

/** Asks what is needed to go on with mining and voting; answered by an {@code initstate}. */
record InitStateRequest(GetInitState question) implements Request<InitState> {

  @Override
  public String name() {
    return "initstate";
  }

  @Override
  public boolean takesTurns() {
    return true;
  }

  @Override
  public Exchange<InitState> begin(Setting setting) throws RequestException {
    DecredRequests.require("getinitstate", DecredProtocolVersion.INIT_STATE, setting);
    return new Exchange<>() {
      @Override
      public List<Message> opening() {
        return List.of(question);
      }

      @Override
      public Step<InitState> receive(Message message) {
        return message instanceof InitState answer ? new Step.Done<>(answer) : Step.unrelated();
      }
    };
  }
}
