package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;

class DecodeCommandTest {

  private static final String VERACK = "f9beb4d976657261636b000000000000000000005df6e0e2";

  private static final String PING =
      "f9beb4d9"
          + "70696e670000000000000000" // ping
          + "08000000" // length
          + "6d00aec4" // checksum
          + "f3e0010000000000"; // nonce

  private static final String VERSION =
      "f9beb4d9"
          + "76657273696f6e0000000000" // version
          + "66000000" // length
          + "768d757b" // checksum
          + "71110100" // protocol version 70001
          + "0100000000000000" // services
          + "29ab5f4900000000" // time
          + "010000000000000000000000000000000000ffffc0a80001208d" // receiver
          + "010000000000000000000000000000000000ffff7f000001208d" // sender
          + "f3e0010000000000" // nonce
          + "102f627463647465"
          + "73743a302e302e312f" // user agent
          + "fa920300" // height
          + "01"; // relay

  private static final String SEGWIT_TX =
      "01000000000101a53352d5135766f03076597418263da2d9c958315968fea823529467481ff9cd1300000000ff"
          + "ffffff010b070600000000001600149ddac6f39d51e0398e532a22c41ba189406a8523"
          + "02463043021f4d2381dc97f182abd8185f51753018523212f5ddc07cc4e63a8dc03658da190220608b5c"
          + "4d92b86b6de7d78ef23a2fa735bcb59b914a48b0e187c5e7569a18197001210307ead084807eb76346df"
          + "6977000c89392f45c76425b26181f521d7f370066a8f00000000";

  @TempDir Path folder;

  @Test
  void versionIsShownFieldByField() {
    Outcome outcome = Outcome.of("decode", VERSION).succeeded();

    assertThat(outcome.lines())
        .containsExactly(
            "version  frame at byte 0, mainnet, 102 bytes of payload",
            "  protocol version  70001",
            "  services          NETWORK (0x1)",
            "  timestamp         1231006505 (2009-01-03T18:15:05Z)",
            "  receiver          192.168.0.1:8333, NETWORK (0x1)",
            "  sender            127.0.0.1:8333, NETWORK (0x1)",
            "  nonce             0x000000000001e0f3",
            "  user agent        \"/btcdtest:0.0.1/\"",
            "  start height      234234",
            "  relay             true");
  }

  @Test
  void allFramesOfTheInputAreShown() {
    Outcome outcome = Outcome.of("decode", VERSION + PING + VERACK).succeeded();

    assertThat(outcome.lines())
        .contains(
            "ping  frame at byte 126, mainnet, 8 bytes of payload",
            "  nonce  0x000000000001e0f3",
            "verack  frame at byte 158, mainnet, 0 bytes of payload");
  }

  @Test
  void networkFollowsFromTheMagic() {
    assertThat(Outcome.of("decode", "fabfb5da" + VERACK.substring(8)).succeeded().out())
        .startsWith("verack  frame at byte 0, regtest");
  }

  @Test
  void standardInputMayBeText() {
    byte[] text = ("  " + PING.substring(0, 20) + "\n" + PING.substring(20) + "\n").getBytes();
    assertThat(Outcome.fed(text, "decode", "-").succeeded().out()).startsWith("ping  frame");
  }

  @Test
  void standardInputMayBeBytes() {
    byte[] bytes = Bytes.ofHex(PING).toArray();
    assertThat(Outcome.fed(bytes, "decode", "-").succeeded().out()).startsWith("ping  frame");
  }

  @Test
  void fileMayBeBytesOrText() throws IOException {
    Path bytes = Files.write(folder.resolve("ping.bin"), Bytes.ofHex(PING).toArray());
    Path text = Files.writeString(folder.resolve("ping.hex"), PING, StandardCharsets.US_ASCII);

    assertThat(Outcome.of("decode", bytes.toString()).succeeded().out())
        .isEqualTo(Outcome.of("decode", text.toString()).succeeded().out());
  }

  @Test
  void bareTransactionIsRecognised() {
    assertThat(Outcome.of("decode", SEGWIT_TX).succeeded().lines())
        .contains(
            "tx  no frame, read as a transaction of mainnet",
            "  txid       0f167d1385a84d1518cfee208b653fc9163b605ccf1b75347e2850b3e2eb19f3",
            "  wtxid      0858eab78e77b6b033da30f46699996396cf48fcf625a783c85a51403e175e74",
            "  size       190 bytes, 82 without witnesses, weight 436",
            "    #0  0.00395019 BTC  P2WPKH");
  }

