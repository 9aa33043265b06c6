/**
 * The networks of Kaspa, as kaspad 0.6 spoke on them: {@link org.verack.wire.kaspa.KaspaNetworks}.
 *
 * {@snippet :
 * PeerConfig config =
 *     PeerConfig.builder(KaspaNetworks.SIMNET)
 *         .services(KaspaServices.NETWORK)
 *         .handshake(KaspaHandshake.of(() -> dag.selectedTip().hash()))
 *         .build();
 * assert config.protocolVersion() == KaspaNetworks.PROTOCOL_VERSION;
 * }
 *
 * <h2>What today's protocol would need</h2>
 *
 * <p>Since August 2020 Kaspa's nodes speak protobuf over gRPC (kaspad 0.12 protocol version 5,
 * rusty-kaspa 10), which is not here. It is a transport first, and a family of messages second:
 *
 * <ul>
 *   <li><b>A transport.</b> One stream of {@code KaspadMessage} in each direction: the call {@code
 *       /protowire.P2P/MessageStream} over HTTP/2 without TLS, each message behind gRPC's five
 *       bytes (compressed or not, length), gzip taken and asked for. {@link
 *       org.verack.wire.transport.Transport} is the place: bytes in, messages out, its preface and
 *       settings as the handshake that a transport may have. HTTP/2 has flow control, so it must be
 *       able to say while it reads that something is to be written (WINDOW_UPDATE, SETTINGS and
 *       PING acknowledgements); today only a handshake can ({@code takeOutput}). Both ends are
 *       wanted, client and server.
 *   <li><b>A choice of transports.</b> The engine makes the plain or the encrypted transport by
 *       itself. A network would have to say which it has, as it says its {@code checksum()}, and
 *       {@code TransportKind} would have another constant.
 *   <li><b>Commands.</b> The field of the {@code oneof} is the command, its bytes the payload;
 *       there is no magic and no checksum. rusty-kaspa's {@code request_id} and {@code response_id}
 *       stand beside it and belong to the envelope. The limit of a message is 1 GiB, that of {@code
 *       Network.maxPayload} 32 MiB; a smaller one of our own is in order.
 *   <li><b>Messages.</b> A reader and a writer of protobuf's wire format beside {@code
 *       org.verack.wire.codec}, and a codec for each of about forty messages. Unknown fields are
 *       passed over. Blocks and headers have other fields and other hashes (BLAKE2b with keys) than
 *       the types of this module, so they are types of their own; hashes are shown in the order of
 *       their bytes.
 *   <li><b>A handshake.</b> Both sides say version and verack without waiting for each other, then
 *       both say {@code ready}, which is awaited. {@link
 *       org.verack.wire.role.HandshakeScript.VerackOrder} has no such step yet. The network is a
 *       name within the version message, and who dialed itself is known by an id of 16 bytes for
 *       each process where the engine compares nonces.
 *   <li><b>Rules.</b> {@code invRelayBlock} and {@code invTransactions} instead of {@code inv},
 *       questions that are answered in order within their flow, 120 s of patience, a ping every two
 *       minutes: {@link org.verack.wire.role.PeerRules} and requests, as for the other families.
 * </ul>
 *
 * <p>Peers, queue, handlers, requests and the testkit's pipes see messages and roles, so they would
 * stay as they are.
 */
@NullMarked
package org.verack.wire.kaspa;

import org.jspecify.annotations.NullMarked;
