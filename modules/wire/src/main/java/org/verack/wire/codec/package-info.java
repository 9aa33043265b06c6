/**
 * What a message's codec is written against: a reader that checks every count and length before
 * anything is allocated, and a writer of exactly known size.
 */
@NullMarked
package org.verack.wire.codec;

import org.jspecify.annotations.NullMarked;
