package org.verack.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.bip324.Packets;
import org.verack.wire.bip324.Sealer;
import org.verack.wire.bip324.SessionKeys;
import org.verack.wire.secp256k1.EllSwift;
import org.verack.wire.transport.DetectingTransport;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.TransportKind;
import org.verack.wire.transport.V2Greeting;
import org.verack.wire.transport.V2Transport;

/**
 * A listener that detects the transport, and a dialer that has keys and says with them what it
 * likes, because no fuzzer guesses a tag: flags, protocol version, how the stream is cut into
 * pieces, which byte is broken, garbage, and the contents of packets. Without keys, the rest is the
 * stream.
 */
final class PacketsTarget {

  private static final Network NETWORK = Networks.MAINNET;
  private static final int AHEAD = 256 * 1024;
  private static final byte[] NOTHING = {};

  private static final byte[] SECRET_KEY = EllSwift.randomKey(new Random(2));
  private static final byte[] PUBLIC_KEY = EllSwift.encode(SECRET_KEY, new Random(3));
  private static final byte[] LISTENERS_KEY =
      V2Transport.responder(NETWORK, greeting())
          .takeOutput()
          .slice(0, EllSwift.ENCODED_LENGTH)
          .toArray();

  private PacketsTarget() {}

  /** One frame or the end of a stream. */
  private record Event(@Nullable UnknownMessage raw, @Nullable String fault) {}

  private static V2Greeting greeting() {
    return V2Greeting.random(new Random(1));
  }

  static void run(Input in) {
    int flags = in.u8();
    WireFormat format = Messages.format(in.u8(), (flags & 1) != 0);
    int seed = in.u16();
    if ((flags & 2) == 0) {
      check(in.rest().toArray(), seed, format);
      return;
    }
    int broken = in.u16();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int messages = speak(in, stream);
    byte[] bytes = stream.toByteArray();
    if (broken > 0 && broken <= bytes.length) {
      bytes[broken - 1] ^= (byte) 0x10;
      List<Event> events = check(bytes, seed, format);
      Check.that(events.size() <= messages + 1, "messages out of a broken stream");
    } else {
      Check.that(check(bytes, seed, format).size() == messages, "messages are missing");
    }
  }

  /** Writes all that the dialer says; returns how many messages that are. */
  private static int speak(Input in, ByteArrayOutputStream stream) {
    SessionKeys keys =
        SessionKeys.agree(true, SECRET_KEY, PUBLIC_KEY, LISTENERS_KEY, NETWORK.magic());
    byte[] authenticated = in.bytes(in.u8()).toArray();
    stream.writeBytes(PUBLIC_KEY);
    stream.writeBytes(authenticated);
    stream.writeBytes(keys.sendTerminator());
    int packets = 0;
    while (!in.isEmpty()) {
      boolean decoy = (in.u8() & 1) != 0;
      stream.writeBytes(packet(keys.sealer(), decoy, in.bytes(in.u16()), authenticated));
      authenticated = NOTHING;
      packets += decoy ? 0 : 1;
    }
    // The first that is no decoy is the version packet.
    return Math.max(0, packets - 1);
  }

  private static byte[] packet(Sealer sealer, boolean decoy, Bytes contents, byte[] authenticated) {
    byte[] packet = new byte[contents.length() + Packets.OVERHEAD];
    int at = sealer.begin(contents.length(), authenticated, packet, 0);
    packet[at] = decoy ? Packets.IGNORE : 0;
    contents.copyTo(packet, at + Packets.HEADER);
    int end = at + sealer.end(packet, at, Packets.HEADER + contents.length(), packet, at);
    Check.that(end == packet.length, "the length of a packet");
    return packet;
  }

  private static List<Event> check(byte[] stream, int seed, WireFormat format) {
    List<Event> whole = receive(stream, 0, null);
    Check.same(receive(stream, seed, null), whole, "frames of a stream in pieces");
    Check.same(receive(stream, seed, format), whole, "frames of a stream that is decoded");
    return whole;
  }

  /** Feeds a transport; with a format, also decodes each frame and checks the message. */
  private static List<Event> receive(byte[] stream, int seed, @Nullable WireFormat format) {
    List<Event> events = new ArrayList<>();
    DetectingTransport transport = new DetectingTransport(NETWORK, PacketsTarget::greeting);
    int at = 0;
    int random = seed;
    try {
      while (at < stream.length) {
        int asked = transport.heldBytes() + transport.wanted();
        ByteBuffer input = transport.input();
        Check.that(input.hasRemaining(), "no room for input");
        Check.that(transport.heldBytes() <= asked, "more memory taken than asked for");
        Check.that(transport.heldBytes() <= at + Math.max(AHEAD, at), "too much memory held");
        random = random * 1103515245 + 12345;
        int most = seed == 0 ? stream.length : 1 + (random >>> 16) % (1 + (seed & 0xff));
        int count = Math.min(Math.min(most, input.remaining()), stream.length - at);
        input.put(stream, at, count);
        at += count;
        transport.proceed();
        take(transport, events, format);
      }
    } catch (TransportException e) {
      Check.fault(e);
      events.add(new Event(null, e.getMessage()));
    }
    return events;
  }

  private static void take(
      DetectingTransport transport, List<Event> events, @Nullable WireFormat format)
      throws TransportException {
    Bytes output = transport.takeOutput();
    Check.that(output.isEmpty() || transport.kind() != TransportKind.V1, "output with v1");
    while (transport.isReady()) {
      Frame frame = transport.poll();
      if (frame == null) {
        return;
      }
      PayloadException fault = frame.fault();
      if (fault != null) {
        Check.fault(fault);
      }
      UnknownMessage raw = frame.raw();
      Check.that(frame.wireSize() > raw.payload().length(), "size of a frame");
      events.add(new Event(raw, fault == null ? null : fault.getMessage()));
      if (format != null) {
        decode(frame, format);
      }
    }
  }

  private static void decode(Frame frame, WireFormat format) {
    UnknownMessage raw = frame.raw();
    Message message;
    try {
      message = frame.decode(Messages.ALL, format);
    } catch (PayloadException | ViolationException e) {
      Check.fault(e);
      return;
    }
    Check.that(frame.fault() == null, "a frame with a fault is decoded");
    try {
      Check.same(message, Messages.ALL.decode(raw.command(), raw.payload(), format), "message");
    } catch (WireException e) {
      throw Check.refused("a payload that was accepted in its frame", e);
    }
  }
}
