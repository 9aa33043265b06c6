package org.verack.peer.capture;

import java.io.IOException;
import java.time.Instant;
import org.verack.peer.Transfer;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Bytes;
import org.verack.wire.Network;

/** A form in which sessions are written to disk. Used by one thread at a time. */
interface CaptureForm {

  /** Who speaks with whom. */
  record Parties(Network network, boolean inbound, Endpoint local, Endpoint remote) {}

  /**
   * A message that passed.
   *
   * @param time when
   * @param direction which way
   * @param command its command
   * @param payload its payload
   * @param damaged whether its frame was unsound: a bad checksum or command
   * @param gap how many bytes passed in this direction since the last one and were not captured
   */
  record Passed(
      Instant time,
      Transfer.Direction direction,
      String command,
      Bytes payload,
      boolean damaged,
      long gap) {}

  /** One connection. What is added is written with the next flush. */
  interface Session {

    /** Returns how many bytes its beginning and its end will take. */
    long overhead();

    void open(Instant time) throws IOException;

    /** Returns how many bytes a message will take; zero if this form leaves it out. */
    long size(Passed message);

    void add(Passed message) throws IOException;

    /** Notes that the connection has ended, or is not watched any longer. */
    void end(Instant time);
  }

  /** Returns how many bytes there are before the first session. */
  long overhead();

  Session session(Parties parties);

  void flush() throws IOException;
}
