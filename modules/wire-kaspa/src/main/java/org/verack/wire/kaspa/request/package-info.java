/**
 * Questions to a Kaspa peer, see {@link org.verack.wire.kaspa.request.KaspaRequests}. A ping is
 * asked with {@link org.verack.wire.request.Requests#ping()}.
 *
 * {@snippet :
 * assert peer.request(KaspaRequests.selectedTip(), Duration.ofMinutes(1)).equals(hash);
 * assert peer.request(Requests.ping(), Duration.ofMinutes(1)) >= 0; // Bitcoin's serves here, too
 * }
 */
@NullMarked
package org.verack.wire.kaspa.request;

import org.jspecify.annotations.NullMarked;
