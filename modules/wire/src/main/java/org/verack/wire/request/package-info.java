/**
 * Questions to a peer, as pure state machines: what to send, and how the answers complete it.
 *
 * <p>{@code Peer.request} runs one, {@code Peer.stream} many one after the other with several in
 * flight. {@link org.verack.wire.request.Requests} has those of the Bitcoin protocol; a question of
 * one's own is a {@link org.verack.wire.request.Request} like them.
 *
 * {@snippet :
 * FoundBlocks answer =
 *     peer.request(Requests.blocks(hashes.subList(1, 11)), Duration.ofSeconds(60)); // blocks
 * assert answer.found().size() == 10 && answer.missing().isEmpty();
 * }
 *
 * <h2>When a request is complete</h2>
 *
 * <p>The <em>fence</em> is a ping that is sent behind the question. Peers answer in order, so when
 * its pong comes, no more will come for the question.
 *
 * <table>
 * <caption>What completes each request</caption>
 * <tr><th>request</th><th>asks</th><th>is answered by</th><th>the fence means</th><th>fails if</th>
 *     </tr>
 * <tr><td>headers</td><td>{@code getheaders}; one at a time</td>
 *     <td>{@code headers} that is empty or begins behind a block of the locator; another is an
 *     announcement</td>
 *     <td>nothing newer</td>
 *     <td>headers do not follow each other, or go on behind the stop</td></tr>
 * <tr><td>blocks, block</td><td>{@code getdata}</td>
 *     <td>all blocks, in any order, or {@code notfound} for them</td>
 *     <td>the others are missing</td>
 *     <td>transactions or witnesses of a block are not those that its header commits to</td></tr>
 * <tr><td>compact block</td><td>{@code getdata}, then {@code getblocktxn} for what is missing, then
 *     {@code getdata} for the whole block if short ids collide or the merkle root is wrong; a peer
 *     that has not offered compact blocks is asked for the whole block at once</td>
 *     <td>{@code cmpctblock} and {@code blocktxn}, or {@code block} in place of either, or {@code
 *     notfound}</td>
 *     <td>the peer does not have the block; behind {@code getblocktxn}: the whole block is asked
 *     for</td>
 *     <td>a compact block is invalid; a whole block is wrong</td></tr>
 * <tr><td>filtered blocks</td><td>{@code getdata}</td>
 *     <td>all {@code merkleblock} and all {@code tx} that they prove, or {@code notfound}</td>
 *     <td>the other blocks and transactions are missing</td>
 *     <td>the protocol version is below 70001, or from 70011 on the peer has no NODE_BLOOM; a proof
 *     is none</td></tr>
 * <tr><td>transactions</td><td>{@code getdata}</td>
 *     <td>all {@code tx}, in any order, or {@code notfound} for them</td>
 *     <td>the others are missing</td>
 *     <td>by wtxid: that was not agreed</td></tr>
 * <tr><td>addresses</td><td>{@code getaddr}; one at a time</td>
 *     <td>the first {@code addr} or {@code addrv2} with more than one address; those with one that
 *     come before it are kept, too</td>
 *     <td>what has come is all</td>
 *     <td>-</td></tr>
 * <tr><td>mempool</td><td>{@code mempool}; one at a time</td>
 *     <td>-</td>
 *     <td>what has come is all; if nothing has, the next transactions announced are the answer, up
 *     to the pong of another ping (Bitcoin Core answers behind the first one), and at the deadline
 *     there are none</td>
 *     <td>the protocol version is below 60002, or from 70011 on the peer has no NODE_BLOOM; there
 *     are more than some 500,000 entries</td></tr>
 * <tr><td>compact filters</td><td>{@code getcfilters}</td>
 *     <td>the {@code cfilter} of the last block</td>
 *     <td>the rest is missing</td>
 *     <td>the peer has no NODE_COMPACT_FILTERS; filters come out of order, are none, or not those
 *     that given filter headers commit to</td></tr>
 * <tr><td>filter headers, filter checkpoints</td><td>{@code getcfheaders}, {@code getcfcheckpt}
 *     </td><td>{@code cfheaders} or {@code cfcheckpt} with the same last block</td>
 *     <td>failure</td>
 *     <td>the peer has no NODE_COMPACT_FILTERS; there are not as many headers as heights</td></tr>
 * <tr><td>ping</td><td>{@code ping}</td><td>{@code pong} with the same nonce</td><td>-</td>
 *     <td>the protocol version is below 60001</td></tr>
 * </table>
 *
 * <h2>What holds for all</h2>
 *
 * <ul>
 *   <li>A message is offered to the exchanges in flight in the order in which they were begun, and
 *       belongs to the first that takes it. What none takes goes to the handlers. A {@code
 *       notfound} or {@code inv} that also concerns others is seen by all of them.
 *   <li>Requests that take turns wait for the one before of the same name, on the same connection.
 *   <li>What comes too late, up to the pong, for a request that was given up (its deadline passed,
 *       its thread was interrupted, its stream closed) or has failed answers no later request. It
 *       is dropped; but of requests that take turns it may be an announcement just as well, so it
 *       goes to the handlers.
 *   <li>A request whose remote cannot be asked fails before anything is sent, with a {@link
 *       org.verack.wire.request.RequestException}; so does one whose answer is wrong. The
 *       connection stays.
 *   <li>The messages of an answer are together no larger than {@link
 *       org.verack.wire.request.Request#maxBytes()}.
 *   <li>Where the protocol version in force has no pongs there is no fence: silence lasts until the
 *       deadline, and what comes too late cannot be told from the answer to the next request.
 *   <li>Requests and their answers are immutable and safe for use from any thread. An exchange
 *       belongs to the engine, which calls it from one thread at a time. Nothing in this package
 *       blocks: it is {@code Peer.request} that waits.
 * </ul>
 */
@NullMarked
package org.verack.wire.request;

import org.jspecify.annotations.NullMarked;
