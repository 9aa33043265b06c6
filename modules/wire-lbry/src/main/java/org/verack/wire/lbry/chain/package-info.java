/** Blocks and headers of LBRY, as views over their bytes. */
@NullMarked
package org.verack.wire.lbry.chain;

import org.jspecify.annotations.NullMarked;
