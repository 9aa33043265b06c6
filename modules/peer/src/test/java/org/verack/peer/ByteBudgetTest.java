package org.verack.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.runtime.SystemRuntime;

class ByteBudgetTest {

  private static final Duration LONG = Duration.ofDays(1);
  private static final BooleanSupplier NEVER = () -> false;

  private final SystemRuntime runtime = new SystemRuntime();
  private final ByteBudget budget = new ByteBudget(1000, runtime);

  @AfterEach
  void close() {
    runtime.close();
  }

  private CompletableFuture<Boolean> acquiring(long bytes, BooleanSupplier cancelled) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    Thread thread =
        runtime.start(
            "acquiring",
            () -> {
              try {
                result.complete(budget.acquire(bytes, LONG, cancelled));
              } catch (InterruptedException e) {
                result.completeExceptionally(e);
              }
            });
    interrupting = thread::interrupt;
    while (!budget.isAwaited() || thread.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    return result;
  }

  private Runnable interrupting = () -> {};

  @Test
  void allOfItIsGrantedAndNoMore() {
    assertTrue(budget.tryAcquire(400));
    assertTrue(budget.tryAcquire(600));
    assertFalse(budget.tryAcquire(1));
    assertEquals(1000, budget.used());
    budget.release(1);
    assertTrue(budget.tryAcquire(1));
  }

  @Test
  void whoIsAloneMayHaveMoreThanThereIs() {
    assertTrue(budget.tryAcquire(5000));
    assertFalse(budget.tryAcquire(1));
    assertEquals(5000, budget.used());
  }

  @Test
  void whatKeepsAConnectionMovingIsTakenInAnyCase() {
    budget.force(1000);
    budget.force(500);
    assertEquals(1500, budget.used());
  }

  @Test
  void whoWaitsIsGrantedWhatIsReleased() {
    budget.force(1000);
    CompletableFuture<Boolean> waiting = acquiring(300, NEVER);
    budget.release(299);
    assertFalse(waiting.isDone());
    budget.release(1);
    assertTrue(waiting.join());
    assertEquals(1000, budget.used());
    assertFalse(budget.isAwaited());
  }

  @Test
  void whoIsCancelledGetsNothing() {
    budget.force(1000);
    AtomicBoolean cancelled = new AtomicBoolean();
    CompletableFuture<Boolean> waiting = acquiring(300, cancelled::get);
    cancelled.set(true);
    budget.wake();
    assertFalse(waiting.join());
    assertFalse(budget.isAwaited());
    assertEquals(1000, budget.used());
  }

  @Test
  void whoIsInterruptedGetsNothing() {
    budget.force(1000);
    CompletableFuture<Boolean> waiting = acquiring(300, NEVER);
    interrupting.run();
    CompletionException e = assertThrows(CompletionException.class, waiting::join);
    assertEquals(InterruptedException.class, e.getCause().getClass());
    assertFalse(budget.isAwaited());
    assertEquals(1000, budget.used());
  }

  @Test
  void patienceEnds() throws Exception {
    budget.force(1000);
    assertFalse(budget.acquire(1, Duration.ZERO, NEVER));
    assertFalse(budget.isAwaited());
    budget.release(1);
    assertTrue(budget.acquire(1, Duration.ZERO, NEVER));
  }
}
