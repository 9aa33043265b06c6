/**
 * Byte streams between two peers, and how they come about: {@link
 * org.verack.peer.connection.Dialer#TCP} dials directly, {@link
 * org.verack.peer.connection.Socks5Dialer} through a proxy such as Tor, {@link
 * org.verack.peer.connection.TcpListener} listens. A program can supply its own.
 */
@NullMarked
package org.verack.peer.connection;

import org.jspecify.annotations.NullMarked;
