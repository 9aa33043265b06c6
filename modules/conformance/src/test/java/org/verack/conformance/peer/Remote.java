package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * The other end of a peer's line, moved by the test's own thread: it reads what has come, never
 * waits, and says exactly what the test tells it to.
 */
final class Remote {

  static final Network NETWORK =
      Networks.REGTEST.toBuilder().toleratesLocalFaults(false).encryptedTransport(false).build();

  private final VirtualRuntime time;
  private final PipeConnection line;
  private final V1Transport transport = new V1Transport(NETWORK);
  private final ArrayDeque<Message> heard = new ArrayDeque<>();

  private WireFormat format = WireFormat.witness(70017);

  Remote(VirtualRuntime time, PipeConnection line) {
    this.time = time;
    this.line = line;
  }

  static Version version(int protocolVersion) {
    return version(protocolVersion, 0x1122334455667788L);
  }

  static Version version(int protocolVersion, long nonce) {
    return version(
        protocolVersion, nonce, ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS));
  }

  private static Version version(int protocolVersion, long nonce, ServiceFlags services) {
    return new Version(
        protocolVersion,
        services,
        1_700_000_000L,
        NodeAddress.NONE,
        NodeAddress.NONE,
        nonce,
        "/remote:1.0/",
        100,
        true);
  }

  /** Everything that has come by the time all is at rest, in order. */
  List<Message> heard() {
    time.awaitQuiet();
    try {
      // Reading makes room on a narrow line, so that more may come.
      do {
        receive();
        time.awaitQuiet();
      } while (line.readable() > 0);
    } catch (WireException e) {
      throw new AssertionError("the peer sent what cannot be read", e);
    } catch (IOException e) {
      // The peer has closed the line; what it had said before has been read.
      assertThat(line.readable()).isZero();
    }
    List<Message> all = new ArrayList<>(heard);
    heard.clear();
    return all;
  }

  private void receive() throws IOException {
    while (true) {
      Frame frame = transport.poll();
      if (frame != null) {
        heard.add(frame.decode(NETWORK.messages(), format));
      } else if (line.readable() > 0) {
        int unused = line.read(transport.input());
      } else {
        return;
      }
    }
  }

  /** Expects exactly these kinds of messages to have come, in this order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  final List<Message> expect(Class<? extends Message>... types) {
    List<Message> all = heard();
    assertThat(all).as("messages from the peer").hasExactlyElementsOfTypes(types);
    return all;
  }

  Remote say(Message... messages) {
    for (Message message : messages) {
      sayRaw(NETWORK.encode(message, format).frame());
    }
    return this;
  }

  Remote sayRaw(Bytes bytes) {
    try {
      line.write(ByteBuffer.wrap(bytes.toArray()));
    } catch (IOException e) {
      throw new AssertionError("the peer has closed the line", e);
    }
    return this;
  }

  /** Says a frame with whatever payload and checksum. */
  Remote sayFrame(String command, Bytes payload, boolean goodChecksum) {
    ByteBuffer frame = ByteBuffer.allocate(24 + payload.length()).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(NETWORK.magic());
    frame.put(command.getBytes(StandardCharsets.US_ASCII));
    frame.position(16);
    frame.putInt(payload.length());
    int sum = NETWORK.checksum().of(payload.array(), payload.offset(), payload.length());
    frame.putInt(goodChecksum ? sum : ~sum);
    frame.put(payload.toArray());
    return sayRaw(Bytes.wrap(frame.array()));
  }

  /** The usual greeting of a peer that dialed us: everything up to a quiet line. */
  void greetDialer(int protocolVersion) {
    expect(Version.class);
    say(version(protocolVersion));
    greet(protocolVersion);
  }

  /** The usual greeting of a peer that dialed us, to which we offer what a test needs. */
  void greetDialer(int protocolVersion, ServiceFlags services) {
    expect(Version.class);
    say(version(protocolVersion, 0x1122334455667788L, services));
    greet(protocolVersion);
  }

  /** The usual greeting of a peer that we dialed. */
  void greetListener(int protocolVersion) {
    say(version(protocolVersion));
    greet(protocolVersion);
  }

  private void greet(int protocolVersion) {
    format = WireFormat.witness(Math.min(70017, protocolVersion));
    if (protocolVersion >= 70016) {
      say(WtxidRelay.INSTANCE, SendAddrV2.INSTANCE);
    }
    say(Verack.INSTANCE);
    assertThat(heard()).anyMatch(Verack.class::isInstance);
  }

  void close() {
    line.close();
  }
}
