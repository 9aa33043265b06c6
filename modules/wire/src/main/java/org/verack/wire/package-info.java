/**
 * The foundation: what a message is, what a network is, and the values that everything else is made
 * of.
 *
 * {@snippet :
 * Network network = Networks.SIGNET;
 * EncodedMessage ping = network.encode(new Ping(7), WireFormat.witness(70016));
 * assert ping.header().toHex().startsWith("0a03cf40" + "70696e67"); // the magic, then "ping"
 * assert ping.payload().equals(Bytes.ofHex("0700000000000000"));
 * }
 *
 * <ul>
 *   <li>{@link org.verack.wire.Message}, with {@link org.verack.wire.MessageType} and {@link
 *       org.verack.wire.MessageSet}: what travels, and how a network knows it; {@link
 *       org.verack.wire.UnknownMessage} is what it does not know.
 *   <li>{@link org.verack.wire.Network} and {@link org.verack.wire.Networks}: a network as data,
 *       and Bitcoin's.
 *   <li>{@link org.verack.wire.Hash}, {@link org.verack.wire.Bytes}, {@link
 *       org.verack.wire.ServiceFlags}: the small values.
 *   <li>{@link org.verack.wire.WireException} and {@link org.verack.wire.WireFault}: what can be
 *       wrong with bytes of a remote; {@link org.verack.wire.EncodeException}: with a message of
 *       ours.
 *   <li>{@link org.verack.wire.Dump} and {@link org.verack.wire.RemoteText}: showing all this to
 *       people.
 * </ul>
 *
 * <p>The types here are immutable and safe for use from any thread, unless they say otherwise
 * ({@link org.verack.wire.Sha256}, builders). Nothing blocks.
 */
@NullMarked
package org.verack.wire;

import org.jspecify.annotations.NullMarked;
