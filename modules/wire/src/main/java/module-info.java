/**
 * The peer-to-peer protocol of Bitcoin as values and state machines: messages, blocks and
 * transactions, codecs, networks, requests, and both transports. It has no threads, sockets, clock
 * or log, so it is as much at home in a parser of captured traffic as below a node. Connections are
 * made of it in the module {@code org.verack.peer}.
 *
 * {@snippet :
 * Network network = Networks.MAINNET;
 * WireFormat format = WireFormat.witness(ProtocolVersion.LATEST);
 * List<Hash> locator = List.of(network.genesisHash());
 * Message question = new GetHeaders(ProtocolVersion.LATEST, locator, Hash.ZERO);
 * Bytes sent = network.encode(question, format).frame(); // what goes on the wire
 *
 * Frame received = V1Transport.read(network, sent);
 * String answer =
 *     switch (received.decode(network.messages(), format)) {
 *       case GetHeaders asked -> "headers behind " + asked.locator().getFirst();
 *       case GetData asked -> asked.size() + " things";
 *       case UnknownMessage unknown -> "nothing";
 *       default -> "nothing";
 *     };
 * assert answer.equals("headers behind " + network.genesisHash());
 * }
 *
 * <h2>Packages</h2>
 *
 * <table>
 * <caption>What is where</caption>
 * <tr><th>package</th><th>holds</th><th>begin at</th></tr>
 * <tr><td>{@link org.verack.wire}</td><td>what everything else is made of</td><td>{@link
 *     org.verack.wire.Networks}, {@link org.verack.wire.Message}, {@link org.verack.wire.Hash},
 *     {@link org.verack.wire.WireException}</td></tr>
 * <tr><td>{@link org.verack.wire.message}</td><td>one immutable type per protocol
 *     message</td><td>{@link org.verack.wire.message.Version}, {@link org.verack.wire.message.Inv},
 *     {@link org.verack.wire.message.GetData}</td></tr>
 * <tr><td>{@link org.verack.wire.chain}</td><td>blocks, headers and transactions, as views over
 *     their bytes</td><td>{@link org.verack.wire.chain.Block}, {@link
 *     org.verack.wire.chain.Transaction}</td></tr>
 * <tr><td>{@link org.verack.wire.request}</td><td>questions to a peer and what completes
 *     them</td><td>{@link org.verack.wire.request.Requests}</td></tr>
 * <tr><td>{@link org.verack.wire.address}</td><td>network addresses of all kinds</td><td>{@link
 *     org.verack.wire.address.NetworkAddress}</td></tr>
 * <tr><td>{@link org.verack.wire.compact}</td><td>compact blocks, made and taken
 *     apart</td><td>{@link org.verack.wire.compact.Reconstruction}</td></tr>
 * <tr><td>{@link org.verack.wire.filter}</td><td>bloom filters and block filters</td><td>{@link
 *     org.verack.wire.filter.BlockFilter}</td></tr>
 * <tr><td>{@link org.verack.wire.codec}</td><td>what a message of one's own is written
 *     against</td><td>{@link org.verack.wire.codec.PayloadCodec}</td></tr>
 * <tr><td>{@link org.verack.wire.transport}</td><td>bytes to frames and back, plain and
 *     encrypted</td><td>{@link org.verack.wire.transport.Transport}</td></tr>
 * <tr><td>{@link org.verack.wire.role}</td><td>what the connection engine sees of a family of
 *     networks</td><td>{@link org.verack.wire.role.HandshakeScript}</td></tr>
 * </table>
 *
 * <h2>Threads, blocking, errors</h2>
 *
 * <p>Values are immutable and safe for use from any thread; they may share the memory of what they
 * came in ({@link org.verack.wire.Bytes#detached()}). The few types with a state, such as readers,
 * writers, cursors, transports and exchanges, are for one thread at a time and say so. Nothing here
 * blocks, waits or does I/O; where bytes go somewhere, they go to a {@link
 * org.verack.wire.transport.WireSink} of the caller.
 *
 * <p>Bytes that are not what the protocol allows are a checked {@link
 * org.verack.wire.WireException}, in three kinds that end differently. A message that cannot be
 * sent is an {@link org.verack.wire.EncodeException}, other mistakes of the caller are an {@link
 * java.lang.IllegalArgumentException}; both are unchecked. Nothing is ever {@code null} unless it
 * is marked {@code @Nullable} (JSpecify). Counts and lengths are checked against their limits and
 * against the bytes that are there before anything is allocated.
 *
 * <p>Amounts are in satoshi, times on the wire in seconds since 1970, sizes in bytes; hashes print
 * as explorers show them, their bytes are in the order of the wire.
 *
 * <h2>Examples</h2>
 *
 * <p>The examples on these pages are compiled and run by the build. They use some names without
 * declaring them: {@code network}, the network for tests; {@code format}, how today's peers write;
 * {@code blocks}, {@code headers} and {@code hashes}, a chain of thirty blocks behind the first;
 * {@code block}, {@code header} and {@code hash}, its last one; {@code transaction}, one with
 * witnesses out of that; and {@code peer}, an {@code org.verack.peer.Peer} that is connected to a
 * node which serves the chain.
 *
 * <h2>Elsewhere</h2>
 *
 * <ul>
 *   <li><a href="https://github.com/verack/verack/blob/main/docs/guide.md">The guide</a>:
 *       connecting, handlers, requests, serving, messages of one's own.
 *   <li><a href="https://github.com/verack/verack/blob/main/docs/own-network.md">Bring your own
 *       network</a>, and <a href="https://github.com/verack/verack/blob/main/docs/networks.md">what
 *       each network has</a>.
 *   <li><a href="https://github.com/verack/verack/blob/main/docs/policies.md">Policies</a>: where
 *       Bitcoin Core and btcd differ.
 * </ul>
 */
@SuppressWarnings("module") // org.verack.peer.testkit is compiled after this
module org.verack.wire {
  requires static transitive org.jspecify;

  exports org.verack.wire;
  exports org.verack.wire.address;
  exports org.verack.wire.chain;
  exports org.verack.wire.codec;
  exports org.verack.wire.compact;
  exports org.verack.wire.filter;
  exports org.verack.wire.message;
  exports org.verack.wire.request;
  exports org.verack.wire.role;
  exports org.verack.wire.transport;

  // For a remote that breaks the rules of the encrypted transport.
  exports org.verack.wire.bip324 to
      org.verack.peer.testkit;
  exports org.verack.wire.secp256k1 to
      org.verack.peer.testkit;
}
