/** Verack beside bitcoinj and the machine's own limits, on the same bytes in one run. */
@NullMarked
package org.verack.benchmarks;

import org.jspecify.annotations.NullMarked;
