package org.verack.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;
import org.verack.wire.Networks;
import org.verack.wire.WireFormat;
import org.verack.wire.message.Ping;

class V1TransportTest {

  private static final Bytes PING =
      Networks.MAINNET.encode(new Ping(0x1e0f3), WireFormat.witness(70016)).frame();

  @Test
  void aBadChecksumIsNamedBesideTheRightOne() throws Exception {
    byte[] broken = PING.toArray();
    broken[23]++;
    String text = "the checksum of ping is 6d00aec5, its payload's is 6d00aec4 at byte 20";

    assertThat(V1Transport.read(Networks.MAINNET, PING).fault()).isNull();
    assertThat(V1Transport.read(Networks.MAINNET, Bytes.wrap(broken)).fault()).hasMessage(text);
    assertThat(received(broken).fault()).hasMessage(text);
  }

  @Test
  void aBadCommandGoesBeforeABadChecksum() throws Exception {
    byte[] broken = PING.toArray();
    broken[4] = 1;
    broken[23]++;

    assertThat(V1Transport.read(Networks.MAINNET, Bytes.wrap(broken)).fault())
        .hasMessageStartingWith("command field");
    assertThat(received(broken).fault()).hasMessageStartingWith("command field");
  }

  @Test
  void aFrameThatIsCutSaysWhatIsMissing() {
    assertThatThrownBy(() -> V1Transport.read(Networks.MAINNET, PING.slice(0, 23)))
        .hasMessage("header needs 24 bytes, 23 remain at byte 0");
    assertThatThrownBy(() -> V1Transport.read(Networks.MAINNET, PING.slice(0, 31)))
        .hasMessage("payload of ping needs 8 bytes, 7 remain at byte 24");
  }

  private static Frame received(byte[] bytes) throws Exception {
    V1Transport transport = new V1Transport(Networks.MAINNET);
    ByteBuffer input = transport.input();
    input.put(bytes);
    return transport.poll();
  }
}
