/** Placeholder of the wire. */
@NullMarked
package org.verack.wire;

import org.jspecify.annotations.NullMarked;
