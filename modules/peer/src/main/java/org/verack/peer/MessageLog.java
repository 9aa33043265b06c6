package org.verack.peer;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireException;
import org.verack.wire.transport.Frame;

/**
 * What is logged of messages: at debug one line each, at trace also the fields and the first bytes.
 * Nothing is made unless it is wanted. Nothing here is above debug, because a remote decides how
 * much of it there is.
 */
final class MessageLog {

  private static final Logger LOG = LoggerFactory.getLogger("org.verack.peer.messages");
  private static final int SHOWN_LINES = 64;

  private MessageLog() {}

  static void received(Peer peer, Frame frame, Message message) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("received {} from {}", message, peer);
      trace(message, () -> frame.raw().payload());
    }
  }

  static void sent(Peer peer, EncodedMessage encoded) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("sent {} to {}", encoded.message(), peer);
      trace(encoded.message(), encoded::payload);
    }
  }

  static void unreadable(Peer peer, Frame frame, WireException fault) {
    if (LOG.isDebugEnabled()) {
      UnknownMessage raw = frame.raw();
      LOG.debug("cannot read {} from {}: {}", raw.command(), peer, fault.getMessage());
      if (LOG.isTraceEnabled()) {
        LOG.trace("{}", Dump.hexdump(raw.payload(), SHOWN_LINES));
      }
    }
  }

  private static void trace(Message message, Supplier<Bytes> payload) {
    if (LOG.isTraceEnabled()) {
      LOG.trace("{}\n{}", Dump.BRIEF.text(message), Dump.hexdump(payload.get(), SHOWN_LINES));
    }
  }
}
