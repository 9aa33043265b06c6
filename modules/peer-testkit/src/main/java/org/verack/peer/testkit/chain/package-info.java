/** Chains to serve: generated from a seed, or made of real blocks. */
@NullMarked
package org.verack.peer.testkit.chain;

import org.jspecify.annotations.NullMarked;
