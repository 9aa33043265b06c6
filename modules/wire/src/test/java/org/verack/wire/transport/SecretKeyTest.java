package org.verack.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;
import org.verack.wire.Networks;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;

/** That the secret key of a connection does not outlive its use, and is shown nowhere. */
class SecretKeyTest {

  private static V2Greeting greeting(long seed) {
    return V2Greeting.random(new Random(seed));
  }

  private static void assertHidden(byte[] secret, String text) {
    for (int at = 0; at + 4 <= secret.length; at++) {
      byte[] part = Arrays.copyOfRange(secret, at, at + 4);
      assertThat(text.toLowerCase(Locale.ROOT))
          .doesNotContain(HexFormat.of().formatHex(part))
          .doesNotContain(Arrays.toString(part).replaceAll("[\\[\\]]", ""));
    }
  }

  @Test
  void theKeyIsOverwrittenWhenTheSidesHaveAgreed() throws Exception {
    for (boolean initiating : new boolean[] {true, false}) {
      V2Greeting greeting = greeting(1);
      byte[] secret = greeting.secretKey().clone();
      V2Transport transport =
          initiating
              ? V2Transport.initiator(Networks.MAINNET, greeting)
              : V2Transport.responder(Networks.MAINNET, greeting);
      transport.input().put(greeting(2).publicKey());
      assertThat(greeting.secretKey()).isEqualTo(secret);
      transport.proceed();
      assertThat(greeting.secretKey()).containsOnly(0);
      assertHidden(secret, transport + " " + greeting);
    }
  }

  @Test
  void theKeyIsOverwrittenWhenTheConnectionIsOverBefore() {
    V2Greeting greeting = greeting(1);
    V2Transport transport = V2Transport.initiator(Networks.MAINNET, greeting);
    transport.discard();
    assertThat(greeting.secretKey()).containsOnly(0);
  }

  @Test
  void theKeyIsOverwrittenWhenTheyDoNot() {
    Bytes plain =
        Networks.MAINNET
            .encode(new UnknownMessage("version", Bytes.EMPTY), WireFormat.witness(70016))
            .frame();
    for (boolean initiating : new boolean[] {true, false}) {
      V2Greeting greeting = greeting(1);
      byte[] secret = greeting.secretKey().clone();
      V2Transport transport =
          initiating
              ? V2Transport.initiator(Networks.MAINNET, greeting)
              : V2Transport.responder(Networks.MAINNET, greeting);
      ByteBuffer unused = transport.input().put(plain.toArray());
      assertThatThrownBy(transport::proceed)
          .isInstanceOfSatisfying(
              TransportException.class, thrown -> assertHidden(secret, thrown.toString()));
      assertThat(greeting.secretKey()).containsOnly(0);
      assertHidden(secret, transport + " " + greeting);
    }
  }

  @Test
  void aKeyThatIsRefusedIsNotShown() {
    V2Greeting other = greeting(1);
    byte[] secret = greeting(2).secretKey();
    byte[] none = new byte[32];
    Arrays.fill(none, (byte) 0xff);
    Bytes encoded = Bytes.wrap(other.publicKey());
    for (byte[] each : new byte[][] {secret, none}) {
      assertThatThrownBy(
              () -> V2Greeting.of(Bytes.wrap(each), encoded, Bytes.EMPTY, List.of(), Bytes.EMPTY))
          .isInstanceOfSatisfying(
              IllegalArgumentException.class, thrown -> assertHidden(each, thrown.toString()));
    }
  }
}
