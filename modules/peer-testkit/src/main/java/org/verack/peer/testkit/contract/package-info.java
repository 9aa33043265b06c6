/**
 * What every message type has to keep, ready to be checked for one of your own.
 *
 * {@snippet :
 * MessageType<Ping> tooSmall = MessageType.of("ping", Ping.class, Ping.TYPE.codec(), 7);
 * AssertionError broken =
 *     assertThrows(
 *         AssertionError.class, () -> MessageContract.of(tooSmall).check(new Ping(1)));
 * assert broken.getMessage().contains("8"); // bytes, one more than the type allows
 * }
 *
 * <p>It needs no test framework: what is broken is an {@link java.lang.AssertionError}.
 */
@NullMarked
package org.verack.peer.testkit.contract;

import org.jspecify.annotations.NullMarked;