  @Test
  void bareHeaderAndBlockAreRecognised() {
    Bytes genesis = Networks.MAINNET.genesisBlock();

    assertThat(Outcome.of("decode", genesis.slice(0, 80).toHex()).succeeded().out())
        .startsWith("header  no frame, read as a header of mainnet");
    assertThat(Outcome.of("decode", genesis.toHex()).succeeded().lines())
        .contains(
            "block  no frame, read as a block of mainnet",
            "  hash            000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
            "  bits            0x1d00ffff (difficulty 1), met",
            "        #0  50.00000000 BTC  P2PK");
  }

  @Test
  void listsAreCutAndSaySo() {
    Inv inv = Inv.of(java.util.Collections.nCopies(30, InventoryVector.tx(Hash.ZERO)));
    String frame = Networks.REGTEST.encode(inv, WireFormat.witness(70016)).frame().toHex();

    assertThat(Outcome.of("decode", frame).succeeded().lines())
        .hasSize(13)
        .contains("    #9  MSG_TX " + Hash.ZERO, "    ... 20 more not shown, see --limit");
    assertThat(Outcome.of("decode", "--limit", "0", frame).succeeded().lines()).hasSize(32);
  }

  @Test
  void bareMessageNeedsItsCommand() {
    GetHeaders question = new GetHeaders(70016, java.util.List.of(Hash.ZERO), Hash.ZERO);
    String payload =
        Networks.MAINNET.messages().encode(question, WireFormat.witness(70016)).toHex();

    assertThat(Outcome.of("decode", "--command", "getheaders", payload).succeeded().lines())
        .startsWith("getheaders  no frame, mainnet, 69 bytes of payload", "  version  70016");
    Outcome.of("decode", payload).failed("no frame, header, block or transaction");
  }

  @Test
  void protocolVersionDecides() {
    Outcome.of("decode", "--command", "ping", "--version", "60000", "").succeeded();
    Outcome.of("decode", "--command", "ping", "").failed("ping: ");
    Outcome.of("decode", "").failed("nothing to decode");
  }

  @Test
  void witnessesAreFoundOutOrExcluded() {
    Block block = SmallChain.mine(2).getLast();
    String hex = block.bytes().toHex();
    assertThat(Outcome.of("decode", hex).succeeded().out()).contains("match the commitment");
    assertThat(Outcome.of("decode", "--base", block.strippedBytes().toHex()).succeeded().out())
        .contains("left out");
  }

  @Test
  void unknownCommandIsShownAsBytes() {
    String frame = "f9beb4d9" + "666f6f000000000000000000" + "02000000" + "dd8a97e0" + "aabb";
    Outcome outcome = Outcome.of("decode", frame);
    // The checksum of the two bytes is whatever it is; the fault names it.
    String sum = outcome.err().replaceAll("(?s).*payload's is ([0-9a-f]{8}).*", "$1");

    assertThat(Outcome.of("decode", frame.replace("dd8a97e0", sum)).succeeded().lines())
        .containsExactly(
            "foo  not known, frame at byte 0, mainnet, 2 bytes of payload",
            "  payload  00000000  aa bb                                             |..|");
  }

  @Test
  void longBytesAreCutAndSaySo() {
    UnknownMessage large = new UnknownMessage("foo", Bytes.wrap(new byte[1000]));
    String frame = Networks.MAINNET.encode(large, WireFormat.witness(70016)).frame().toHex();

    assertThat(Outcome.of("decode", frame).succeeded().lines())
        .hasSize(10)
        .endsWith("           ... 872 bytes more not shown, see --limit");
    assertThat(Outcome.of("decode", "--limit", "0", frame).succeeded().lines()).hasSize(64);
  }

  @Test
  void remoteTextIsEscaped() {
    String payload = VERSION.substring(48).replace("2f6274636474657374", "2f1b5b33316d0a0d78");
    Outcome outcome = Outcome.of("decode", "--command", "version", payload).succeeded();

    assertThat(outcome.out()).contains("\"/\\x1b[31m\\x0a\\x0dx:0.0.1/\"").doesNotContain("\u001b");
  }

  @Test
  void faultsNameTheirPlace() {
    Outcome.of("decode", VERSION.substring(0, 100))
        .failed(
            "frame at byte 0: payload of version needs 102 bytes, 26 remain at byte 24 of the"
                + " frame");
    Outcome.of("decode", VERACK + PING.substring(0, 20))
        .failed("frame at byte 24: header needs 24 bytes, 10 remain at byte 0 of the frame");
    Outcome.of("decode", VERACK + "00000000")
        .failed("frame at byte 24: it begins with 00000000, which is no known network's magic");
    Outcome.of("decode", PING.replace("6d00aec4", "6d00aec5"))
        .failed("frame at byte 0: the checksum of ping is 6d00aec5, its payload's is 6d00aec4");
    Outcome.of("decode", SEGWIT_TX.substring(0, 200)).failed("as a transaction:", "at byte 82");
  }

