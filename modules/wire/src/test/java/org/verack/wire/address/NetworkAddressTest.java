package org.verack.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.wire.Bytes;

class NetworkAddressTest {

  private static final String ONION_V3 =
      "zljnhsg4ttcng4btgdcshlyc5xcj36ggwbhhi3j3kfl2ofp6ta26jlid.onion";
  private static final String I2P = "45mbugny6kfjzzxbyt7umnvxsp3tzwxgpb4jd7a7dvljobl7wq6a.b32.i2p";

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 1, 00000000",
    "255.255.255.255, 1, ffffffff",
    "1.2.3.4, 1, 01020304",
    "::, 2, 00000000000000000000000000000000",
    "::1, 2, 00000000000000000000000000000001",
    "1::, 2, 00010000000000000000000000000000",
    "2001:db8::1, 2, 20010db8000000000000000000000001",
    "2001:db8:0:1:1:1:1:1, 2, 20010db8000000010001000100010001",
    "2001:0:0:1::1, 2, 20010000000000010000000000000001",
    "2001:db8::1:0:0:1, 2, 20010db8000000000001000000000001",
    "a:b:c:d:e:f:1:2, 2, 000a000b000c000d000e000f00010002",
    "777myonionurl777.onion, 3, fffecc39a8736915ffff",
    "fc32:17ea:e415:c3bf:9808:149d:b5a2:c9aa, 6, fc3217eae415c3bf9808149db5a2c9aa",
    "200::7, 7, 02000000000000000000000000000007",
    "network-0/, 0, ''",
    "network-7/00, 7, 00",
    "network-255/0a0b, 255, 0a0b",
  })
  void textAndBytesBelongTogether(String text, int networkId, String hex) {
    NetworkAddress address = NetworkAddress.of(networkId, Bytes.ofHex(hex));

    assertThat(address).hasToString(text);
    assertThat(NetworkAddress.parse(text)).isEqualTo(address).hasSameHashCodeAs(address);
    assertThat(address.networkId()).isEqualTo(networkId);
    assertThat(address.bytes()).isEqualTo(Bytes.ofHex(hex));
  }

  @Test
  void torV3AsInBtcd() {
    NetworkAddress address =
        NetworkAddress.of(
            4, Bytes.ofHex("cad2d3c8dc9cc4d3703330c523af02edc49df8c6b04e746d3b5157a715fe9835"));

    assertThat(address).hasToString(ONION_V3);
    assertThat(NetworkAddress.parse(ONION_V3)).isEqualTo(address);
    assertThat(NetworkAddress.parse(ONION_V3.toUpperCase(Locale.ROOT))).isEqualTo(address);
  }

  @Test
  void i2pHasNoChecksum() {
    I2pAddress address =
        new I2pAddress(
            Bytes.ofHex("e759ba19b8f28a9ce6e1c4ff4636b793f73cdada67847891fc1f1d5697057f19"));

    assertThat(address.toString()).hasSize(52 + 8).endsWith(".b32.i2p");
    assertThat(NetworkAddress.parse(address.toString())).isEqualTo(address);
    assertThat(NetworkAddress.parse(I2P)).isInstanceOf(I2pAddress.class).hasToString(I2P);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:DB8::A, 2001:db8::a",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "0:0:0:0:0:0:0:0, ::",
    "64:ff9b::1.2.3.4, 64:ff9b::102:304",
    "::ffff:1.2.3.4, 1.2.3.4",
    "::ffff:102:304, 1.2.3.4",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
  })
  void otherFormsAreRead(String text, String canonical) {
    assertThat(NetworkAddress.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "seed.example.org",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.04",
        "1.2.3.",
        "+1.2.3.4",
        "1.2.3.4:8333",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "fe80::1%eth0",
        "[::1]",
        "\u0661::",
        "short.onion",
        "777myonionurl770.onion",
        "zljnhsg4ttcng4btgdcshlyc5xcj36ggwbhhi3j3kfl2ofp6ta26jlie.onion",
        "aljnhsg4ttcng4btgdcshlyc5xcj36ggwbhhi3j3kfl2ofp6ta26jlid.onion",
        "45mbugny6kfjzzxbyt7umnvxsp3tzwxgpb4jd7a7dvljobl7wq6b.b32.i2p",
        "abc.b32.i2p",
        "network-1/",
        "network-256/00",
        "network-99",
        "network-99/0",
      })
  void anythingElseIsRefusedInOneLine(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkAddress.parse(text))
        .withMessageMatching("no network address: \"[ -~]*\": [ -~]+");
  }

  @Test
  void hostileTextIsEscapedInTheReasonToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkAddress.parse("network-99/\u001b[2J"))
        .withMessageMatching("[ -~]{1,400}");
  }

  /** The Kelvin sign in lower case is a k. */
  @Test
  void lettersOfOtherScriptsAreNoneOfOurs() {
    String name = "k" + "a".repeat(51) + ".b32.i2p";
    assertThat(NetworkAddress.parse(name)).hasToString(name);
    assertThat(NetworkAddress.parse(name.replace('k', 'K'))).hasToString(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkAddress.parse(name.replace('k', '\u212a')))
        .withMessageMatching("[ -~]{1,400}");
  }

  @Test
  void hostileTextIsEscaped() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkAddress.parse("\u001b[2J" + "x".repeat(10_000)))
        .withMessageMatching("[ -~]{1,200}");
  }

  @ParameterizedTest
  @CsvSource({"1, 00", "2, 01020304", "3, 00", "4, 00", "5, 00", "6, 00", "-1, 00", "256, 00"})
  void lengthsAreChecked(int networkId, String hex) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkAddress.of(networkId, Bytes.ofHex(hex)));
  }

  @Test
  void anOpaqueAddressIsShortAndOfAnUnknownNetwork() {
    Bytes longest = Bytes.wrap(new byte[512]);
    assertThat(new OpaqueAddress(8, longest).bytes()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpaqueAddress(8, Bytes.wrap(new byte[513])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpaqueAddress(1, Bytes.wrap(new byte[4])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpaqueAddress(7, Bytes.wrap(new byte[16])));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 00000000000000000000ffff01020304",
    "2001:db8::1, 20010db8000000000000000000000001",
    "::, 00000000000000000000000000000000",
    "777myonionurl777.onion, fd87d87eeb43fffecc39a8736915ffff",
  })
  void theOldFormHoldsIpAndTorV2(String text, String hex) {
    NetworkAddress address = NetworkAddress.parse(text);

    assertThat(address.toLegacy()).contains(Bytes.ofHex(hex));
    assertThat(NetworkAddress.fromLegacy(Bytes.ofHex(hex))).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {ONION_V3, I2P, "fc00::1", "200::7", "network-9/00"})
  void theOldFormHoldsNothingElse(String text) {
    assertThat(NetworkAddress.parse(text).toLegacy()).isEmpty();
  }

  @Test
  void addressesOfTheJdk() throws Exception {
    for (String text : new String[] {"1.2.3.4", "2001:db8::1", "::"}) {
      NetworkAddress address = NetworkAddress.parse(text);
      InetAddress inet = address.toInetAddress().orElseThrow();
      assertThat(NetworkAddress.of(inet)).isEqualTo(address);
    }
    assertThat(NetworkAddress.parse("fc00::1").toInetAddress()).isPresent();
    assertThat(NetworkAddress.parse("200::1").toInetAddress()).isPresent();
    assertThat(NetworkAddress.parse(ONION_V3).toInetAddress()).isEmpty();
    assertThat(NetworkAddress.parse(I2P).toInetAddress()).isEmpty();
    assertThat(NetworkAddress.parse("network-9/00").toInetAddress()).isEmpty();
  }

  @Test
  void anIpv6EntryMayHoldWhatItShouldNot() {
    IPv6Address mapped = IPv6Address.of(Bytes.ofHex("00000000000000000000ffff01020304"));
    assertThat(mapped.isMapped()).isTrue();
    assertThat(mapped.isValid()).isFalse();
    assertThat(mapped).hasToString("::ffff:1.2.3.4");
    assertThat(mapped.unwrapped()).isEqualTo(NetworkAddress.parse("1.2.3.4"));

    IPv6Address onion = IPv6Address.of(Bytes.ofHex("fd87d87eeb43fffecc39a8736915ffff"));
    assertThat(onion.isOnionCat()).isTrue();
    assertThat(onion.isValid()).isFalse();
    assertThat(onion.unwrapped()).hasToString("777myonionurl777.onion");

    IPv6Address plain = IPv6Address.of(Bytes.ofHex("20010db8000000000000000000000001"));
    assertThat(plain.unwrapped()).isSameAs(plain);
    assertThat(new CjdnsAddress(0xfd00L << 48, 1).isValid()).isFalse();
    assertThat(new YggdrasilAddress(0x0400L << 48, 1).isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.254",
        "2a00:1450::1",
        "2001:4860:4860::8888",
        "fc00::1",
        "300::1",
        ONION_V3,
        I2P
      })
  void routable(String text) {
    assertThat(NetworkAddress.parse(text).isRoutable()).isTrue();
    assertThat(NetworkAddress.parse(text).isValid()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.1.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fd00::1",
        "2001:db8::1",
        "2001:10::1",
        "2001:20::1",
        "ff02::1",
        "777myonionurl777.onion",
        "network-9/00"
      })
  void notRoutable(String text) {
    assertThat(NetworkAddress.parse(text).isRoutable()).isFalse();
  }

  @Test
  void anAddressDoesNotKeepTheMessageAroundIt() {
    Bytes message = Bytes.wrap(new byte[1000]);
    assertThat(new TorV3Address(message.slice(10, 32)).bytes().array()).hasSize(32);
    assertThat(new I2pAddress(message.slice(10, 32)).bytes().array()).hasSize(32);
    assertThat(new TorV2Address(message.slice(10, 10)).bytes().array()).hasSize(10);
    assertThat(new OpaqueAddress(9, message.slice(10, 9)).bytes().array()).hasSize(9);
  }
}
