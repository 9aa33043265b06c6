/**
 * Decred's messages, one immutable type per message. What is the same as in Bitcoin is Bitcoin's
 * type, see {@link org.verack.wire.decred.DecredMessages}; those for mixing coins are in {@link
 * org.verack.wire.decred.mix}.
 */
@NullMarked
package org.verack.wire.decred.message;

import org.jspecify.annotations.NullMarked;
