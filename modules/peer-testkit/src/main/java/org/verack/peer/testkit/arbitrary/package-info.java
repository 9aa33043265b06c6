/**
 * jqwik generators for every value and every message of the wire.
 *
 * <p>{@link org.verack.peer.testkit.arbitrary.WireArbitraries} is the entrance. With jqwik's engine
 * on the test path, parameters need nothing but the annotation:
 *
 * <pre>{@code
 * @Property
 * void blocksSurviveMyStore(@ForAll Block block) { … }
 * }</pre>
 *
 * <p>A test without properties takes one value, always the same for a seed:
 *
 * <pre>{@code
 * Block block = WireArbitraries.sample(Block.class, 7);
 * }</pre>
 *
 * <p>This package needs {@code net.jqwik:jqwik-api} and {@code net.jqwik:jqwik-engine} 1.9.3, which
 * the rest of the testkit does without.
 */
@NullMarked
package org.verack.peer.testkit.arbitrary;

import org.jspecify.annotations.NullMarked;
