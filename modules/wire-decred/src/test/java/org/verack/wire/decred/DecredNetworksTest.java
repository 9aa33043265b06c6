package org.verack.wire.decred;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.message.Verack;

class DecredNetworksTest {

  static Stream<Network> all() {
    return DecredNetworks.all().stream();
  }

  @ParameterizedTest
  @CsvSource({
    "decred:mainnet, 298e5cc3d985bfe7f81dc135f360abe089edd4396b86d2de66b0cef42b21d980",
    "decred:testnet3, a649dce53918caf422e9c711c858837e08d626ecfcd198969b24f7b634a49bac",
    "decred:simnet, 6bef82c645999585f7255cb02672921ac2f5492820090cd635fe3a59d16b4f87",
    "decred:regnet, 2ced94b4ae95bba344cfa043268732d230649c640f92dce2d9518823d3057cb0"
  })
  void theGenesisBlockHashesToThePublishedValue(String name, String hash) throws Exception {
    Network network = DecredNetworks.byName(name).orElseThrow();
    Block block = Block.parse(network.genesisBlock());
    assertThat(block.hash()).hasToString(hash).isEqualTo(network.genesisHash());
    assertThat(block.transactions()).hasSize(1);
    assertThat(block.stakeTransactions()).isEmpty();
    assertThat(block.header().height()).isZero();
    assertThat(block.header().previousBlock().isZero()).isTrue();
    assertThat(block.transactions().get(0).isCoinbase()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theMerkleRootIsThatOfTheFullHash(Network network) throws Exception {
    Block block = Block.parse(network.genesisBlock());
    Transaction coinbase = block.transactions().get(0);
    if (network == DecredNetworks.TESTNET3) {
      // The one exception: it is the plain hash.
      assertThat(block.header().merkleRoot()).isEqualTo(coinbase.txid());
      assertThat(block.hasValidMerkleRoot()).isFalse();
    } else {
      assertThat(block.header().merkleRoot()).isEqualTo(coinbase.fullHash());
      assertThat(block.hasValidMerkleRoot()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "decred:mainnet, f900b4d9, 9108",
    "decred:testnet3, 75aa94b1, 19108",
    "decred:simnet, 161c1412, 18555",
    "decred:regnet, fa00b5da, 18655"
  })
  void framesBeginWithTheMagicAndHaveABlakeChecksum(String name, String magic, int port) {
    Network network = DecredNetworks.byName(name).orElseThrow();
    EncodedMessage message = network.encode(Verack.INSTANCE, WireFormat.base(12));
    assertThat(message.frame().toHex())
        .isEqualTo(magic + "76657261636b00000000000000000000716f6e86");
    assertThat(network.port()).isEqualTo(port);
    assertThat(network.minimumVersion()).isEqualTo(9);
    assertThat(network.latestVersion()).isEqualTo(12);
    assertThat(network.maxPayload()).isEqualTo(33_554_432);
  }

  @Test
  void theProfileIsThatOfDcrd() {
    for (Network network : DecredNetworks.all()) {
      assertThat(network.unknownCommands()).isEqualTo(Network.UnknownCommands.END_THE_CONNECTION);
      assertThat(network.conduct()).isEqualTo(Network.Conduct.STRICT);
    }
  }

  @Test
  void namesDoNotMeetThoseOfBitcoin() {
    for (Network network : DecredNetworks.all()) {
      assertThat(Networks.byName(network.name())).isEmpty();
    }
    assertThat(DecredNetworks.byName("mainnet")).isEmpty();
    // Magic and port of simnet are the same in both families.
    assertThat(DecredNetworks.SIMNET.magic()).isEqualTo(Networks.SIMNET.magic());
    assertThat(DecredNetworks.SIMNET).isNotEqualTo(Networks.SIMNET);
  }

  @Test
  void onlyPublicNetworksHaveSeeders() {
    assertThat(DecredNetworks.seeders(DecredNetworks.MAINNET)).hasSize(4);
    assertThat(DecredNetworks.seeders(DecredNetworks.TESTNET3)).hasSize(3);
    assertThat(DecredNetworks.seeders(DecredNetworks.SIMNET)).isEmpty();
    assertThat(DecredNetworks.seeders(Networks.MAINNET)).isEmpty();
  }

  @Test
  void servicesHaveDecredsNames() {
    ServiceFlags all = ServiceFlags.of(DecredServices.NETWORK, DecredServices.CF);
    assertThat(DecredServices.toString(all)).isEqualTo("NETWORK|CF");
    assertThat(DecredServices.toString(new ServiceFlags(10))).isEqualTo("BLOOM|0x8");
    assertThat(DecredServices.toString(ServiceFlags.NONE)).isEqualTo("0x0");
  }
}
