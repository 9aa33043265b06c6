/**
 * The peer-to-peer protocol of Bitcoin as values: messages, codecs, networks, requests and
 * transports, with no threads, sockets, clock or logging.
 *
 * <p>Start at {@link org.verack.wire.Networks} and {@link org.verack.wire.message}. The packages:
 *
 * <ul>
 *   <li>{@link org.verack.wire}: what everything else is made of: {@code Message}, {@code Network},
 *       {@code Hash}, {@code Bytes}, {@code WireException};
 *   <li>{@link org.verack.wire.chain}: blocks, headers and transactions, as views over their bytes;
 *   <li>{@link org.verack.wire.message}: one immutable type per protocol message;
 *   <li>{@link org.verack.wire.address}: network addresses of all kinds;
 *   <li>{@link org.verack.wire.codec}: what a custom message is written against;
 *   <li>{@link org.verack.wire.compact}: compact blocks, made and taken apart;
 *   <li>{@link org.verack.wire.filter}: bloom filters and block filters;
 *   <li>{@link org.verack.wire.role}: what the connection engine sees of a family of networks;
 *   <li>{@link org.verack.wire.request}: questions to a peer, as pure state machines;
 *   <li>{@link org.verack.wire.transport}: bytes to frames and back.
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
