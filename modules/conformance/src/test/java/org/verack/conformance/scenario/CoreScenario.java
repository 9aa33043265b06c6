package org.verack.conformance.scenario;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which rules of Bitcoin Core's functional tests a test states. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CoreScenario {

  /**
   * The rules.
   *
   * @return each as in {@link CoreScenarios}: the file of Core's, a slash, and the rule's name
   *     there
   */
  String[] value();
}
