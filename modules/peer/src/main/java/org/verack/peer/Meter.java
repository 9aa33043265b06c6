package org.verack.peer;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.WireException;
import org.verack.wire.transport.Frame;

/**
 * Sees all that passes in one direction of a connection: counts it, logs it, records it, and shows
 * it to the taps. The loop of that direction calls it; numbers are read and taps changed by any
 * thread.
 */
final class Meter {

  /** A tap that was registered; the same one may be registered again. */
  private static final class Registered {
    final Tap tap;

    Registered(Tap tap) {
      this.tap = tap;
    }
  }

  private static final VarHandle TAPS;

  static {
    try {
      TAPS = MethodHandles.lookup().findVarHandle(Meter.class, "taps", List.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Peer peer;
  private final Transfer.Direction direction;
  private final Counter bytes = new Counter();
  private final CommandCounters counters;
  private volatile List<Registered> taps = List.of();

  Meter(Peer peer, Transfer.Direction direction) {
    this.peer = peer;
    this.direction = direction;
    this.counters = new CommandCounters(peer.config().network().messages());
  }

  // Taps. From any thread.

  Registration add(Tap tap) {
    Registered added = new Registered(tap);
    change(list -> list.add(added));
    return () -> change(list -> list.remove(added));
  }

  private void change(Consumer<List<Registered>> change) {
    List<Registered> before;
    List<Registered> after;
    do {
      before = taps;
      List<Registered> changed = new ArrayList<>(before);
      change.accept(changed);
      after = List.copyOf(changed);
    } while (!TAPS.compareAndSet(this, before, after));
  }

  // What passes. From the loop of this direction.

  /** Notes bytes that went over the line, whatever they belong to. */
  void passed(int count) {
    bytes.add(count);
  }

  void received(Frame frame, Message message) throws Ended {
    counters.add(frame.command(), frame.wireSize());
    FlightEvents.received(peer, frame.command(), frame.wireSize());
    MessageLog.received(peer, frame, message);
    if (!taps.isEmpty()) {
      show(transfer(frame, message, null));
    }
  }

  void unreadable(Frame frame, WireException fault) throws Ended {
    counters.add(frame.command(), frame.wireSize());
    FlightEvents.received(peer, frame.command(), frame.wireSize());
    FlightEvents.unreadable(peer, frame, fault);
    MessageLog.unreadable(peer, frame, fault);
    if (!taps.isEmpty()) {
      show(transfer(frame, null, fault));
    }
  }

  private Transfer transfer(Frame frame, @Nullable Message message, @Nullable WireException fault) {
    return new Transfer(
        direction, frame.command(), frame.wireSize(), message, fault, () -> frame.raw().payload());
  }

  /** Notes that reading failed, with whatever had come and is no message. */
  void readFailed(IOException fault) {
    if (!taps.isEmpty()) {
      showLast(new Transfer(direction, "", outsideMessages(), null, fault, null), fault);
    }
  }

  void sent(EncodedMessage encoded, int wireBytes) throws Ended {
    Message message = encoded.message();
    counters.add(message.command(), wireBytes);
    FlightEvents.sent(peer, message.command(), wireBytes);
    MessageLog.sent(peer, encoded);
    if (!taps.isEmpty()) {
      show(transfer(encoded, wireBytes, null));
    }
  }

  /** Notes that only part of a message was written, or nothing. */
  void writeFailed(EncodedMessage encoded, long written, IOException fault) {
    if (!taps.isEmpty()) {
      showLast(transfer(encoded, written, fault), fault);
    }
  }

  private Transfer transfer(EncodedMessage encoded, long wireBytes, @Nullable IOException fault) {
    Message message = encoded.message();
    return new Transfer(direction, message.command(), wireBytes, message, fault, encoded::payload);
  }

  private void show(Transfer transfer) throws Ended {
    try {
      showAll(transfer);
    } catch (RuntimeException | Error e) {
      throw new Ended(new DisconnectReason.Failure(e));
    }
  }

  /** The connection ends anyway, for a better reason than a tap that fails. */
  private void showLast(Transfer transfer, IOException fault) {
    try {
      showAll(transfer);
    } catch (RuntimeException | Error e) {
      fault.addSuppressed(e);
    }
  }

  private void showAll(Transfer transfer) {
    try {
      for (Registered each : taps) {
        each.tap.passed(peer, transfer);
      }
    } finally {
      transfer.end();
    }
  }

  // Numbers. From any thread.

  long bytes() {
    return bytes.get();
  }

  private long outsideMessages() {
    return traffic(Optional.empty()).bytesOutsideMessages();
  }

  PeerStats.Traffic traffic(Optional<Instant> last) {
    // Bytes are noted before the messages that they belong to, so they have to be read after them.
    var commands = counters.snapshot();
    return new PeerStats.Traffic(bytes.get(), commands, last);
  }
}
