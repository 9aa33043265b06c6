package org.verack.conformance.interop;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Remembers, for as long as this JVM lives, which tests have passed and which have not. */
final class Outcomes implements TestWatcher {

  private static final Set<Method> PASSED = ConcurrentHashMap.newKeySet();
  private static final Set<Method> FAILED = ConcurrentHashMap.newKeySet();

  /** Whether a test has passed each time that it ran here, and it did run. */
  static boolean passed(Method test) {
    return PASSED.contains(test) && !FAILED.contains(test);
  }

  /** Whether a test has passed or failed here; one that was skipped has done neither. */
  static boolean ran(Method test) {
    return PASSED.contains(test) || FAILED.contains(test);
  }

  /** The classes of the tests that have passed or failed here. */
  static Set<Class<?>> classes() {
    return Stream.of(PASSED, FAILED)
        .flatMap(Set::stream)
        .<Class<?>>map(Method::getDeclaringClass)
        .collect(Collectors.toSet());
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    context.getTestMethod().ifPresent(PASSED::add);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    context.getTestMethod().ifPresent(FAILED::add);
  }
}
