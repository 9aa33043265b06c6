/**
 * Sessions written to files, and played back.
 *
 * {@snippet :
 * Path captures = folder.resolve("today");
 * try (Capture capture = Capture.toFolder(context, captures)) {
 *   capture.watch(peer);
 *   peer.ping(Duration.ofSeconds(30));
 * } // captures/<remote>/msgs_sent.dat has the ping, msgs_recv.dat the pong
 * assert Files.isDirectory(captures);
 * }
 *
 * <p>A {@link org.verack.peer.capture.Capture} writes what peers read and write in one of two
 * forms: the files of Bitcoin Core's message capture, which a {@link
 * org.verack.peer.capture.CaptureReader} reads and a {@link org.verack.peer.capture.Replay} plays
 * to a peer and its handlers, or a packet capture, in which Wireshark shows every message field by
 * field. What is written is the messages, whatever the transport: an encrypted connection is
 * readable, too.
 */
@NullMarked
package org.verack.peer.capture;

import org.jspecify.annotations.NullMarked;
