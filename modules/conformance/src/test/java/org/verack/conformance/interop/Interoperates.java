package org.verack.conformance.interop;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a test shows when it passes. The page {@code docs/interoperation.md} is made of these.
 */
@Documented
@Repeatable(Interoperates.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Interoperates {

  /** With whom. */
  Counterpart with();

  /** Who opens the connection. */
  Direction when();

  /** What can be done then, or cannot. */
  Capability what();

  /** False if the test shows that it cannot be done, and what happens instead. */
  boolean works() default true;

  /** What was compared with what. */
  String compared();

  /** What a test shows of several things. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface All {

    /** Each of them. */
    Interoperates[] value();
  }
}
