/**
 * A connection to a peer, in blocking style.
 *
 * {@snippet :
 * try (Peer peer = Peer.outbound(context, config)) {
 *   peer.on(Inv.class, (from, inv) -> System.out.println(from + " has " + inv));
 *   peer.connect("127.0.0.1:18444");
 *   Optional<Block> tip = peer.request(Requests.block(chain.tipHash()), Duration.ofSeconds(60));
 *   assert tip.orElseThrow().hasValidMerkleRoot(); // which the request has checked
 * }
 * }
 *
 * <p>The way of the data: a <em>read loop</em> decodes, completes requests, and hands the rest to
 * handlers through an inbox bounded in bytes; a <em>write loop</em> drains a queue bounded in
 * bytes; a <em>dispatcher</em> runs the handlers one at a time and exists only while there is
 * something to handle. All are virtual threads. The reader never waits for the writer; a full inbox
 * stops the reading, which is backpressure on that remote alone.
 *
 * <p>What passes can be looked at: numbers in {@link org.verack.peer.PeerStats}, everything with a
 * {@link org.verack.peer.Tap}, sessions in files with {@link org.verack.peer.capture.Capture}; the
 * JDK's flight recorder has events {@code org.verack.peer.*}, and the logger {@code
 * org.verack.peer.messages} a line for each message at debug, and its bytes at trace.
 */
@NullMarked
package org.verack.peer;

import org.jspecify.annotations.NullMarked;
