/** A node that serves a chain, to sync from and to talk to. */
@NullMarked
package org.verack.peer.testkit.node;

import org.jspecify.annotations.NullMarked;
