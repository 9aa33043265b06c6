package org.verack.peer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PongMessage;

/**
 * Pings at an interval, and what the pongs say about the round trip.
 *
 * <p>As in Bitcoin Core: a new ping only when none is outstanding, never with nonce zero; a pong
 * with another nonce is ignored, one with nonce zero, or without a whole nonce, takes the ping
 * back; a ping that is not answered for 20 minutes ends the connection. A strict one, as btcd's,
 * pings again whether or not there was an answer, and leaves the end to the idle timer.
 */
final class KeepAlive {

  static final Duration PATIENCE = Duration.ofMinutes(20);

  private final PeerRuntime runtime;
  private final HandshakeScript script;
  private final Duration interval;
  private final boolean strict;
  private final LongSupplier random;
  private final Predicate<PingMessage> sender;
  private final Consumer<DisconnectReason> end;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private long outstanding;
  private long sentAt;
  private boolean stopped;
  private PeerRuntime.@Nullable Timer timer;
  private @Nullable Duration last;
  private @Nullable Duration least;

  KeepAlive(
      PeerRuntime runtime,
      HandshakeScript script,
      Duration interval,
      boolean strict,
      LongSupplier random,
      Predicate<PingMessage> sender,
      Consumer<DisconnectReason> end) {
    this.runtime = runtime;
    this.script = script;
    this.interval = interval;
    this.strict = strict;
    this.random = random;
    this.sender = sender;
    this.end = end;
  }

  /**
   * Begins to ping: at once, or after the first interval if strict.
   *
   * @param firstSender sends the first ping, if it is sent at once
   */
  void start(Predicate<PingMessage> firstSender) {
    if (strict) {
      setTimer();
    } else {
      tick(firstSender);
    }
  }

  private void setTimer() {
    lock.lock();
    try {
      if (!stopped) {
        timer = runtime.schedule(interval, () -> tick(sender));
      }
    } finally {
      lock.unlock();
    }
  }

  private void tick(Predicate<PingMessage> by) {
    PingMessage ping = null;
    boolean unanswered = false;
    lock.lock();
    try {
      if (stopped) {
        return;
      }
      if (outstanding == 0 || strict) {
        outstanding = nonce();
        sentAt = runtime.nanoTime();
        ping = script.ping(outstanding);
      } else {
        unanswered = runtime.nanoTime() - sentAt >= Nanos.of(PATIENCE);
      }
    } finally {
      lock.unlock();
    }
    if (unanswered) {
      end.accept(new DisconnectReason.PingTimeout(PATIENCE));
      return;
    }
    if (ping != null && !by.test(ping)) {
      // The remote does not take what we write; the write deadline will see to that.
      forget();
    }
    setTimer();
  }

  private long nonce() {
    long nonce;
    do {
      nonce = random.getAsLong();
    } while (nonce == 0);
    return nonce;
  }

  /** Takes the outstanding ping back: nothing that comes answers it from now on. */
  void forget() {
    lock.lock();
    try {
      outstanding = 0;
    } finally {
      lock.unlock();
    }
  }

  void received(PongMessage pong) {
    lock.lock();
    try {
      if (outstanding == 0) {
        return;
      }
      if (pong.nonce() == outstanding) {
        outstanding = 0;
        record(Duration.ofNanos(runtime.nanoTime() - sentAt));
      } else if (pong.nonce() == 0) {
        outstanding = 0;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes a round trip that was measured. */
  void record(Duration roundTrip) {
    lock.lock();
    try {
      last = roundTrip;
      if (least == null || roundTrip.compareTo(least) < 0) {
        least = roundTrip;
      }
    } finally {
      lock.unlock();
    }
  }

  Optional<Duration> last() {
    lock.lock();
    try {
      return Optional.ofNullable(last);
    } finally {
      lock.unlock();
    }
  }

  Optional<Duration> least() {
    lock.lock();
    try {
      return Optional.ofNullable(least);
    } finally {
      lock.unlock();
    }
  }

  /** When the ping was sent that has no answer yet, on the runtime's clock. */
  Optional<Long> outstandingSince() {
    lock.lock();
    try {
      return outstanding == 0 ? Optional.empty() : Optional.of(sentAt);
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      if (timer != null) {
        timer.cancel();
      }
    } finally {
      lock.unlock();
    }
  }
}