  @Test
  void faultInAPayloadNamesItsPlaceInTheInput() {
    // An inventory of two entries with one and a half.
    String frame =
        Networks.MAINNET
            .encode(new UnknownMessage("inv", Bytes.wrap(filled(2, 55))), WireFormat.witness(70016))
            .frame()
            .toHex();
    Outcome.of("decode", VERACK + frame)
        .failed("frame at byte 24: inv:", "of the payload, byte ", "of the input");
  }

  private static byte[] filled(int first, int length) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    return bytes;
  }

  @Test
  void givenNetworkHasToMatch() {
    Outcome.of("decode", "--network", "mainnet", VERACK).succeeded();
    Outcome.of("decode", "--network", "testnet3", VERACK)
        .failed("frame at byte 0: f9beb4d9 is mainnet's magic, not testnet3's");
    Outcome.of("decode", "--network", "testnet3", "01020304" + VERACK.substring(8))
        .failed("frame at byte 0: 01020304 is no known network's magic, not testnet3's");
  }

  @Test
  void brokenHexIsExplained() {
    Outcome.of("decode", "f9beb4d").failed("ends within a byte: 7 digits");
    Outcome.of("decode", "f9xe").failed("no such file", "character 3");
    Outcome.of("decode", folder.resolve("none").toString()).failed("no such file");
    Outcome.of("decode", folder.toString()).failed("no such file");
  }

  /** A record as Bitcoin Core writes it. */
  private static String record(String micros, String command, String payload) {
    StringBuilder name = new StringBuilder();
    command.chars().forEach(c -> name.append(String.format("%02x", c)));
    int length = payload.length() / 2;
    return micros
        + name
        + "00".repeat(12 - command.length())
        + String.format("%02x%02x0000", length & 0xff, length >> 8)
        + payload;
  }

  private static final String RECORDS =
      record("d3f7eb0f00000000", "version", VERSION.substring(48))
          + record("d4f7eb0f00000000", "verack", "")
          + record("d4f7eb0f00000000", "ping", "0102")
          + record("d5f7eb0f00000000", "bogus", "aabb");

  @Test
  void captureIsShownInALineForEachMessage() throws IOException {
    Path file = Files.write(folder.resolve("msgs_recv.dat"), Bytes.ofHex(RECORDS).toArray());
    String[] expected = {
      "1970-01-01 00:04:27.122643  version 70001, /btcdtest:0.0.1/, services NETWORK, height"
          + " 234234",
      "1970-01-01 00:04:27.122644  verack",
      "1970-01-01 00:04:27.122644  cannot read ping: nonce needs 8 bytes, 2 remain at byte 0",
      "1970-01-01 00:04:27.122645  bogus (unknown), 2 bytes"
    };

    assertThat(Outcome.of("decode", "--capture", file.toString()).succeeded().lines())
        .containsExactly(expected);
    byte[] bytes = Bytes.ofHex(RECORDS).toArray();
    assertThat(Outcome.fed(bytes, "decode", "--capture", "-").succeeded().lines())
        .containsExactly(expected);
  }

  @Test
  void captureThatIsCutOffIsShownUpToThere() throws IOException {
    Path file = Files.write(folder.resolve("cut.dat"), Bytes.ofHex(RECORDS + "0011").toArray());
    Outcome outcome = Outcome.of("decode", "--capture", file.toString());

    outcome.failed("the capture ends within a record: 2 bytes at byte 202");
    assertThat(outcome.lines()).hasSize(4);
  }

  @Test
  void whatIsNoCaptureIsExplained() throws IOException {
    Path file = Files.write(folder.resolve("ping.bin"), Bytes.ofHex(PING).toArray());
    Outcome.of("decode", "--capture", file.toString())
        .failed("not a capture of messages: the record at byte 0 has no command");
    Outcome.of("decode", "--capture", folder.resolve("none").toString()).failed("no such file");
    Outcome.of("decode", "--capture", "a\0b").failed("no such file: a\\x00b");
    Outcome.of("decode", "--capture", folder.toString()).failed("verack: ");
    Outcome.of("decode", "--capture", "-").failed("nothing to decode");
    Outcome.of("decode", "--capture", "--command", "ping", "-").misused("exclude each other");
  }

  @Test
  void wrongUseIsRefused() {
    Outcome.of("decode").misused("Missing required parameter", "see verack decode --help");
    Outcome.of("decode", "--limit", "many", "00").misused("--limit");
    Outcome.of("decode", "--limit", "-1", "00").misused("--limit");
    Outcome.of("decode", "--version", "-1", "00").misused("--version");
    Outcome.of("decode", "--network", "moonnet", "00").misused("unknown network moonnet");
    Outcome.of("decode", "--command", "foo", "00").failed("no message 'foo' on mainnet");
  }
}
