package org.verack.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The numbers are those of Bitcoin Core's rate limit for gossiped addresses. */
class AddressAllowanceTest {

  private static final List<Integer> MANY = IntStream.range(0, 3000).boxed().toList();

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void itBeginsWithOneAddressAndGainsOneEveryTenSeconds() {
    AddressAllowance allowance = new AddressAllowance(seconds(5));
    assertThat(allowance.admit(MANY, seconds(5))).containsExactly(0);
    assertThat(allowance.admit(MANY, seconds(14))).isEmpty();
    assertThat(allowance.admit(MANY, seconds(15))).containsExactly(0);
    assertThat(allowance.admit(MANY, seconds(45))).containsExactly(0, 1, 2);
  }

  @Test
  void noMoreThanAThousandAreSavedUp() {
    AddressAllowance allowance = new AddressAllowance(0);
    assertThat(allowance.admit(MANY, seconds(1_000_000))).hasSize(1000);
  }

  @Test
  void askingAllowsForAThousandMoreAtOnce() {
    AddressAllowance allowance = new AddressAllowance(0);
    allowance.asked();
    assertThat(allowance.admit(MANY, 0)).hasSize(1001);
    assertThat(allowance.admit(MANY, 0)).isEmpty();
  }

  @Test
  void fewerThanAllowedAreAllAdmitted() {
    AddressAllowance allowance = new AddressAllowance(0);
    allowance.asked();
    assertThat(allowance.admit(List.of("a", "b"), 0)).containsExactly("a", "b");
    assertThat(allowance.admit(MANY, 0)).hasSize(999);
  }
}
