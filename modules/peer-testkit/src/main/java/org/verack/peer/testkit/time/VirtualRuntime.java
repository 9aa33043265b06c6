package org.verack.peer.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;

/**
 * Time that stands still until a test moves it, with real virtual threads that are watched.
 *
 * <p>A thread made by {@link #start} is <em>busy</em> unless it waits on a condition made by {@link
 * #newCondition}. A signal makes the one who waits busy again at once, not when it wakes up, so
 * there is no moment at which work is on its way and nobody is busy. When no thread is busy and no
 * timer is due, everything is <em>at rest</em>: nothing will ever happen again until time passes or
 * the test does something. {@link #awaitQuiet()} waits for that, {@link #advance} moves the clock
 * from timer to timer and waits for it after each.
 *
 * <p>Connections must wait through this runtime too: those of {@link
 * org.verack.peer.testkit.pipe.Pipes} do, sockets do not.
 *
 * <p>A test that calls something which needs time to pass, such as a request that will time out,
 * calls it in a thread of the runtime and turns the clock in its own:
 *
 * {@snippet :
 * node.misbehave(new Misbehaviour.Stall(0)); // says nothing from now on
 * var pong = time.async("ping", () -> peer.ping(Duration.ofSeconds(30)));
 * time.advance(Duration.ofSeconds(29));
 * assert !pong.isDone();
 * time.advance(Duration.ofSeconds(1));
 * assert pong.exceptionNow() instanceof RequestTimeoutException;
 * }
 *
 * <p>Other threads, such as the test's own, may wait on the conditions as well. They are busy from
 * the signal until their wait returns. While they wait and everything else is at rest, time does
 * not pass; after the {@linkplain Builder#patience patience} in real time, also if a thread of the
 * runtime is stuck and nobody else moves, their wait ends with a {@link NotAtRestException} that
 * says what every thread is doing. So a test that made a mistake fails, and does not hang.
 *
 * <p>All methods are safe for use from any thread; {@link #advance} and {@link #awaitQuiet} may not
 * be called by a thread of the runtime, which would wait for itself.
 */
public final class VirtualRuntime implements PeerRuntime {

  private static final int SHOWN_FRAMES = 24;

  private final Instant beginning;
  private final long nanoOrigin;
  private final Duration patience;

  /** Held while the clock is being turned, so that two who turn it do so one after the other. */
  private final ReentrantLock driver = new ReentrantLock();

  /** Guards everything below. Never held while waiting for another lock. */
  private final ReentrantLock state = new ReentrantLock();

  private final Condition changed = state.newCondition();

  /** Started threads that have not ended. */
  private final Map<Thread, Worker> workers = new HashMap<>();

  /** Threads from outside that wait on a condition and have not been woken. */
  private final Set<Waiter> visitors = new LinkedHashSet<>();

  /** Threads from outside between the signal and the end of their wait. */
  private final Set<Thread> returning = new LinkedHashSet<>();

  private final TreeSet<Entry> timers = new TreeSet<>(Entry::compare);
  private final List<Throwable> failures = new ArrayList<>();

  /** How many workers do not wait, and how many threads from outside are on their way back. */
  private int busy;

  /** How often somebody has begun, ended or been woken: whether anything moves. */
  private long moves;

  private long entries;
  private boolean closed;

  /** How far the clock may turn by itself; not beyond where it stands unless it is being turned. */
  private long goal;

  /** How often it was turned on to a later instant. */
  private long turns;

  /** How many threads were interrupted while they wait and do not know it yet. */
  private final AtomicInteger unnoticedInterrupts = new AtomicInteger();

  /** Since the beginning. Written under the lock. */
  private volatile long elapsed;

  /** A thread of ours. */
  private static final class Worker {
    final String name;
    final Thread thread;

    /** What it waits for, until it is woken. */
    @Nullable Waiter waiting;

    Worker(String name, Thread thread) {
      this.name = name;
      this.thread = thread;
    }
  }

