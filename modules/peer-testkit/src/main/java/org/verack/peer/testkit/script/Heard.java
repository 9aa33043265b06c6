package org.verack.peer.testkit.script;

import org.verack.wire.Message;
import org.verack.wire.RemoteText;
import org.verack.wire.WireException;

/** One thing that came over a line. */
sealed interface Heard {

  int SHOWN = 200;

  /** A message. */
  record Said(Message message) implements Heard {
    @Override
    public String toString() {
      return describe(message);
    }
  }

  /** Something that is no message. */
  record Unreadable(String command, WireException cause) implements Heard {
    @Override
    public String toString() {
      return (command.isEmpty() ? "bytes" : RemoteText.escape(command))
          + " that cannot be read: "
          + cause.getMessage();
    }
  }

  /** The end. */
  record Ended(String how) implements Heard {
    @Override
    public String toString() {
      return "the end: " + how;
    }
  }

  static String describe(Message message) {
    String text = message.toString();
    boolean named = text.startsWith(message.command());
    return RemoteText.escape(named ? text : message.command() + ": " + text, SHOWN);
  }
}
