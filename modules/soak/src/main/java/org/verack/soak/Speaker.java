package org.verack.soak;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;

/** One side of a talk that says what it likes, for a while, with pauses. */
final class Speaker implements Runnable {

  private static final int LONGEST_PAUSE_MILLIS = 150;
  private static final int LONGEST_BURST = 40;

  private final Peer peer;
  private final Repertoire repertoire;
  private final RandomGenerator random;
  private final long end;
  private final boolean toTheLastWord;

  private volatile long told;
  private volatile boolean finished;

  /**
   * Creates it.
   *
   * @param end until when it speaks, on the clock of {@link System#nanoTime}
   * @param toTheLastWord whether it says that it has finished
   */
  Speaker(
      Peer peer, Repertoire repertoire, RandomGenerator random, long end, boolean toTheLastWord) {
    this.peer = peer;
    this.repertoire = repertoire;
    this.random = random;
    this.end = end;
    this.toTheLastWord = toTheLastWord;
  }

  @Override
  public void run() {
    long count = 0;
    try {
      while (System.nanoTime() < end) {
        int burst = random.nextInt(10) == 0 ? random.nextInt(LONGEST_BURST) : 1;
        for (int i = 0; i < burst; i++) {
          peer.send(repertoire.draw(random));
          count++;
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
      }
      told = count;
      if (toTheLastWord) {
        peer.send(Talk.LAST_WORD);
        finished = true;
      }
    } catch (PeerClosedException e) {
      // The talk is over; how, its account shows.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many messages it said before its last word. */
  long told() {
    return told;
  }

  /** Whether it said its last word. */
  boolean isFinished() {
    return finished;
  }
}
