package org.verack.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;

class LedgerTest {

  private final Ledger ledger = new Ledger();

  private static Ledger.Entry message(int content) {
    return new Ledger.Entry("ping", Bytes.copyOf((byte) content));
  }

  @Test
  void whatIsReadAsItWasWrittenIsEven_whicheverSideTellsFirst() throws InterruptedException {
    ledger.wrote(message(1));
    ledger.wrote(message(2));
    ledger.read(message(1));
    ledger.read(message(2));
    ledger.read(message(3));
    ledger.wrote(message(3));
    assertThat(ledger.awaitEven(0)).isTrue();
    assertThat(ledger.balance().matched()).isEqualTo(3);
    assertThat(ledger.balance().isRight()).isTrue();
  }

  @Test
  void whatIsWrittenAndNeverReadIsLost() throws InterruptedException {
    ledger.wrote(message(1));
    ledger.wrote(message(2));
    ledger.read(message(1));
    assertThat(ledger.awaitEven(0)).isFalse();
    assertThat(ledger.balance().lost()).isEqualTo(1);
    assertThat(ledger.balance().isRight()).isTrue();
  }

  @Test
  void whatIsReadThoughNobodyWroteItIsNotRight() {
    ledger.read(message(1));
    assertThat(ledger.balance().isRight()).isFalse();
    assertThat(ledger.balance().neverWritten()).containsExactly("ping of 1 bytes");
  }

  @Test
  void messagesThatChangePlacesAreNotRight() {
    ledger.wrote(message(1));
    ledger.wrote(message(2));
    ledger.read(message(2));
    ledger.read(message(1));
    assertThat(ledger.balance().isRight()).isFalse();
    assertThat(ledger.balance().difference()).isPresent();
  }
}
