/**
 * jqwik generators for every value and every message of the wire.
 *
 * <p>{@link org.verack.peer.testkit.arbitrary.WireArbitraries} is the entrance. With jqwik's engine
 * on the test path, parameters need nothing but the annotation:
 *
 * {@snippet :
 * @Property(tries = 20)
 * void aHeaderIsItsBytes(@ForAll BlockHeader header) {
 *   assertEquals(header, BlockHeader.of(header.bytes()));
 * }
 * }
 *
 * <p>This package needs {@code net.jqwik:jqwik-api} and {@code net.jqwik:jqwik-engine} 1.9.3, which
 * the rest of the testkit does without.
 */
@NullMarked
package org.verack.peer.testkit.arbitrary;

import org.jspecify.annotations.NullMarked;
