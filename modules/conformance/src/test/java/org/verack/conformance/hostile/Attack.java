package org.verack.conformance.hostile;

import java.util.EnumSet;
import java.util.Set;

/**
 * One way to do harm.
 *
 * @param name what the attacker does
 * @param victims against whom
 * @param wires over which transports
 * @param ending how its connections end, as long as the attack does not say otherwise of one
 * @param mostHeld how many bytes of the budgets it may tie up at a time
 * @param scene what happens
 */
record Attack(
    String name, Set<Role> victims, Set<Wire> wires, Ending ending, long mostHeld, Scene scene) {

  /** What an attacker does. */
  @FunctionalInterface
  interface Scene {
    void play(Stage stage) throws Exception;
  }

  /** An attack on everybody that ties up nothing. */
  static Attack of(String name, Ending ending, Scene scene) {
    return new Attack(name, EnumSet.allOf(Role.class), EnumSet.allOf(Wire.class), ending, 0, scene);
  }

  Attack on(Role role) {
    return new Attack(name, EnumSet.of(role), wires, ending, mostHeld, scene);
  }

  Attack over(Wire wire) {
    return new Attack(name, victims, EnumSet.of(wire), ending, mostHeld, scene);
  }

  Attack holding(long bytes) {
    return new Attack(name, victims, wires, ending, bytes, scene);
  }
}
