/**
 * What peers cost, in numbers and over loopback: memory, handshakes, throughput, round trips.
 * {@link org.verack.benchmarks.scale.ScaleReport} measures and prints; each {@link
 * org.verack.benchmarks.scale.Row} is one row of its table.
 */
@NullMarked
package org.verack.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
