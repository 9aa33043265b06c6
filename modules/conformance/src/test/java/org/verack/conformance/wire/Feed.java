package org.verack.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFault;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.TransportKind;

/** Drives the receiving half of a transport as an engine does, and writes down what comes of it. */
final class Feed {

  /** What is observed, in order. */
  sealed interface Event {

    /** The transport wants bytes to be sent. */
    record Output(Bytes bytes) implements Event {}

    /** It knows its kind. */
    record Known(TransportKind kind, Bytes sessionId) implements Event {}

    /** A frame came. */
    record Received(UnknownMessage raw, WireFault fault, int wireSize) implements Event {}

    /** The stream cannot be read any further. */
    record Failed(WireFault fault) implements Event {}
  }

  final Transport transport;
  private final List<Event> events = new ArrayList<>();
  private TransportKind known = TransportKind.DETECTING;
  private boolean failed;
  private int most;

  Feed(Transport transport) {
    this.transport = transport;
    takeOutput();
  }

  /**
   * Puts bytes in, in pieces of the sizes that are supplied, as far as the transport takes them.
   */
  Feed put(byte[] stream, IntSupplier pieces) {
    int at = 0;
    while (at < stream.length && !failed) {
      int before = transport.heldBytes() + transport.wanted();
      ByteBuffer input = transport.input();
      most = Math.max(most, before);
      if (transport.heldBytes() > before) {
        throw new AssertionError("more was allocated than was asked for");
      }
      int count = Math.min(Math.min(input.remaining(), stream.length - at), pieces.getAsInt());
      input.put(stream, at, count);
      at += count;
      look();
    }
    return this;
  }

  /** Puts all in at once. */
  Feed put(byte[] stream) {
    return put(stream, () -> Integer.MAX_VALUE);
  }

  private void look() {
    try {
      if (!transport.isReady()) {
        transport.proceed();
        takeOutput();
      }
      while (transport.isReady()) {
        Frame frame = transport.poll();
        noteKind();
        if (frame == null) {
          break;
        }
        PayloadException fault = frame.fault();
        events.add(
            new Event.Received(
                frame.raw(), fault == null ? null : fault.fault(), frame.wireSize()));
      }
    } catch (TransportException e) {
      noteKind();
      failed = true;
      events.add(new Event.Failed(e.fault()));
    }
  }

  private void takeOutput() {
    Bytes output = transport.takeOutput();
    if (!output.isEmpty()) {
      events.add(new Event.Output(output));
    }
  }

  private void noteKind() {
    if (transport.kind() != known) {
      known = transport.kind();
      events.add(new Event.Known(known, transport.sessionId().orElse(Bytes.EMPTY)));
    }
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  /** All that the transport wanted to have sent. */
  byte[] output() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Event event : events) {
      if (event instanceof Event.Output output) {
        all.writeBytes(output.bytes().toArray());
      }
    }
    return all.toByteArray();
  }

  List<UnknownMessage> messages() {
    return events.stream()
        .filter(event -> event instanceof Event.Received)
        .map(event -> ((Event.Received) event).raw())
        .toList();
  }

  /** The fault that ended it, or null. */
  WireFault failure() {
    return events.isEmpty() || !(events.get(events.size() - 1) instanceof Event.Failed last)
        ? null
        : last.fault();
  }

  /** The most memory that was held for, or asked for, one message. */
  int mostMemory() {
    return most;
  }
}
