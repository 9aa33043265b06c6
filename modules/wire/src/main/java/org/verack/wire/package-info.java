/**
 * The foundation: what a message is, what a network is, and the values that everything else is made
 * of.
 *
 * <p>Every type here is immutable and safe for use from any thread.
 */
@NullMarked
package org.verack.wire;

import org.jspecify.annotations.NullMarked;
