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
