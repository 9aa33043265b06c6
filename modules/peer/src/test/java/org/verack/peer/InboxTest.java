package org.verack.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.runtime.SystemRuntime;

/** Each item costs 200 bytes more than its size. The dispatcher runs when the test says so. */
class InboxTest {

  private final SystemRuntime runtime = new SystemRuntime();
  private final ByteBudget budget = new ByteBudget(10_000, runtime);
  private final Queue<Runnable> dispatchers = new ArrayDeque<>();
  private final Inbox inbox = new Inbox(1000, budget, runtime, dispatchers::add);
  private final List<String> done = new ArrayList<>();

  @AfterEach
  void close() {
    runtime.close();
  }

  private boolean offer(String name, int size) {
    return inbox.offer(() -> done.add(name), size);
  }

  private void dispatch() {
    dispatchers.remove().run();
  }

  private CompletableFuture<Boolean> putting(String name, int size) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    Thread thread =
        runtime.start(
            "putting",
            () -> {
              try {
                result.complete(inbox.put(() -> done.add(name), size));
              } catch (InterruptedException e) {
                result.completeExceptionally(e);
              }
            });
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return result;
  }

  @Test
  void whatIsPutIsHandledInItsOrderByOneDispatcher() throws Exception {
    assertTrue(inbox.put(() -> done.add("one"), 100));
    assertTrue(offer("two", 100));
    assertEquals(1, dispatchers.size());
    assertEquals(600, inbox.bytes());
    assertEquals(600, budget.used());
    dispatch();
    assertEquals(List.of("one", "two"), done);
    assertTrue(inbox.isIdle());
    assertEquals(0, inbox.bytes());
    assertEquals(0, budget.used());
    assertTrue(offer("three", 100));
    assertEquals(1, dispatchers.size(), "the dispatcher had ended");
    dispatch();
    assertEquals(List.of("one", "two", "three"), done);
  }

  @Test
  void oneThingFitsHoweverLargeAndThenNothing() {
    assertTrue(offer("large", 50_000));
    assertEquals(50_200, budget.used());
    assertFalse(offer("small", 0));
    assertFalse(inbox.isIdle());
  }

  @Test
  void thingsFitUpToTheLimit() {
    assertTrue(offer("half", 300));
    assertFalse(offer("too much", 301));
    assertTrue(offer("other half", 300));
    assertEquals(1000, inbox.bytes());
  }

  @Test
  void anExhaustedBudgetLeavesEveryPeerOneThing() {
    budget.force(10_000);
    assertTrue(offer("one", 100));
    assertFalse(offer("two", 100));
  }

  @Test
  void whoPutsWaitsForRoom() {
    assertTrue(offer("first", 900));
    CompletableFuture<Boolean> second = putting("second", 900);
    dispatch();
    assertTrue(second.join());
    // By the dispatcher that was there, or by one that was started when that had just ended.
    while (!dispatchers.isEmpty()) {
      dispatch();
    }
    assertEquals(List.of("first", "second"), done);
  }

  @Test
  void whatIsBeingHandledCountsUntilItIsDone() {
    List<Long> held = new ArrayList<>();
    assertTrue(inbox.offer(() -> held.add(inbox.bytes()), 100));
    assertTrue(inbox.offer(() -> held.add(inbox.bytes()), 50));
    dispatch();
    assertEquals(List.of(550L, 250L), held);
  }

  @Test
  void afterTheEndOnlyTheLastThingFollowsWhatWaits() {
    assertTrue(offer("first", 900));
    CompletableFuture<Boolean> second = putting("second", 900);
    inbox.end(() -> done.add("last"));
    assertFalse(second.join());
    assertFalse(offer("late", 0));
    inbox.end(() -> done.add("last of all"));
    dispatch();
    assertEquals(List.of("first", "last"), done);
    assertEquals(0, budget.used());
    assertTrue(dispatchers.isEmpty());
  }

  @Test
  void theLastThingIsHandledWhereNothingElseWas() {
    inbox.end(() -> done.add("last"));
    dispatch();
    assertEquals(List.of("last"), done);
  }

  @Test
  void nothingIsAbandonedBeforeTheEnd() {
    assertTrue(offer("one", 100));
    assertTrue(offer("two", 100));
    inbox.abandon();
    dispatch();
    assertEquals(List.of("one", "two"), done);
  }

  @Test
  void whatIsAbandonedIsNotHandledAndItsMemoryIsGivenBack() {
    assertTrue(offer("one", 100));
    assertTrue(offer("two", 100));
    inbox.end(() -> done.add("last"));
    inbox.abandon();
    assertEquals(0, inbox.bytes());
    assertEquals(0, budget.used());
    dispatch();
    assertEquals(List.of("last"), done);
    inbox.abandon();
  }

  @Test
  void aHandlerMayAbandonWhatFollowsIt() {
    List<Boolean> interrupted = new ArrayList<>();
    assertTrue(
        inbox.offer(
            () -> {
              inbox.end(() -> done.add("last"));
              inbox.abandon();
              interrupted.add(Thread.currentThread().isInterrupted());
              interrupted.add(inbox.bytes() != 300);
            },
            100));
    assertTrue(offer("two", 100));
    dispatch();
    assertEquals(List.of("last"), done);
    assertEquals(List.of(false, false), interrupted);
    assertEquals(0, budget.used());
  }

  @Test
  void aHandlerThatRunsIsInterruptedAndTheLastThingIsNot() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    List<Boolean> interrupted = new ArrayList<>();
    assertTrue(
        inbox.offer(
            () -> {
              running.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.add(true);
                Thread.currentThread().interrupt();
              }
            },
            100));
    assertTrue(offer("two", 100));
    Thread dispatcher = runtime.start("dispatcher", dispatchers.remove());
    running.await();
    inbox.end(() -> interrupted.add(Thread.currentThread().isInterrupted()));
    inbox.abandon();
    dispatcher.join();
    assertEquals(List.of(true, false), interrupted);
    assertEquals(List.of(), done);
    assertEquals(0, budget.used());
  }

  @Test
  void theLastThingIsNotInterrupted() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch abandoned = new CountDownLatch(1);
    List<Boolean> interrupted = new ArrayList<>();
    inbox.end(
        () -> {
          running.countDown();
          try {
            abandoned.await();
          } catch (InterruptedException e) {
            interrupted.add(true);
          }
        });
    Thread dispatcher = runtime.start("dispatcher", dispatchers.remove());
    running.await();
    inbox.abandon();
    abandoned.countDown();
    dispatcher.join();
    assertEquals(List.of(), interrupted);
  }

  @Test
  void whatFindsNoThreadIsNotInAndTheNextFindsOne() {
    Queue<RuntimeException> failures = new ArrayDeque<>(List.of(new IllegalStateException("no")));
    Inbox poor =
        new Inbox(
            1000,
            budget,
            runtime,
            dispatcher -> {
              if (!failures.isEmpty()) {
                throw failures.remove();
              }
              dispatchers.add(dispatcher);
            });
    assertThrows(IllegalStateException.class, () -> poor.offer(() -> done.add("one"), 100));
    assertEquals(0, poor.bytes());
    assertEquals(0, budget.used());
    assertTrue(poor.isIdle());
    assertTrue(poor.offer(() -> done.add("two"), 100));
    poor.end(() -> done.add("last"));
    dispatch();
    assertEquals(List.of("two", "last"), done);
  }
}
