/**
 * The scenarios of Bitcoin Core's functional tests, as far as they are a library's matter: one
 * class for each of Core's files, in virtual time, against public API and testkit only, as a
 * program's own tests would be.
 *
 * <p>{@link org.verack.conformance.scenario.CoreScenarios} lists all of Core's files with their
 * rules. What another package tests already is not repeated here: those tests carry {@link
 * org.verack.conformance.scenario.CoreScenario}, too.
 */
package org.verack.conformance.scenario;
