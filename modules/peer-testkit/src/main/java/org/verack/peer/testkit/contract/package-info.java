/**
 * What every message type has to keep, ready to be checked for one of your own.
 *
 * <pre>{@code
 * private static final MessageContract<Bounty> CONTRACT = MessageContract.of(Bounty.TYPE);
 *
 * @Property(tries = 200) // with jqwik
 * void bountyKeepsTheContract(@ForAll("bounties") Bounty bounty) {
 *   CONTRACT.check(bounty);
 * }
 *
 * @Test // without
 * void bountyKeepsTheContract() {
 *   CONTRACT.checkSamples(200, random -> new Bounty(random.nextLong()));
 * }
 * }</pre>
 *
 * <p>It needs no test framework: what is broken is an {@link java.lang.AssertionError}.
 */
@NullMarked
package org.verack.peer.testkit.contract;

import org.jspecify.annotations.NullMarked;
