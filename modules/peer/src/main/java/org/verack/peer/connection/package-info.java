/**
 * Byte streams between two peers, and how they come about: {@link
 * org.verack.peer.connection.Dialer#TCP} dials directly, {@link
 * org.verack.peer.connection.Socks5Dialer} through a proxy such as Tor, {@link
 * org.verack.peer.connection.TcpListener} listens. A program can supply its own.
 *
 * {@snippet :
 * // The same config serves for peers that are dialed directly, through Tor, or in memory.
 * for (Dialer dialer : List.of(Dialer.TCP, Socks5Dialer.parse("socks5://127.0.0.1:9050"), lan)) {
 *   PeerConfig config = PeerConfig.builder(network).dialer(dialer).build();
 *   assert config.hideRemote() == dialer.viaProxy();
 * }
 * }
 */
@NullMarked
package org.verack.peer.connection;

import org.jspecify.annotations.NullMarked;
