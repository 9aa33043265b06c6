/** The hash functions of Decred. Not exported: blocks and transactions compute their own hashes. */
@NullMarked
package org.verack.wire.decred.hash;

import org.jspecify.annotations.NullMarked;
