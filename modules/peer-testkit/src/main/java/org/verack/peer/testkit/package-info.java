/** Placeholder of the testkit. */
@NullMarked
package org.verack.peer.testkit;

import org.jspecify.annotations.NullMarked;
