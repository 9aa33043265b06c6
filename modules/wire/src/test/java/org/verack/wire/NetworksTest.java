package org.verack.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.verack.wire.chain.Block;
import org.verack.wire.message.Verack;

class NetworksTest {

  static Stream<Network> all() {
    return Networks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theGenesisBlockHashesToThePublishedValue(Network network) throws Exception {
    Bytes block = network.genesisBlock();
    assertThat(Hash.sha256d(block.slice(0, 80))).isEqualTo(network.genesisHash());
    Block parsed = Block.parse(block);
    assertThat(parsed.hasValidMerkleRoot()).isTrue();
    assertThat(parsed.transactionCount()).isEqualTo(1);
    assertThat(parsed.header().bits()).isEqualTo(network.powLimitBits());
  }

  @ParameterizedTest
  @CsvSource({
    "mainnet, f9beb4d9, 8333",
    "testnet3, 0b110907, 18333",
    "testnet4, 1c163f28, 48333",
    "signet, 0a03cf40, 38333",
    "regtest, fabfb5da, 18444",
    "simnet, 161c1412, 18555",
  })
  void framesBeginWithTheMagic(String name, String magic, int port) {
    Network network = Networks.byName(name).orElseThrow();
    EncodedMessage message = network.encode(Verack.INSTANCE, WireFormat.witness(70016));
    assertThat(message.frame().toHex())
        .isEqualTo(magic + "76657261636b000000000000000000005df6e0e2");
    assertThat(network.port()).isEqualTo(port);
    assertThat(network.minimumVersion()).isEqualTo(31800);
    assertThat(network.latestVersion()).isEqualTo(70017);
  }

  @Test
  void aSignetOfOnesOwnHasAMagicOfItsOwn() {
    Network mine = Networks.signet(Bytes.ofHex("51"));
    assertThat(mine.name()).isEqualTo("signet-54d26fbd");
    assertThat(mine.magic()).isEqualTo(Integer.reverseBytes(0x54d26fbd));
    assertThat(mine.genesisHash()).isEqualTo(Networks.SIGNET.genesisHash());
    assertThat(mine.seeds()).isEmpty();
    assertThat(Networks.signetMagic(Bytes.wrap(new byte[300]))).isNotZero();
  }

  @Test
  void namesAreExact() {
    assertThat(Networks.byName("Mainnet")).isEmpty();
    assertThat(Networks.all()).hasSize(6).doesNotHaveDuplicates();
  }
}
