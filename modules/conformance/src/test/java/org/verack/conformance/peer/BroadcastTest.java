package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.FrameChecksum;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;

/** The same message to many peers. */
class BroadcastTest extends PeerTests {

  private static final int LARGE = 20_000;

  private final AtomicInteger hashed = new AtomicInteger();

  private final class Counting implements FrameChecksum {
    @Override
    public Running begin() {
      return FrameChecksum.sha256d().begin();
    }

    @Override
    public int of(byte[] array, int offset, int length) {
      if (length == LARGE) {
        hashed.incrementAndGet();
      }
      return FrameChecksum.sha256d().of(array, offset, length);
    }
  }

  /** Peers rarely all speak the same version; most messages are the same at all of them. */
  @Test
  void aMessageIsHashedOnceForPeersOfAllVersions() {
    Network network = Remote.NETWORK.toBuilder().checksum(new Counting()).build();
    List<Line> lines = new ArrayList<>();
    for (int version : List.of(70017, 70016, 70015, 60002)) {
      Line line = open(Peer.outbound(context, PeerConfig.of(network)));
      line.remote().greetDialer(version);
      lines.add(line);
    }
    Message message = new UnknownMessage("large", Bytes.wrap(new byte[LARGE]));
    EncodedMessage once = network.encode(message, WireFormat.witness(70017));
    for (Line line : lines) {
      CompletableFuture<String> sending =
          time.async(
              "send",
              () -> {
                line.peer().send(once);
                return "sent";
              });
      time.awaitQuiet();
      assertThat(sending).isCompleted();
      assertThat(line.remote().heard()).contains(message);
    }
    assertThat(hashed).hasValue(1);
  }
}
