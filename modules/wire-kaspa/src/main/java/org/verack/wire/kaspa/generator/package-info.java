/**
 * A DAG of Kaspa to test with, and what a node that serves it answers. Neither has anything to do
 * with validation.
 */
@NullMarked
package org.verack.wire.kaspa.generator;

import org.jspecify.annotations.NullMarked;
