/**
 * The messages of the Bitcoin network: one immutable type each, named as the protocol names it.
 *
 * <p>Each type has a constant {@code TYPE} with its command, codec and limits. {@code block} and
 * {@code tx} are {@link org.verack.wire.chain.Block} and {@link org.verack.wire.chain.Transaction}
 * themselves. Count limits belong to the codecs: a message over a limit can be made, but neither
 * read nor written.
 */
@NullMarked
package org.verack.wire.message;

import org.jspecify.annotations.NullMarked;