  /** A thread that waits on a condition. All but the thread is guarded by the lock. */
  private static final class Waiter {
    final Thread thread = Thread.currentThread();
    final VirtualCondition condition;
    final @Nullable Worker worker;
    final boolean interruptible;
    @Nullable Entry timeout;

    /**
     * From when the lock has been released until the waking, and never for threads from outside.
     */
    boolean resting;

    boolean timedOut;
    boolean interrupted;
    volatile boolean woken;

    Waiter(VirtualCondition condition, @Nullable Worker worker, boolean interruptible) {
      this.condition = condition;
      this.worker = worker;
      this.interruptible = interruptible;
    }

    String name() {
      return worker != null ? worker.name : "outside: " + thread.getName();
    }
  }

  /** Something that happens at a time: a timer's task, or the end of somebody's wait. */
  private static final class Entry {
    final long due;
    final long number;
    final @Nullable Runnable task;
    final @Nullable Waiter waiter;

    Entry(long due, long number, @Nullable Runnable task, @Nullable Waiter waiter) {
      this.due = due;
      this.number = number;
      this.task = task;
      this.waiter = waiter;
    }

    static int compare(Entry left, Entry right) {
      int byTime = Long.compare(left.due, right.due);
      return byTime != 0 ? byTime : Long.compare(left.number, right.number);
    }
  }

  /** Creates a runtime whose clock stands at the beginning of 2026. */
  public VirtualRuntime() {
    this(new Builder());
  }

  private VirtualRuntime(Builder builder) {
    beginning = builder.beginning;
    nanoOrigin = builder.nanoOrigin;
    patience = builder.patience;
  }

  /**
   * Begins a runtime with other settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the settings of a runtime. Not safe for use by several threads at once. */
  public static final class Builder {

    private Instant beginning = Instant.parse("2026-01-01T00:00:00Z");
    private long nanoOrigin;
    private Duration patience = Duration.ofSeconds(10);

    private Builder() {}

    /**
     * Sets where the clock stands at first.
     *
     * @param value the time of day
     * @return this builder
     */
    public Builder beginning(Instant value) {
      beginning = Objects.requireNonNull(value, "beginning");
      return this;
    }

    /**
     * Sets what {@link #nanoTime()} returns at first. A value shortly before {@link Long#MAX_VALUE}
     * shows whether code compares times or, as it must, their differences.
     *
     * @param value any; by default 0
     * @return this builder
     */
    public Builder nanoOrigin(long value) {
      nanoOrigin = value;
      return this;
    }

    /**
     * Sets how long, in real time, to wait for threads to come to rest before the test is told that
     * they do not.
     *
     * @param value positive; by default 10 s
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder patience(Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException("patience " + value + " is not positive");
      }
      patience = value;
      return this;
    }

    /**
     * Makes the runtime.
     *
     * @return it
     */
    public VirtualRuntime build() {
      return new VirtualRuntime(this);
    }
  }

  @Override
  public long nanoTime() {
    return nanoOrigin + elapsed;
  }

  @Override
  public Instant now() {
    return beginning.plusNanos(elapsed);
  }

  /**
   * Returns how far the clock has been turned.
   *
   * @return the time since the beginning
   */
  public Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  @Override
  public Thread start(String name, Runnable task) {
    Objects.requireNonNull(task, "task");
    state.lock();
    try {
      return startBusy(name, task);
    } finally {
      state.unlock();
    }
  }

