/**
 * jqwik generators for Decred's values and messages.
 *
 * <p>{@link org.verack.wire.decred.arbitrary.DecredArbitraries} makes them, and jqwik finds them by
 * itself, so that {@code @ForAll Block block} works with Decred's {@code Block}. They are written
 * for jqwik 1.9; the library is optional, the rest of the module does without it.
 *
 * {@snippet :
 * Block block = DecredArbitraries.sample(Block.class, 7); // the same in every run
 * assert Block.parse(block.bytes()).equals(block);
 * }
 */
@NullMarked
package org.verack.wire.decred.arbitrary;

import org.jspecify.annotations.NullMarked;
