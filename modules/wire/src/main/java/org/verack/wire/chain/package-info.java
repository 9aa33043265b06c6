/**
 * Blocks, headers and transactions, as views over the bytes in which they came.
 *
 * <p>Decoding is one scan that checks the structure completely and records where things are;
 * objects for inputs, outputs and witnesses appear when someone asks. Encoding gives the original
 * bytes, and hashes are computed from slices of them.
 */
@NullMarked
package org.verack.wire.chain;

import org.jspecify.annotations.NullMarked;
