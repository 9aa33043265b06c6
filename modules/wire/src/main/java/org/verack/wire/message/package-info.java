/**
 * The messages of the Bitcoin network: one immutable type each, named as the protocol names it.
 *
 * {@snippet :
 * GetData question = GetData.of(InventoryVector.witnessBlock(hash), InventoryVector.tx(Hash.ZERO));
 * Bytes payload = network.encode(question, format).payload();
 * assert network.messages().decode("getdata", payload, format).equals(question);
 *
 * peer.on(Inv.class, (from, inv) -> System.out.println(from + " has " + inv.items()));
 * peer.send(question); // waits while the peer's queue is full
 * }
 *
 * <p>Each type has a constant {@code TYPE} with its command, codec and limits. {@code block} and
 * {@code tx} are {@link org.verack.wire.chain.Block} and {@link org.verack.wire.chain.Transaction}
 * themselves. Count limits belong to the codecs: a message over a limit can be made, but neither
 * read nor written.
 *
 * <p>All messages are immutable, equal by value and safe for use from any thread; the long ones
 * ({@link org.verack.wire.message.Inv}, {@link org.verack.wire.message.Headers}, …) are views over
 * the bytes in which they came. They print as one line that is safe to log. Nothing blocks.
 * Constructors throw {@link java.lang.IllegalArgumentException} for what no layout could hold; to
 * write a message that the protocol does not allow is an {@link org.verack.wire.EncodeException},
 * to read one a {@link org.verack.wire.PayloadException} or, where Bitcoin Core disconnects, a
 * {@link org.verack.wire.ViolationException}.
 *
 * <table>
 * <caption>The messages, and where they come from</caption>
 * <tr><th>about</th><th>messages</th></tr>
 * <tr><td>the handshake</td><td>{@link org.verack.wire.message.Version}, {@link
 *     org.verack.wire.message.Verack}, {@link org.verack.wire.message.WtxidRelay} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>), {@link
 *     org.verack.wire.message.SendAddrV2} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>), {@link
 *     org.verack.wire.message.SendTxRcncl} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0330.mediawiki">BIP 330</a>), {@link
 *     org.verack.wire.message.Feature} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0434.md">BIP 434</a>)</td></tr>
 * <tr><td>how to be served</td><td>{@link org.verack.wire.message.SendHeaders} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0130.mediawiki">BIP 130</a>), {@link
 *     org.verack.wire.message.SendCmpct} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>), {@link
 *     org.verack.wire.message.FeeFilter} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0133.mediawiki">BIP 133</a>)</td></tr>
 * <tr><td>life</td><td>{@link org.verack.wire.message.Ping}, {@link
 *     org.verack.wire.message.Pong} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0031.mediawiki">BIP 31</a>), {@link
 *     org.verack.wire.message.Reject} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0061.mediawiki">BIP 61</a>)</td></tr>
 * <tr><td>inventory</td><td>{@link org.verack.wire.message.Inv}, {@link
 *     org.verack.wire.message.GetData}, {@link org.verack.wire.message.NotFound}, {@link
 *     org.verack.wire.message.MemPool} (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0035.mediawiki">BIP 35</a>)</td></tr>
 * <tr><td>the chain</td><td>{@link org.verack.wire.message.GetHeaders}, {@link
 *     org.verack.wire.message.Headers}, {@link org.verack.wire.message.GetBlocks}</td></tr>
 * <tr><td>compact blocks (BIP 152)</td><td>{@link org.verack.wire.message.CmpctBlock}, {@link
 *     org.verack.wire.message.GetBlockTxn}, {@link org.verack.wire.message.BlockTxn}</td></tr>
 * <tr><td>addresses</td><td>{@link org.verack.wire.message.GetAddr}, {@link
 *     org.verack.wire.message.Addr}, {@link org.verack.wire.message.AddrV2} (BIP 155)</td></tr>
 * <tr><td>bloom filters (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP
 *     37</a>)</td><td>{@link org.verack.wire.message.FilterLoad}, {@link
 *     org.verack.wire.message.FilterAdd}, {@link org.verack.wire.message.FilterClear}, {@link
 *     org.verack.wire.message.MerkleBlock}</td></tr>
 * <tr><td>compact filters (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP
 *     157</a>)</td><td>{@link org.verack.wire.message.GetCFilters}, {@link
 *     org.verack.wire.message.CFilter}, {@link org.verack.wire.message.GetCFHeaders}, {@link
 *     org.verack.wire.message.CFHeaders}, {@link org.verack.wire.message.GetCFCheckpt}, {@link
 *     org.verack.wire.message.CFCheckpt}</td></tr>
 * </table>
 */
@NullMarked
package org.verack.wire.message;

import org.jspecify.annotations.NullMarked;