  private Thread startBusy(String name, Runnable task) {
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> work(task));
    workers.put(thread, new Worker(name, thread));
    busy++;
    moves++;
    thread.start();
    return thread;
  }

  private void work(Runnable task) {
    Throwable failure = null;
    try {
      task.run();
    } catch (Throwable e) {
      // Whatever it is, the one who asks next whether all is quiet has to know.
      failure = e;
    }
    state.lock();
    try {
      workers.remove(Thread.currentThread());
      moves++;
      if (failure != null) {
        failures.add(failure);
      }
      rest();
    } finally {
      state.unlock();
    }
  }

  /**
   * Calls something in a thread of this runtime, so that the caller is free to turn the clock.
   *
   * @param name for thread dumps
   * @param task what to call
   * @param <T> what it returns
   * @return completes with what the task returns or throws
   */
  public <T extends @Nullable Object> CompletableFuture<T> async(String name, Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    start(
        name,
        () -> {
          try {
            result.complete(task.call());
          } catch (Throwable e) {
            // The future is where the caller looks for it, whatever it is.
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Tasks run one at a time, each in a thread of this runtime, when all else is at rest; those
   * for the same instant in the order in which they were set. One without delay runs as soon as all
   * is at rest, without the clock being turned. After {@link #close()} nothing is set.
   */
  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Objects.requireNonNull(task, "task");
    state.lock();
    try {
      if (closed) {
        return () -> {};
      }
      Entry entry = new Entry(after(TimeUnit.NANOSECONDS.convert(delay)), entries++, task, null);
      timers.add(entry);
      settle();
      return () -> cancel(entry);
    } finally {
      state.unlock();
    }
  }

  private long after(long nanos) {
    long due = elapsed + Math.max(0, nanos);
    return due < 0 ? Long.MAX_VALUE : due;
  }

  private void cancel(Entry entry) {
    state.lock();
    try {
      timers.remove(entry);
    } finally {
      state.unlock();
    }
  }

  @Override
  public Condition newCondition(ReentrantLock lock) {
    return new VirtualCondition(lock);
  }

  /**
   * Turns the clock. Stops at every timer on the way, runs it, and waits until all is at rest.
   *
   * @param time how far; zero waits until all is at rest
   * @throws IllegalArgumentException if the time is negative
   * @throws NotAtRestException if some thread stays busy for longer than the patience
   * @throws IllegalStateException if a timer or thread of this runtime has thrown, which is the
   *     cause, or the caller is itself a thread of this runtime
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + time);
    }
    requireOutside();
    driver.lock();
    try {
      awaitQuiet();
      turnTo(after(TimeUnit.NANOSECONDS.convert(time)));
    } finally {
      driver.unlock();
    }
  }

  /**
   * Lets the clock turn. Whoever comes to rest last turns it on to the next timer; to wake the
   * caller for each would take longer than most of what happens.
   */
  private void turnTo(long target) {
    state.lock();
    try {
      goal = target;
      settle();
      awaitRest(() -> elapsed >= target || !failures.isEmpty());
      throwFailure();
    } finally {
      goal = 0;
      state.unlock();
    }
  }

  /**
   * Turns the clock until something is so. Looks when all is at rest, before the first step and
   * after every timer.
   *
   * @param limit how far to turn it at most; zero waits until all is at rest and looks
   * @param condition what to wait for
   * @return whether it is so
   * @throws IllegalArgumentException if the limit is negative
   * @throws NotAtRestException as in {@link #advance}
   * @throws IllegalStateException as there
   */
  public boolean advanceUntil(Duration limit, BooleanSupplier condition) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + limit);
    }
    requireOutside();
    driver.lock();
    try {
      awaitQuiet();
      long target = after(TimeUnit.NANOSECONDS.convert(limit));
      while (!condition.getAsBoolean()) {
        if (!advanceToNext(target)) {
          return false;
        }
        awaitQuiet();
      }
      return true;
    } finally {
      driver.unlock();
    }
  }

  /** Moves to the next timer or the target, whichever is first; false at the target. */
  private boolean advanceToNext(long target) {
    state.lock();
    try {
      Entry next = timers.isEmpty() ? null : timers.first();
      if (next == null || next.due > target) {
        elapsed = target;
        return false;
      }
      elapsed = Math.max(elapsed, next.due);
      settle();
      return true;
    } finally {
      state.unlock();
    }
  }

  /**
   * Waits, in real time, until all is at rest: no thread is busy and no timer is due.
   *
   * @throws NotAtRestException if some thread stays busy for longer than the patience
   * @throws IllegalStateException if a timer or thread of this runtime has thrown, which is the
   *     cause, or the caller is itself a thread of this runtime
   */
  public void awaitQuiet() {
    requireOutside();
    state.lock();
    try {
      awaitRest(() -> true);
      throwFailure();
    } finally {
      state.unlock();
    }
  }

  /** Waits until all is at rest and something is so. With the lock held. */
  private void awaitRest(BooleanSupplier condition) {
    boolean interrupted = false;
    long seen = turns;
    long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
    while (!atRest() || !condition.getAsBoolean()) {
      if (turns != seen) {
        seen = turns;
        end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new NotAtRestException(
            "not at rest after " + patience.toMillis() + " ms\n" + describe());
      }
      try {
        changed.awaitNanos(left);
      } catch (InterruptedException e) {
        // The wait is bounded; the interrupt is for the caller's next one.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwFailure() {
    if (failures.isEmpty()) {
      return;
    }
    IllegalStateException failure =
        new IllegalStateException("a thread of the runtime failed", failures.get(0));
    failures.stream().skip(1).forEach(failure::addSuppressed);
    failures.clear();
    throw failure;
  }

  private void requireOutside() {
    if (isOwnThread()) {
      throw new IllegalStateException(
          Thread.currentThread().getName() + " would wait for itself to come to rest");
    }
  }

  /**
   * Tells whether the calling thread is one of this runtime, which may wait for time to pass and
   * cannot turn the clock.
   *
   * @return whether it is
   */
  public boolean isOwnThread() {
    state.lock();
    try {
      return workers.containsKey(Thread.currentThread());
    } finally {
      state.unlock();
    }
  }

  /**
   * Returns the threads that were started and have not ended.
   *
   * @return a copy, in no order; empty when everything has been closed and nothing leaks
   */
  public List<Thread> threads() {
    state.lock();
    try {
      return workers.values().stream().map(worker -> worker.thread).toList();
    } finally {
      state.unlock();
    }
  }

  /**
   * Returns how many timers are set, not counting the ends of timed waits.
   *
   * @return the number; 0 when everything has been closed and nothing leaks
   */
  public int timers() {
    state.lock();
    try {
      return (int) timers.stream().filter(entry -> entry.task != null).count();
    } finally {
      state.unlock();
    }
  }

  /** Ends the timers; those that are still set will not run. Timed waits still end in time. */
  @Override
  public void close() {
    state.lock();
    try {
      closed = true;
      timers.removeIf(entry -> entry.task != null);
      changed.signalAll();
    } finally {
      state.unlock();
    }
  }

  /**
   * Says what the clock shows, what every thread does, and which timers are set.
   *
   * @return several lines, for people
   */
  public String dump() {
    state.lock();
    try {
      return describe();
    } finally {
      state.unlock();
    }
  }

  /** Returns what the clock shows. */
  @Override
  public String toString() {
    return "virtual runtime at " + now();
  }

  // What follows is called with the lock held.

  private boolean atRest() {
    return atPause() && (timers.isEmpty() || timers.first().due > elapsed);
  }

  private void rest() {
    busy--;
    settle();
  }

  /**
   * When nobody is busy, lets happen what is due, and turns the clock as far as it may be turned;
   * then tells those who wait for rest.
   */
  private void settle() {
    while (atPause()) {
      if (!timers.isEmpty() && timers.first().due <= elapsed) {
        fire(timers.removeFirst());
      } else if (elapsed < goal && failures.isEmpty()) {
        turns++;
        elapsed = timers.isEmpty() ? goal : Math.min(goal, timers.first().due);
      } else {
        changed.signalAll();
        return;
      }
    }
  }

  private void fire(Entry entry) {
    if (entry.waiter != null) {
      entry.waiter.timedOut = true;
      wake(entry.waiter);
    } else if (entry.task != null) {
      startBusy("timer", entry.task);
    }
  }

  /** Whether nobody has anything to do now, an interruption to notice included. */
  private boolean atPause() {
    return busy == 0 && unnoticedInterrupts.get() == 0;
  }

  /** Makes a thread that waits busy. It may not have been woken before. */
  private void wake(Waiter waiter) {
    moves++;
    waiter.condition.queue.remove(waiter);
    if (waiter.timeout != null) {
      timers.remove(waiter.timeout);
    }
    if (waiter.worker == null) {
      visitors.remove(waiter);
      returning.add(waiter.thread);
      busy++;
    } else {
      waiter.worker.waiting = null;
      if (waiter.resting) {
        waiter.resting = false;
        busy++;
      }
    }
    waiter.woken = true;
    LockSupport.unpark(waiter.thread);
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    text.append("clock: ").append(now()).append(", ").append(elapsed()).append(" elapsed\n");
    for (Worker worker : workers.values()) {
      if (worker.waiting == null) {
        describe(text.append("busy: "), worker.name, worker.thread);
      }
    }
    for (Thread thread : returning) {
      describe(text.append("on its way back: "), "outside: " + thread.getName(), thread);
    }
    for (Worker worker : workers.values()) {
      if (worker.waiting != null) {
        describe(text, worker.waiting);
      }
    }
    visitors.forEach(visitor -> describe(text, visitor));
    for (Entry entry : timers) {
      if (entry.task != null) {
        text.append("timer at ").append(Duration.ofNanos(entry.due));
        text.append(": ").append(entry.task).append('\n');
      }
    }
    return text.toString();
  }

  private static void describe(StringBuilder text, Waiter waiter) {
    text.append(waiter.thread.isInterrupted() ? "interrupted while " : "").append("waiting");
    if (waiter.timeout != null) {
      text.append(" until ").append(Duration.ofNanos(waiter.timeout.due));
    }
    describe(text.append(": "), waiter.name(), waiter.thread);
  }

  private static void describe(StringBuilder text, String name, Thread thread) {
    text.append(name).append(" (").append(thread.getState()).append(")\n");
    StackTraceElement[] frames = thread.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, SHOWN_FRAMES); i++) {
      text.append("    at ").append(frames[i]).append('\n');
    }
  }

  /**
   * A condition with a queue of its own.
   *
   * <p>Wrapping the lock's would leave a gap: a thread that is interrupted, or whose time is up,
   * would be on its way back before anything here could be told. With a queue of our own it is
   * decided once, under one lock, why a wait ends, and from that moment on the thread is busy.
   */
  private final class VirtualCondition implements Condition {

    private final ReentrantLock lock;

    /** Guarded by the runtime's lock. Mostly there is one; nobody leaves from the middle often. */
    private final ArrayDeque<Waiter> queue = new ArrayDeque<>(1);

    VirtualCondition(ReentrantLock lock) {
      this.lock = Objects.requireNonNull(lock, "lock");
    }

    @Override
    public void await() throws InterruptedException {
      throwIfInterrupted(enqueueAndWait(true, null));
    }

    @Override
    public void awaitUninterruptibly() {
      enqueueAndWait(false, null);
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
      if (nanos <= 0) {
        return nothingLeft(nanos);
      }
      long due = after(nanos);
      throwIfInterrupted(enqueueAndWait(true, due));
      return due - elapsed;
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
      if (time <= 0) {
        return nothingLeft(time) > 0;
      }
      Waiter waiter = enqueueAndWait(true, after(unit.toNanos(time)));
      throwIfInterrupted(waiter);
      return !waiter.timedOut;
    }

    @Override
    // The date is the interface's own; the loop is the caller's, as for any wait.
    @SuppressWarnings({"JavaUtilDate", "WaitNotInLoop"})
    public boolean awaitUntil(java.util.Date deadline) throws InterruptedException {
      Duration left = Duration.between(now(), deadline.toInstant());
      return await(TimeUnit.NANOSECONDS.convert(left), TimeUnit.NANOSECONDS);
    }

    private long nothingLeft(long time) throws InterruptedException {
      requireHeld();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return time;
    }

    private void throwIfInterrupted(Waiter waiter) throws InterruptedException {
      if (waiter.interrupted) {
        throw new InterruptedException();
      }
    }

    private void requireHeld() {
      if (!lock.isHeldByCurrentThread()) {
        throw new IllegalMonitorStateException("the lock is not held");
      }
    }

    private Waiter enqueueAndWait(boolean interruptible, @Nullable Long due) {
      requireHeld();
      Waiter waiter = enqueue(interruptible, due);
      int holds = lock.getHoldCount();
      for (int i = 0; i < holds; i++) {
        lock.unlock();
      }
      InterruptWatch watch = interruptible ? new InterruptWatch(unnoticedInterrupts) : null;
      try {
        if (watch != null) {
          watch.watch();
        }
        restUnlessWoken(waiter);
        park(waiter);
      } finally {
        if (watch != null) {
          watch.unwatch();
        }
        for (int i = 0; i < holds; i++) {
          lock.lock();
        }
        if (waiter.worker == null) {
          hasReturned(waiter);
        }
      }
      return waiter;
    }

    private Waiter enqueue(boolean interruptible, @Nullable Long due) {
      state.lock();
      try {
        Worker worker = workers.get(Thread.currentThread());
        Waiter waiter = new Waiter(this, worker, interruptible);
        queue.add(waiter);
        if (worker == null) {
          visitors.add(waiter);
        } else {
          worker.waiting = waiter;
        }
        if (due != null) {
          Entry timeout = new Entry(due, entries++, null, waiter);
          waiter.timeout = timeout;
          timers.add(timeout);
        }
        return waiter;
      } finally {
        state.unlock();
      }
    }

    /** Only after the lock was released: at rest means that nobody is about to do even that. */
    private void restUnlessWoken(Waiter waiter) {
      state.lock();
      try {
        if (waiter.worker == null) {
          settle();
        } else if (!waiter.woken) {
          waiter.resting = true;
          rest();
        }
      } finally {
        state.unlock();
      }
    }

    private void park(Waiter waiter) {
      boolean interrupted = false;
      long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
      long seen = moves();
      while (!waiter.woken) {
        if (waiter.worker != null) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, end - System.nanoTime());
          if (end - System.nanoTime() <= 0) {
            seen = giveUpUnlessMoved(waiter, seen);
            end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
          }
        }
        if (!waiter.woken && Thread.currentThread().isInterrupted()) {
          if (waiter.interruptible) {
            interrupt(waiter);
          }
          interrupted |= Thread.interrupted();
        }
      }
      if (interrupted && !waiter.interrupted) {
        // It was somebody else who ended the wait; the interrupt is for the next one.
        Thread.currentThread().interrupt();
      }
    }

    private void interrupt(Waiter waiter) {
      state.lock();
      try {
        if (!waiter.woken) {
          waiter.interrupted = true;
          wake(waiter);
        }
      } finally {
        state.unlock();
      }
    }

    private long moves() {
      state.lock();
      try {
        return moves;
      } finally {
        state.unlock();
      }
    }

    /** Ends the wait of a thread from outside if nothing moves; returns what has moved so far. */
    private long giveUpUnlessMoved(Waiter waiter, long seen) {
      state.lock();
      try {
        boolean resting = atRest();
        if (!waiter.woken && (resting || moves == seen)) {
          String all = describe();
          wake(waiter);
          throw new NotAtRestException(
              waiter.thread.getName()
                  + " has waited for "
                  + patience.toMillis()
                  + (resting
                      ? " ms while all was at rest; time does not pass unless another thread turns"
                          + " the clock\n"
                      : " ms while somebody was busy and neither waited nor ended\n")
                  + all);
        }
        return moves;
      } finally {
        state.unlock();
      }
    }

    private void hasReturned(Waiter waiter) {
      state.lock();
      try {
        returning.remove(waiter.thread);
        rest();
      } finally {
        state.unlock();
      }
    }

    @Override
    public void signal() {
      requireHeld();
      state.lock();
      try {
        if (!queue.isEmpty()) {
          wake(queue.getFirst());
        }
      } finally {
        state.unlock();
      }
    }

    @Override
    public void signalAll() {
      requireHeld();
      state.lock();
      try {
        while (!queue.isEmpty()) {
          wake(queue.getFirst());
        }
      } finally {
        state.unlock();
      }
    }
  }
}
