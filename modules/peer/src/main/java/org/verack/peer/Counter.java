package org.verack.peer;

import java.util.concurrent.atomic.AtomicLong;

/** A number that one thread adds to and any thread reads. */
final class Counter {

  private final AtomicLong value = new AtomicLong();

  void add(long amount) {
    value.setOpaque(value.getPlain() + amount);
  }

  long get() {
    return value.getOpaque();
  }
}
