package org.verack.conformance.javadoc;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** For examples whose members are tests or properties: running one runs these. */
public abstract class TestFrame extends ValueFrame {

  private static final List<Class<? extends Annotation>> MARKS =
      List.of(Test.class, Property.class);

  @Override
  void run() throws Exception {
    if (holdsTests(getClass())) {
      runTests(getClass());
    } else {
      runStatements();
    }
  }

  /** Runs an example that consists of statements. */
  void runStatements() throws Exception {
    example();
  }

  private static boolean holdsTests(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods()).anyMatch(TestFrame::isTest);
  }

  private static boolean isTest(Method method) {
    return MARKS.stream().anyMatch(method::isAnnotationPresent);
  }

  /** Runs the tests of a class, as JUnit does for others. */
  static void runTests(Class<?> type) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(type))
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    Stream<Throwable> failures =
        summary.getFailures().stream().map(TestExecutionSummary.Failure::getException);
    failures
        .findFirst()
        .ifPresent(
            failure -> {
              throw new AssertionError(failure.toString(), failure);
            });
    long expected = Arrays.stream(type.getDeclaredMethods()).filter(TestFrame::isTest).count();
    if (summary.getTestsSucceededCount() != expected) {
      throw new AssertionError(
          summary.getTestsSucceededCount() + " tests of " + expected + " have run");
    }
  }
}
