package org.verack.peer.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.runtime.PeerRuntime.Timer;

class VirtualRuntimeTest {

  private final VirtualRuntime time =
      VirtualRuntime.builder().patience(Duration.ofSeconds(30)).build();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition condition = time.newCondition(lock);
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void nothingIsLeft() {
    for (Thread thread : time.threads()) {
      thread.interrupt();
    }
    time.awaitQuiet();
    assertThat(time.threads()).isEmpty();
  }

  private void note(String what) {
    log.add(time.elapsed().toMillis() + " " + what);
  }

  private void locked(Action action) {
    lock.lock();
    try {
      action.run();
    } catch (InterruptedException e) {
      note("interrupted");
    } finally {
      lock.unlock();
    }
  }

  private interface Action {
    void run() throws InterruptedException;
  }

  @Test
  void timeStandsStillUntilItIsTurned() {
    Instant before = time.now();
    long nanos = time.nanoTime();
    assertThat(before).isEqualTo("2026-01-01T00:00:00Z");
    time.advance(Duration.ofMillis(1500));
    assertThat(time.now()).isEqualTo(before.plusMillis(1500));
    assertThat(time.nanoTime() - nanos).isEqualTo(1_500_000_000L);
    assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(1500));
    assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofNanos(-1)));
  }

  @Test
  void timersRunInTheOrderOfTheirTimes() {
    time.schedule(Duration.ofMillis(30), () -> note("c"));
    time.schedule(Duration.ofMillis(10), () -> note("a"));
    time.schedule(Duration.ofMillis(20), () -> note("b1"));
    time.schedule(Duration.ofMillis(20), () -> note("b2"));
    time.schedule(Duration.ofMillis(20), () -> note("b3"));
    time.advance(Duration.ofMillis(9));
    assertThat(log).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(log).containsExactly("10 a");
    time.advance(Duration.ofMillis(100));
    assertThat(log).containsExactly("10 a", "20 b1", "20 b2", "20 b3", "30 c");
    assertThat(time.timers()).isZero();
  }

  @Test
  void timersSetByTimersRunOnTheWay() {
    time.schedule(
        Duration.ofMillis(10),
        () -> {
          note("first");
          time.schedule(Duration.ofMillis(10), () -> note("second"));
          time.schedule(Duration.ZERO, () -> note("at once"));
        });
    time.schedule(Duration.ofMillis(15), () -> note("between"));
    time.advance(Duration.ofMillis(20));
    assertThat(log).containsExactly("10 first", "10 at once", "15 between", "20 second");
  }

  @Test
  void timersRepeatThemselves() {
    AtomicReference<Runnable> task = new AtomicReference<>();
    task.set(
        () -> {
          note("tick");
          time.schedule(Duration.ofSeconds(1), task.get());
        });
    time.schedule(Duration.ofSeconds(1), task.get());
    time.advance(Duration.ofHours(1));
    assertThat(log).hasSize(3600).contains("1000 tick").endsWith("3600000 tick");
  }

  @Test
  void cancelledTimersDoNotRun() {
    Timer kept = time.schedule(Duration.ofMillis(10), () -> note("kept"));
    Timer cancelled = time.schedule(Duration.ofMillis(10), () -> note("cancelled"));
    cancelled.cancel();
    time.schedule(Duration.ofMillis(5), () -> note("cancels"));
    Timer late = time.schedule(Duration.ofMillis(7), () -> note("late"));
    time.schedule(Duration.ofMillis(6), late::cancel);
    time.advance(Duration.ofMillis(10));
    assertThat(log).containsExactly("5 cancels", "10 kept");
    kept.cancel();
    cancelled.cancel();
  }

  @Test
  void timersWithoutDelayRunWithoutTheClockBeingTurned() {
    time.schedule(Duration.ZERO, () -> note("zero"));
    time.schedule(Duration.ofMillis(-5), () -> note("past"));
    time.awaitQuiet();
    assertThat(log).containsExactly("0 zero", "0 past");
    time.advance(Duration.ZERO);
    assertThat(log).hasSize(2);
  }

  @Test
  void aTimerWaitsUntilAllElseIsAtRest() {
    AtomicInteger hops = new AtomicInteger();
    time.schedule(Duration.ofMillis(1), () -> hop(hops, 100));
    time.schedule(Duration.ofMillis(1), () -> note("hops " + hops.get()));
    time.advance(Duration.ofMillis(1));
    assertThat(log).containsExactly("1 hops 100");
  }

  private void hop(AtomicInteger hops, int left) {
    if (left > 0) {
      hops.incrementAndGet();
      time.start("hop", () -> hop(hops, left - 1));
    }
  }

  @Test
  void aClosedRuntimeRunsNoTimers() {
    time.schedule(Duration.ofMillis(1), () -> note("never"));
    time.close();
    time.schedule(Duration.ZERO, () -> note("never either")).cancel();
    time.advance(Duration.ofMillis(10));
    assertThat(log).isEmpty();
    assertThat(time.timers()).isZero();
  }

  @Test
  void waitsEndInTime() {
    time.start("waits", () -> locked(() -> note("left " + condition.awaitNanos(5_000_000))));
    time.start(
        "waits too", () -> locked(() -> note("" + condition.await(7, TimeUnit.MILLISECONDS))));
    time.start(
        "until",
        () -> locked(() -> note("" + condition.awaitUntil(Date.from(time.now().plusMillis(9))))));
    time.advance(Duration.ofMillis(4));
    assertThat(log).isEmpty();
    assertThat(time.threads()).hasSize(3);
    time.advance(Duration.ofMillis(100));
    assertThat(log).containsExactly("5 left 0", "7 false", "9 false");
  }

  @Test
  void waitsWithoutTimeEndAtOnce() {
    time.start(
        "waits",
        () ->
            locked(
                () -> {
                  note("" + condition.awaitNanos(-3));
                  note("" + condition.await(0, TimeUnit.SECONDS));
                }));
    time.awaitQuiet();
    assertThat(log).containsExactly("0 -3", "0 false");
  }

  @Test
  void signalsEndTimedWaitsEarly() {
    time.start("waits", () -> locked(() -> note("left " + condition.awaitNanos(10_000_000))));
    time.schedule(Duration.ofMillis(4), () -> locked(condition::signal));
    time.advance(Duration.ofMillis(20));
    assertThat(log).containsExactly("4 left 6000000");
  }

  @Test
  void signalsWakeInOrderOfArrival() {
    for (int i = 0; i < 5; i++) {
      String name = "w" + i;
      time.start(name, () -> locked(() -> await(name)));
      time.awaitQuiet();
    }
    locked(condition::signal);
    time.awaitQuiet();
    assertThat(log).containsExactly("0 w0");
    locked(condition::signal);
    time.awaitQuiet();
    assertThat(log).containsExactly("0 w0", "0 w1");
    locked(condition::signalAll);
    time.awaitQuiet();
    assertThat(log).hasSize(5);
    locked(condition::signal);
    time.awaitQuiet();
  }

  private void await(String name) throws InterruptedException {
    condition.await();
    note(name);
  }

  @Test
  void conditionsNeedTheirLock() {
    assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(() -> condition.awaitNanos(0))
        .isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void theLockIsGivenBackAsOftenAsItIsHeld() {
    time.start(
        "waits",
        () ->
            locked(
                () ->
                    locked(
                        () -> {
                          condition.await();
                          note("holds " + lock.getHoldCount());
                        })));
    time.awaitQuiet();
    assertThat(lock.isLocked()).isFalse();
    locked(condition::signal);
    time.awaitQuiet();
    assertThat(log).containsExactly("0 holds 2");
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void interruptsEndWaits() {
    Thread thread = time.start("waits", () -> locked(condition::await));
    time.awaitQuiet();
    thread.interrupt();
    time.awaitQuiet();
    assertThat(log).containsExactly("0 interrupted");
    assertThat(time.threads()).isEmpty();
  }

  @Test
  void interruptedThreadsDoNotBeginToWait() {
    time.start(
        "waits",
        () -> {
          Thread.currentThread().interrupt();
          locked(condition::await);
          note("" + Thread.currentThread().isInterrupted());
          Thread.currentThread().interrupt();
          locked(() -> condition.awaitNanos(-1));
        });
    time.awaitQuiet();
    assertThat(log).containsExactly("0 interrupted", "0 false", "0 interrupted");
  }

  @Test
  void interruptsDoNotEndUninterruptibleWaits() {
    Thread thread =
        time.start(
            "waits",
            () ->
                locked(
                    () -> {
                      condition.awaitUninterruptibly();
                      note("" + Thread.currentThread().isInterrupted());
                    }));
    time.awaitQuiet();
    thread.interrupt();
    time.awaitQuiet();
    assertThat(log).isEmpty();
    locked(condition::signal);
    time.awaitQuiet();
    assertThat(log).containsExactly("0 true");
  }

  /** There is no moment at which an interrupted thread counts as resting. */
  @Test
  void restIncludesWhatAnInterruptSetsGoing() {
    for (int i = 0; i < 2000; i++) {
      AtomicInteger done = new AtomicInteger();
      Thread thread =
          time.start(
              "waits",
              () -> {
                locked(condition::await);
                time.start("and on", done::incrementAndGet);
              });
      if (i % 2 == 0) {
        time.awaitQuiet();
      }
      thread.interrupt();
      time.awaitQuiet();
      assertThat(done).hasValue(1);
    }
  }

  /**
   * A signal that meets an interrupt wakes somebody else, or the thread does not see the latter.
   */
  @Test
  void noSignalIsLostToAnInterrupt() {
    for (int i = 0; i < 1000; i++) {
      AtomicInteger woken = new AtomicInteger();
      Runnable waits =
          () ->
              locked(
                  () -> {
                    condition.await();
                    woken.incrementAndGet();
                  });
      Thread first = time.start("first", waits);
      time.awaitQuiet();
      Thread second = time.start("second", waits);
      time.awaitQuiet();
      time.start("signals", () -> locked(condition::signal));
      time.start("interrupts", first::interrupt);
      time.awaitQuiet();
      assertThat(woken).hasValue(1);
      second.interrupt();
      time.awaitQuiet();
    }
  }

  /** Where a wait ends at the instant of a signal, it ends once. */
  @Test
  void noSignalIsLostToTheEndOfAWait() {
    for (int i = 0; i < 500; i++) {
      AtomicInteger woken = new AtomicInteger();
      AtomicInteger late = new AtomicInteger();
      for (int j = 0; j < 2; j++) {
        long nanos = j == 0 ? 1_000_000 : 1_000_000_000;
        time.start(
            "waits",
            () ->
                locked(
                    () -> {
                      boolean signalled = condition.await(nanos, TimeUnit.NANOSECONDS);
                      (signalled ? woken : late).incrementAndGet();
                    }));
        time.awaitQuiet();
      }
      time.schedule(Duration.ofMillis(1), () -> locked(condition::signal));
      time.advance(Duration.ofMillis(1));
      assertThat(woken.get()).isEqualTo(1);
      assertThat(late.get()).isEqualTo(1);
    }
  }

  /** One hundred thousand times from hand to hand, with nobody else to wake them. */
  @Test
  void handsOverWithoutLosingAWakeUp() {
    int rounds = 100_000;
    Condition even = time.newCondition(lock);
    Condition odd = time.newCondition(lock);
    AtomicInteger turn = new AtomicInteger();
    for (int side = 0; side < 2; side++) {
      int mine = side;
      Condition my = side == 0 ? even : odd;
      Condition other = side == 0 ? odd : even;
      time.start(
          "side " + side,
          () ->
              locked(
                  () -> {
                    while (turn.get() < rounds) {
                      if (turn.get() % 2 == mine) {
                        turn.incrementAndGet();
                        other.signal();
                      } else {
                        my.await();
                      }
                    }
                    other.signal();
                  }));
    }
    time.awaitQuiet();
    assertThat(turn).hasValue(rounds);
    assertThat(time.threads()).isEmpty();
  }

  /** Many producers and consumers, some with timed waits: all that was put is taken. */
  @Test
  void manyThreadsLoseNothing() {
    Condition notEmpty = time.newCondition(lock);
    Condition notFull = time.newCondition(lock);
    int[] queued = {0};
    AtomicInteger taken = new AtomicInteger();
    int producers = 20;
    int each = 500;
    for (int i = 0; i < producers; i++) {
      time.start(
          "puts " + i,
          () -> {
            for (int j = 0; j < each; j++) {
              locked(
                  () -> {
                    while (queued[0] == 3) {
                      notFull.await();
                    }
                    queued[0]++;
                    notEmpty.signal();
                  });
            }
          });
    }
    for (int i = 0; i < 10; i++) {
      time.start(
          "takes " + i,
          () ->
              locked(
                  () -> {
                    while (taken.get() < producers * each) {
                      while (queued[0] == 0) {
                        if (ThreadLocalRandom.current().nextBoolean()) {
                          notEmpty.await();
                        } else if (!notEmpty.await(1, TimeUnit.SECONDS)) {
                          return;
                        }
                      }
                      queued[0]--;
                      taken.incrementAndGet();
                      notFull.signal();
                    }
                  }));
    }
    time.awaitQuiet();
    assertThat(taken).hasValue(producers * each);
    time.advance(Duration.ofSeconds(2));
  }

  @Test
  void threadsFromOutsideMayWaitToo() throws Exception {
    time.schedule(Duration.ZERO, () -> locked(condition::signal));
    lock.lock();
    try {
      time.start("signals", () -> locked(condition::signal));
      condition.await();
    } finally {
      lock.unlock();
    }
    time.awaitQuiet();
  }

  /** Between the signal and its return a thread from outside is busy, too. */
  @Test
  void restIncludesTheReturnOfAThreadFromOutside() throws Exception {
    for (int i = 0; i < 500; i++) {
      AtomicInteger returned = new AtomicInteger();
      CountDownLatch holds = new CountDownLatch(1);
      Thread outside =
          Thread.ofPlatform()
              .start(
                  () ->
                      locked(
                          () -> {
                            holds.countDown();
                            condition.await();
                            returned.incrementAndGet();
                          }));
      holds.await();
      locked(condition::signal);
      time.awaitQuiet();
      locked(() -> assertThat(returned).hasValue(1));
      outside.join();
    }
  }

  @Test
  void aThreadFromOutsideThatNobodyWillWakeIsTold() {
    VirtualRuntime hasty = VirtualRuntime.builder().patience(Duration.ofMillis(50)).build();
    Condition never = hasty.newCondition(lock);
    lock.lock();
    try {
      assertThatThrownBy(never::await)
          .isInstanceOf(NotAtRestException.class)
          .hasMessageContaining("time does not pass")
          .hasMessageContaining("waiting: outside: " + Thread.currentThread().getName())
          .hasMessageContaining("aThreadFromOutsideThatNobodyWillWakeIsTold");
      assertThat(lock.isHeldByCurrentThread()).isTrue();
    } finally {
      lock.unlock();
    }
    hasty.awaitQuiet();
  }

  @Test
  void aThreadFromOutsideDoesNotWaitForOneThatIsStuck() {
    VirtualRuntime hasty = VirtualRuntime.builder().patience(Duration.ofMillis(50)).build();
    CompletableFuture<String> elsewhere = new CompletableFuture<>();
    hasty.start("stubborn", elsewhere::join);
    Condition never = hasty.newCondition(lock);
    lock.lock();
    try {
      assertThatThrownBy(never::awaitUninterruptibly)
          .isInstanceOf(NotAtRestException.class)
          .hasMessageContaining("while somebody was busy")
          .hasMessageContaining("busy: stubborn");
    } finally {
      lock.unlock();
    }
    elsewhere.complete("go");
    hasty.awaitQuiet();
  }

  @Test
  void forEverIsADurationLikeOthers() {
    Duration forEver = ChronoUnit.FOREVER.getDuration();
    PeerRuntime.Timer timer = time.schedule(forEver, () -> note("the end of days"));
    time.advance(Duration.ofDays(365));
    assertThat(time.timers()).isEqualTo(1);
    timer.cancel();
  }

  @Test
  void busyThreadsAreNamedWhenPatienceEnds() {
    VirtualRuntime hasty = VirtualRuntime.builder().patience(Duration.ofMillis(50)).build();
    CompletableFuture<String> elsewhere = new CompletableFuture<>();
    hasty.start("stubborn", elsewhere::join);
    Condition own = hasty.newCondition(lock);
    Thread patient =
        hasty.start(
            "patient",
            () ->
                locked(
                    () -> {
                      own.await();
                    }));
    hasty.schedule(Duration.ofSeconds(3), () -> note("never"));
    assertThatThrownBy(() -> hasty.advance(Duration.ofSeconds(1)))
        .isInstanceOf(NotAtRestException.class)
        .hasMessageContaining("busy: stubborn")
        .hasMessageContaining("CompletableFuture")
        .hasMessageContaining("waiting: patient")
        .hasMessageContaining("timer at PT3S");
    elsewhere.complete("go");
    patient.interrupt();
    hasty.advance(Duration.ofSeconds(1));
    assertThat(hasty.threads()).isEmpty();
    assertThat(hasty.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void failuresAreNotLost() {
    time.start(
        "fails",
        () -> {
          throw new IllegalArgumentException("bad luck");
        });
    assertThatThrownBy(time::awaitQuiet)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("bad luck");
    time.schedule(
        Duration.ofMillis(1),
        () -> {
          throw new AssertionError("in a timer");
        });
    assertThatThrownBy(() -> time.advance(Duration.ofMillis(1))).hasRootCauseMessage("in a timer");
    time.awaitQuiet();
  }

  @Test
  void itsOwnThreadsCannotTurnTheClock() {
    CompletableFuture<Void> answer =
        time.async(
            "turns",
            () -> {
              time.advance(Duration.ofSeconds(1));
              return null;
            });
    time.awaitQuiet();
    assertThat(answer).isCompletedExceptionally();
    assertThatThrownBy(answer::join).hasMessageContaining("turns would wait for itself");
  }

  @Test
  void whatNeedsTimeIsCalledAside() {
    CompletableFuture<Long> answer =
        time.async(
            "waits",
            () -> {
              lock.lock();
              try {
                return condition.awaitNanos(Duration.ofMinutes(5).toNanos());
              } finally {
                lock.unlock();
              }
            });
    time.advance(Duration.ofMinutes(4));
    assertThat(answer).isNotDone();
    time.advance(Duration.ofMinutes(1));
    assertThat(answer).isCompletedWithValue(0L);
  }

  @Test
  void theNanosecondClockMayOverflow() {
    VirtualRuntime edge = VirtualRuntime.builder().nanoOrigin(Long.MAX_VALUE - 10).build();
    long before = edge.nanoTime();
    ReentrantLock own = new ReentrantLock();
    Condition never = edge.newCondition(own);
    CompletableFuture<Long> left =
        edge.async(
            "waits",
            () -> {
              own.lock();
              try {
                return never.awaitNanos(100);
              } finally {
                own.unlock();
              }
            });
    edge.advance(Duration.ofNanos(100));
    assertThat(left).isCompletedWithValue(0L);
    assertThat(edge.nanoTime() - before).isEqualTo(100);
    assertThat(edge.nanoTime()).isNegative();
  }

  @Test
  void twoWhoTurnTheClockTakeTurns() throws Exception {
    for (int i = 1; i <= 100; i++) {
      time.schedule(Duration.ofMillis(i), () -> note("tick"));
    }
    Thread other = Thread.ofPlatform().start(() -> time.advance(Duration.ofMillis(50)));
    time.advance(Duration.ofMillis(50));
    other.join();
    assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(100));
    assertThat(log).hasSize(100);
  }

  @Test
  void turnsUntilSomethingIsSoAndNotFurther() {
    AtomicInteger count = new AtomicInteger();
    for (int i = 1; i <= 10; i++) {
      time.schedule(Duration.ofSeconds(i), count::incrementAndGet);
    }
    assertThat(time.advanceUntil(Duration.ofMinutes(1), () -> count.get() == 3)).isTrue();
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(time.advanceUntil(Duration.ofMinutes(1), () -> count.get() == 3)).isTrue();
    assertThat(time.elapsed()).as("it is so already").isEqualTo(Duration.ofSeconds(3));
    assertThat(time.advanceUntil(Duration.ZERO, () -> count.get() == 4)).isFalse();
    assertThat(time.advanceUntil(Duration.ofMillis(1500), () -> count.get() == 9)).isFalse();
    assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(4500));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.advanceUntil(Duration.ofSeconds(-1), () -> true));
  }

  @Test
  void knowsItsOwnThreads() {
    assertThat(time.isOwnThread()).isFalse();
    assertThat(time.async("own", time::isOwnThread).join()).isTrue();
  }

  @Test
  void whoIsInterruptedActsAtThatInstantAlthoughTheClockIsTurnedOn() {
    List<Duration> woken = Collections.synchronizedList(new ArrayList<>());
    List<Duration> expected = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      Thread sleeper =
          time.start(
              "sleeper",
              () -> {
                ReentrantLock lock = new ReentrantLock();
                Condition never = time.newCondition(lock);
                lock.lock();
                try {
                  never.await();
                } catch (InterruptedException e) {
                  woken.add(time.elapsed());
                } finally {
                  lock.unlock();
                }
              });
      time.schedule(Duration.ofMillis(i), sleeper::interrupt);
      time.schedule(Duration.ofMillis(i).plusNanos(1), () -> {});
      expected.add(Duration.ofMillis(i));
    }
    time.advance(Duration.ofSeconds(1));
    assertThat(woken).isEqualTo(expected);
    assertThat(time.threads()).isEmpty();
  }
}
