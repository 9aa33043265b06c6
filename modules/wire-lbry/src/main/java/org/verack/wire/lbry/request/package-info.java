/**
 * Questions to an LBRY peer, see {@link org.verack.wire.lbry.request.LbryRequests}. A ping is asked
 * with {@link org.verack.wire.request.Requests#ping()}.
 *
 * {@snippet :
 * var question = LbryRequests.headers(List.of(network.genesisHash()));
 * assert peer.request(question, Duration.ofMinutes(1)).size() == chain.tipHeight();
 * assert peer.request(Requests.ping(), Duration.ofMinutes(1)) >= 0; // Bitcoin's serves here, too
 * }
 */
@NullMarked
package org.verack.wire.lbry.request;

import org.jspecify.annotations.NullMarked;
