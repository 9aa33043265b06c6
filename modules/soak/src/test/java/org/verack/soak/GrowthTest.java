package org.verack.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

  private static final int MIB = 1 << 20;

  private static Reading reading(long heap, int virtualThreads) {
    return new Reading(heap, 0, 17, virtualThreads, 40);
  }

  private static List<String> growing(List<Reading> readings) {
    return Growth.judge(readings).stream()
        .filter(Growth.Line::isGrowth)
        .map(Growth.Line::what)
        .toList();
  }

  @Test
  void aSeriesThatGoesUpAndDownDoesNotGrow() {
    assertThat(
            growing(
                IntStream.range(0, 12)
                    .mapToObj(round -> reading(10L * MIB + round % 3 * MIB, 9))
                    .toList()))
        .isEmpty();
  }

  @Test
  void whatIsWarmedUpInTheFirstRoundIsNoGrowth() {
    List<Reading> readings =
        IntStream.range(0, 9).mapToObj(round -> reading(round == 0 ? MIB : 30L * MIB, 9)).toList();
    assertThat(growing(readings)).isEmpty();
  }

  @Test
  void aLittleMoreInEachRoundIsGrowth() {
    List<Reading> readings =
        IntStream.range(0, 10).mapToObj(round -> reading(10L * MIB + round * MIB, 9)).toList();
    assertThat(growing(readings)).containsExactly("heap after collection, bytes");
  }

  @Test
  void oneThreadThatStaysIsGrowth() {
    List<Reading> readings =
        IntStream.range(0, 10).mapToObj(round -> reading(MIB, round < 5 ? 9 : 10)).toList();
    assertThat(growing(readings)).containsExactly("virtual threads");
  }

  @Test
  void theProcessItselfCanBeRead() throws Exception {
    Reading reading = Reading.take();
    assertThat(reading.heap()).isPositive();
    assertThat(reading.platformThreads()).isPositive();
    Thread waiting = Thread.ofVirtual().name("waiting").start(GrowthTest::waitForEver);
    try {
      assertThat(Reading.take().virtualThreads()).isEqualTo(reading.virtualThreads() + 1);
    } finally {
      waiting.interrupt();
      waiting.join();
    }
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
