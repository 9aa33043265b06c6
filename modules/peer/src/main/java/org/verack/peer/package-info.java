/** Placeholder of a peer. */
@NullMarked
package org.verack.peer;

import org.jspecify.annotations.NullMarked;
