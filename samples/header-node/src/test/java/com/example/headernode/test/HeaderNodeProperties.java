package com.example.headernode.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.headernode.HeaderNode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;

/** What holds whatever a remote asks. */
class HeaderNodeProperties {

  @Property(tries = 300)
  void whateverIsAskedTheAnswerCanBeSent(@ForAll Headers chain, @ForAll GetHeaders question) {
    var answer = HeaderNode.after(chain.headers(), question.locator(), question.stop());
    assertTrue(answer.size() <= Headers.MAX_HEADERS);
  }

  @Property(tries = 300)
  void nothingFollowsTheTip(@ForAll Block block) {
    var chain = List.of(block.header());
    assertEquals(List.of(), HeaderNode.after(chain, List.of(block.hash()), Hash.ZERO));
  }

  @Test
  void aSampleNeedsNoProperty() {
    Block block = WireArbitraries.sample(Block.class, 7);
    assertEquals(block, WireArbitraries.sample(Block.class, 7));
  }
}
