package com.example.pebble;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.pebble.Pebble.Header;
import com.example.pebble.Pebble.Tip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.contract.MessageContract;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.WireFormat;

/** The network of {@code docs/own-network.md}, and that page. */
class PebbleTest {

  private static final Path PAGE = Path.of("../../docs/own-network.md");
  private static final Path SOURCES = Path.of("src/test/java/com/example/pebble");

  @Test
  void thePageShowsTheSourcesAsTheyAreCompiledHere() throws IOException {
    String page = Files.readString(PAGE);
    int lines = 0;
    for (String name : List.of("Pebble.java", "PebblePeers.java")) {
      String source = Files.readString(SOURCES.resolve(name));
      assertThat(page).contains("```java\n" + source + "```");
      lines += (int) source.lines().count();
    }
    assertThat(lines).as("lines of the example").isLessThan(150);
  }

  @Test
  void aTipIsHeardOverTcp() throws Exception {
    assertThat(PebblePeers.hearTip()).isEqualTo(new Tip(Header.FIRST));
    assertThat(Pebble.NETWORK.genesisHash()).isEqualTo(Header.FIRST.hash());
  }

  @Test
  void theMessageKeepsTheContractOfMessages() {
    MessageType<?> type = Pebble.NETWORK.messages().find("tip").orElseThrow();
    assertThat(type.type()).isEqualTo(Tip.class);
    @SuppressWarnings("unchecked") // just looked at
    MessageType<Tip> tip = (MessageType<Tip>) type;
    MessageContract.of(tip)
        .formats(WireFormat.base(Pebble.NETWORK.latestVersion()))
        .checkSamples(
            10, random -> new Tip(new Header(random.nextInt(), Hash.ZERO, random.nextLong())));
  }

  @Test
  void aFrameWithAnotherChecksumEndsTheConnection() {
    VirtualRuntime time = new VirtualRuntime();
    List<Tip> heard = new ArrayList<>();
    try (PeerContext context = PeerContext.builder().runtime(time).build()) {
      PeerConfig config =
          PeerConfig.builder(Pebble.NETWORK).policy(PeerConfig.Policy.STRICT).build();
      Peer peer = Peer.inbound(context, config);
      peer.on(Tip.class, (from, tip) -> heard.add(tip));
      Pipes.Pair pair = Pipes.on(time).open();
      var connecting =
          time.async(
              "connect",
              () -> {
                peer.connect(pair.listener());
                return null;
              });
      ScriptedPeer remote = ScriptedPeer.builder(Pebble.NETWORK, time).dialed(pair.dialer());
      remote.handshake();
      time.awaitQuiet();
      assertThat(connecting).isCompleted();
      remote.send(new Tip(Header.FIRST));
      time.awaitQuiet();
      assertThat(heard).containsExactly(new Tip(Header.FIRST));
      remote.sendFrame("tip", Bytes.wrap(new byte[Header.SIZE]), false);
      time.awaitQuiet();
      assertThat(peer.disconnectReason()).get().isInstanceOf(DisconnectReason.PayloadFault.class);
      remote.close();
      time.awaitQuiet();
    }
  }
}
