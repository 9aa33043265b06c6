/**
 * Questions to a Decred peer, see {@link org.verack.wire.decred.request.DecredRequests}. A ping is
 * asked with {@link org.verack.wire.request.Requests#ping()}.
 *
 * {@snippet :
 * var question = DecredRequests.headers(List.of(network.genesisHash()));
 * assert peer.request(question, Duration.ofMinutes(1)).size() == chain.tipHeight();
 * assert peer.request(Requests.ping(), Duration.ofMinutes(1)) >= 0; // Bitcoin's serves here, too
 * }
 */
@NullMarked
package org.verack.wire.decred.request;

import org.jspecify.annotations.NullMarked;
