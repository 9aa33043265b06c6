package org.verack.peer.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which chain is generated for a test: at an injected {@link
 * org.verack.peer.testkit.node.TestNode}, which serves it, or {@link
 * org.verack.peer.testkit.chain.GeneratedChain}, whichever of them comes first.
 *
 * {@snippet :
 * @RegisterExtension final TestkitExtension testkit = new TestkitExtension();
 *
 * @Test
 * void syncs(
 *     PeerContext context,
 *     PipeNetwork lan,
 *     @ServedChain(blocks = 45, seed = 7) GeneratedChain chain,
 *     TestNode node)
 *     throws Exception {
 *   Peer peer =
 *       Peer.outbound(context, PeerConfig.builder(chain.network()).dialer(lan).build());
 *   peer.connect(node.endpoint());
 *   var locator = List.of(chain.network().genesisHash());
 *   assertEquals(45, peer.request(Requests.headers(locator), Duration.ofMinutes(1)).size());
 * }
 * }
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ServedChain {

  /**
   * How many blocks there are after the first.
   *
   * @return not negative
   */
  int blocks() default 10;

  /**
   * The seed from which the chain is generated.
   *
   * @return any number
   */
  long seed() default 1;
}
