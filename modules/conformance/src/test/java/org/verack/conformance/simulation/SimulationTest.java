package org.verack.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.verack.conformance.simulation.Simulation.Life;
import org.verack.peer.testkit.chain.GeneratedChain;

/** A thousand peers for an hour, in some seconds, and the same way twice. */
class SimulationTest {

  private static final int NODES = 10;
  private static final int PEERS = 1000;
  private static final GeneratedChain CHAIN = Simulation.chain();

  private static Map<Integer, Life> run(long seed, int peers, Duration span) throws IOException {
    Simulation simulation = new Simulation(seed, NODES, peers, CHAIN);
    Map<Integer, Life> lives;
    try (simulation) {
      simulation.run(span, Duration.ofMinutes(1));
      lives = simulation.lives();
    }
    assertThat(simulation.time().threads()).as("threads that are left").isEmpty();
    assertThat(simulation.time().timers()).as("timers that are left").isZero();
    return lives;
  }

  private static Stream<String> all(
      Map<Integer, Life> lives, Function<Life, List<String>> direction) {
    return lives.values().stream().flatMap(life -> direction.apply(life).stream());
  }

  private static long count(Stream<String> lines, String part) {
    return lines.filter(line -> line.contains(part)).count();
  }

  @Test
  void aThousandPeersLiveForAnHourAndTheSameSeedGivesEachTheSameTranscript() throws Exception {
    Map<Integer, Life> lives = run(1, PEERS, Duration.ofHours(1));

    assertThat(lives).hasSize(PEERS);
    assertThat(count(all(lives, Life::written), " ping ")).isGreaterThan(20L * PEERS);
    assertThat(count(all(lives, Life::read), " pong ")).isGreaterThan(20L * PEERS);
    assertThat(count(all(lives, Life::read), " inv ")).isGreaterThan(30L * PEERS);
    assertThat(count(all(lives, Life::read), " tx ")).isGreaterThan(30L * PEERS);
    assertThat(count(all(lives, Life::read), " block ")).isGreaterThan(3L * PEERS);
    assertThat(count(all(lives, Life::written), " version ")).isGreaterThan(2L * PEERS);
    assertThat(count(all(lives, Life::ends), "closed by us")).isGreaterThan(PEERS / 2);
    assertThat(count(all(lives, Life::ends), "reset by the fault plan")).isPositive();
    assertThat(count(all(lives, Life::ends), "did not take our bytes")).isPositive();
    assertThat(count(all(lives, Life::read), "the checksum of ")).isPositive();

    Map<Integer, Life> again = run(1, PEERS, Duration.ofHours(1));
    lives.forEach(
        (number, life) -> assertThat(again.get(number)).as("peer %s", number).isEqualTo(life));
  }

  @Test
  void anotherSeedGivesOtherTranscripts() throws Exception {
    assertThat(run(2, 20, Duration.ofMinutes(10))).isNotEqualTo(run(3, 20, Duration.ofMinutes(10)));
  }
}
