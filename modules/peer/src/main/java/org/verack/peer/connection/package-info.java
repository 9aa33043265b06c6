/** Byte streams between two peers, and how they come about. */
@NullMarked
package org.verack.peer.connection;

import org.jspecify.annotations.NullMarked;
