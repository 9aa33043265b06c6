package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.cli.Family.Link;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;

class HeaderChainTest {

  private static final Hash GENESIS = Networks.REGTEST.genesisHash();
  private static final List<Block> BLOCKS = SmallChain.mine(20);

  private final HeaderChain chain = new HeaderChain(Networks.REGTEST, GENESIS);

  private static List<Link> headers(int from, int to) {
    return BLOCKS.subList(from, to).stream().map(HeaderChainTest::link).toList();
  }

  private static Link link(Block block) {
    return BitcoinFamily.link(block.header(), Networks.REGTEST);
  }

  @Test
  void locatorIsDenseAtFirst() throws CommandFailure {
    chain.append(headers(0, 20));

    assertThat(chain.locator())
        .startsWith(BLOCKS.get(19).hash(), BLOCKS.get(18).hash())
        .endsWith(GENESIS)
        .hasSizeBetween(12, 20);
  }

  @Test
  void locatorAlwaysHasTheFirstBlock() {
    Hash base = BLOCKS.get(3).hash();

    assertThat(new HeaderChain(Networks.REGTEST, base).locator()).containsExactly(base, GENESIS);
  }

  @Test
  void longerBranchReplacesTheEnd() throws CommandFailure {
    chain.append(headers(0, 10));
    Block one = SmallChain.block(BLOCKS.get(8).hash(), SmallChain.coinbase(99, false), true);
    Block two = SmallChain.block(one.hash(), SmallChain.coinbase(100, false), true);

    chain.append(List.of(link(one), link(two)));

    assertThat(chain.length()).isEqualTo(11);
    assertThat(chain.hashes()).endsWith(BLOCKS.get(8).hash(), one.hash(), two.hash());
  }

  @Test
  void branchThatIsNotLongerIsRefused() throws CommandFailure {
    chain.append(headers(0, 10));

    assertThatThrownBy(() -> chain.append(headers(5, 10)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("not longer");
  }
}
