/** What an attack costs the attacker, and what it costs us. */
@NullMarked
package org.verack.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
