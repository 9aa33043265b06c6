/**
 * Coverage-guided fuzzing: what each target does with an input, what has to hold afterwards, what
 * to begin with, and how the fuzzer is run.
 */
@NullMarked
package org.verack.fuzz;

import org.jspecify.annotations.NullMarked;
