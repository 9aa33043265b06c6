/**
 * Connections in memory: pairs of them, and a network of named listeners in one process.
 *
 * <p>They behave as sockets do (bounded, half-closable, broken by closing) and need none. Their
 * waits go through a {@link org.verack.peer.runtime.PeerRuntime}, so that virtual time knows when
 * their threads rest.
 */
@NullMarked
package org.verack.peer.testkit.pipe;

import org.jspecify.annotations.NullMarked;
