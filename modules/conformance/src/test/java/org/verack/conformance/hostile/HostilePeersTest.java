package org.verack.conformance.hostile;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every attack on everybody whom it can be made on, in virtual time. Afterwards there is no peer,
 * no thread, no timer and no byte of a budget left of it; and an honest peer, which was connected
 * all the time, was served as fast as before.
 */
class HostilePeersTest {

  @TestFactory
  Stream<DynamicTest> noAttackLeavesAnythingOrHarmsAnother() {
    return Attacks.all().stream()
        .flatMap(
            attack ->
                attack.victims().stream()
                    .flatMap(
                        victim ->
                            attack.wires().stream()
                                .map(
                                    wire ->
                                        DynamicTest.dynamicTest(
                                            attack.name() + ", " + victim + ", " + wire,
                                            () -> carryOut(attack, victim, wire)))));
  }

  private static void carryOut(Attack attack, Role victim, Wire wire) throws Exception {
    Stage stage = new Stage(attack, victim, wire);
    attack.scene().play(stage);
    stage.judge();
  }
}
