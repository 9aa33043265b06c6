/** Blocks, headers and transactions of Kaspa, as views over their bytes. */
@NullMarked
package org.verack.wire.kaspa.chain;

import org.jspecify.annotations.NullMarked;
