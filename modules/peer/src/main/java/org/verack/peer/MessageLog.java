package org.verack.peer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.verack.wire.Bytes;
import org.verack.wire.Dump;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;

/**
 * What is logged of messages: at debug one line each, at trace also the fields and the first bytes.
 * Nothing is made unless it is wanted.
 */
final class MessageLog {

  private static final Logger LOG = LoggerFactory.getLogger("org.verack.peer.messages");
  private static final int SHOWN_LINES = 64;

  private MessageLog() {}

  static void received(Peer peer, Message message) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("received {} from {}", message, peer);
      trace(message, peer);
    }
  }

  static void sent(Peer peer, Message message) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("sent {} to {}", message, peer);
      trace(message, peer);
    }
  }

  static void unreadable(Peer peer, String command, Bytes payload, String why) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("cannot read {} from {}: {}", command, peer, why);
      LOG.trace("{}", LOG.isTraceEnabled() ? Dump.hexdump(payload, SHOWN_LINES) : "");
    }
  }

  private static String hexdump(Message message, Peer peer) {
    try {
      return Dump.hexdump(peer.payload(message), SHOWN_LINES);
    } catch (EncodeException e) {
      // Some messages can be read at old protocol versions but not be written.
      return "(" + e.getMessage() + ")";
    }
  }

  private static void trace(Message message, Peer peer) {
    if (LOG.isTraceEnabled()) {
      LOG.trace("{}\n{}", Dump.BRIEF.text(message), hexdump(message, peer));
    }
  }
}
