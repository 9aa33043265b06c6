package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.wire.Bytes;
import org.verack.wire.WireFormat;
import org.verack.wire.message.Ping;

/** What is said on one occasion goes out in one write, and the remote reads it in one go. */
class CoalescingTest extends PeerTests {

  /** Notes how much was written each time. */
  private record Noting(Connection line, List<Integer> writes) implements Connection {

    @Override
    public int read(ByteBuffer target) throws IOException {
      return line.read(target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
      writes.add(source.remaining());
      line.write(source);
    }

    @Override
    public Endpoint remote() {
      return line.remote();
    }

    @Override
    public Endpoint local() {
      return line.local();
    }

    @Override
    public void close() {
      line.close();
    }
  }

  private final List<Integer> writes = new ArrayList<>();

  private ScriptedPeer greeted() {
    Peer peer = Peer.outbound(context, PeerConfig.of(Remote.NETWORK));
    Pipes.Pair pair = Pipes.on(time).open();
    var connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(new Noting(pair.dialer(), writes));
              return null;
            });
    ScriptedPeer remote = ScriptedPeer.builder(Remote.NETWORK, time).accepted(pair.listener());
    remote.handshake();
    time.awaitQuiet();
    assertThat(connecting).isCompleted();
    return remote;
  }

  @Test
  void aDialersHandshakeTakesAtMostThreeWrites() {
    try (ScriptedPeer remote = greeted()) {
      // The version; the negotiation; what follows the verack, if it came by itself.
      assertThat(writes).hasSizeLessThanOrEqualTo(3);
      remote.expectNothingFor(Duration.ofSeconds(1));
    }
  }

  @Test
  void pingsThatCameTogetherAreAnsweredInOneWrite() {
    try (ScriptedPeer remote = greeted()) {
      writes.clear();
      ByteArrayOutputStream pings = new ByteArrayOutputStream();
      for (int i = 1; i <= 7; i++) {
        WireFormat format = WireFormat.witness(70016);
        pings.writeBytes(Remote.NETWORK.encode(new Ping(i), format).frame().toArray());
      }
      remote.sendRaw(Bytes.wrap(pings.toByteArray()));
      time.awaitQuiet();
      assertThat(writes).containsExactly(7 * 32);
    }
  }
}
