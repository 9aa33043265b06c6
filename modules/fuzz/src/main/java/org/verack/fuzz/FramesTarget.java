package org.verack.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * A stream: witness flag and whether checksums are mended, protocol version, how it is cut into
 * pieces, and then the bytes.
 */
final class FramesTarget {

  private static final Network NETWORK = Networks.MAINNET;
  private static final int AHEAD = 256 * 1024;

  private FramesTarget() {}

  /** One frame or the end of a stream. */
  private record Event(@Nullable UnknownMessage raw, @Nullable String fault) {}

  static void run(Input in) {
    int flags = in.u8();
    WireFormat format = Messages.format(in.u8(), (flags & 1) != 0);
    int seed = in.u16();
    byte[] stream = in.rest().toArray();
    if ((flags & 2) != 0) {
      mend(stream);
    }
    List<Event> whole = receive(stream, 0, null);
    List<Event> pieces = receive(stream, seed, null);
    Check.same(pieces, whole, "frames of a stream in pieces");
    receive(stream, seed, format);
    writeBack(whole, stream, format);
  }

  /** No fuzzer guesses a checksum. Puts magic and checksum into every frame that is whole. */
  private static void mend(byte[] stream) {
    ByteBuffer buffer = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (stream.length - at >= EncodedMessage.HEADER_LENGTH) {
      int payload = at + EncodedMessage.HEADER_LENGTH;
      int length = buffer.getInt(at + 16);
      buffer.putInt(at, NETWORK.magic());
      if (length < 0 || length > stream.length - payload) {
        return;
      }
      buffer.putInt(at + 20, NETWORK.checksum().of(stream, payload, length));
      at = payload + length;
    }
  }

  /** Feeds a transport; with a format, also decodes each frame and checks the message. */
  private static List<Event> receive(byte[] stream, int seed, @Nullable WireFormat format) {
    List<Event> events = new ArrayList<>();
    V1Transport transport = new V1Transport(NETWORK);
    int at = 0;
    int random = seed;
    int consumed = 0;
    try {
      while (true) {
        Frame frame = transport.poll();
        Check.that(transport.heldBytes() <= at + Math.max(AHEAD, at), "too much memory held");
        if (frame != null) {
          consumed += frame.wireSize();
          Check.that(consumed <= at, "frames of more bytes than were received");
          events.add(event(frame));
          if (format != null) {
            decode(frame, format);
          }
          continue;
        }
        if (at == stream.length) {
          Check.that(transport.midFrame() == consumed < at, "whether a frame is cut");
          return events;
        }
        ByteBuffer input = transport.input();
        Check.that(input.hasRemaining(), "no room for input");
        random = random * 1103515245 + 12345;
        int most = seed == 0 ? stream.length : 1 + (random >>> 16) % (1 + (seed & 0xff));
        int count = Math.min(Math.min(most, input.remaining()), stream.length - at);
        input.put(stream, at, count);
        at += count;
      }
    } catch (TransportException e) {
      Check.fault(e);
      events.add(new Event(null, e.getMessage()));
      return events;
    }
  }

  private static Event event(Frame frame) {
    PayloadException fault = frame.fault();
    if (fault != null) {
      Check.fault(fault);
    }
    UnknownMessage raw = frame.raw();
    Check.same(
        raw.payload().length() + EncodedMessage.HEADER_LENGTH, frame.wireSize(), "size of a frame");
    return new Event(raw, fault == null ? null : fault.getMessage());
  }

  private static void decode(Frame frame, WireFormat format) {
    UnknownMessage raw = frame.raw();
    boolean sound = frame.fault() == null;
    Message message;
    try {
      message = frame.decode(Messages.ALL, format);
    } catch (PayloadException | ViolationException e) {
      Check.fault(e);
      return;
    }
    Check.that(sound, "a frame with a fault is decoded");
    try {
      Check.same(message, Messages.ALL.decode(raw.command(), raw.payload(), format), "message");
    } catch (WireException e) {
      throw Check.refused("a payload that was accepted in its frame", e);
    }
    Check.line(message.toString(), raw.command());
  }

  /** Sound frames are written as they came. */
  private static void writeBack(List<Event> events, byte[] stream, WireFormat format) {
    int at = 0;
    for (Event each : events) {
      UnknownMessage raw = each.raw();
      if (raw == null) {
        return;
      }
      int length = EncodedMessage.HEADER_LENGTH + raw.payload().length();
      if (each.fault() == null) {
        Check.same(
            NETWORK.encode(raw, format).frame(),
            Bytes.wrap(stream, at, length),
            "frame written back");
      }
      at += length;
    }
  }
}
