/**
 * jqwik generators for Kaspa's values and messages.
 *
 * <p>{@link org.verack.wire.kaspa.arbitrary.KaspaArbitraries} makes them, and jqwik finds them by
 * itself, so that {@code @ForAll Block block} works with Kaspa's {@code Block}. They are written
 * for jqwik 1.9; the library is optional, the rest of the module does without it.
 *
 * {@snippet :
 * Block block = KaspaArbitraries.sample(Block.class, 7); // the same in every run
 * assert Block.parse(block.bytes()).equals(block);
 * }
 */
@NullMarked
package org.verack.wire.kaspa.arbitrary;

import org.jspecify.annotations.NullMarked;
