package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.DecredServices;
import org.verack.wire.decred.message.Version;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/** The other end of a peer's line: it says what the test tells it to, and never waits. */
final class DecredRemote {

  static final Network NETWORK = DecredNetworks.SIMNET;

  private final VirtualRuntime time;
  private final PipeConnection line;
  private final V1Transport transport = new V1Transport(NETWORK);
  private WireFormat format = WireFormat.base(12);

  DecredRemote(VirtualRuntime time, PipeConnection line) {
    this.time = time;
    this.line = line;
  }

  static Version version(int protocolVersion, ServiceFlags services, long nonce) {
    return new Version(
        protocolVersion,
        services,
        1_700_000_000L,
        NodeAddress.NONE,
        NodeAddress.NONE,
        nonce,
        "/dcrwire:1.0.0/dcrd:2.1.0/",
        100,
        true);
  }

  static Version version(int protocolVersion) {
    return version(protocolVersion, DecredServices.NETWORK, 0x1122334455667788L);
  }

  /** What follows is written and read at this version. */
  DecredRemote at(int protocolVersion) {
    format = WireFormat.base(protocolVersion);
    return this;
  }

  /** Everything that has come by the time all is at rest, in order. */
  List<Message> heard() {
    time.awaitQuiet();
    List<Message> heard = new ArrayList<>();
    try {
      while (true) {
        Frame frame = transport.poll();
        if (frame != null) {
          heard.add(frame.decode(NETWORK.messages(), format));
        } else if (line.readable() > 0) {
          int unused = line.read(transport.input());
        } else {
          return heard;
        }
      }
    } catch (IOException e) {
      throw new AssertionError("the peer sent what cannot be read", e);
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

  DecredRemote say(Message... messages) {
    for (Message message : messages) {
      sayRaw(NETWORK.encode(message, format).frame());
    }
    return this;
  }

  DecredRemote sayRaw(Bytes bytes) {
    try {
      line.write(ByteBuffer.wrap(bytes.toArray()));
    } catch (IOException e) {
      throw new AssertionError("the peer has closed the line", e);
    }
    return this;
  }
}
