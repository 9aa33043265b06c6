/**
 * Questions to an LBRY peer, see {@link org.verack.wire.lbry.request.LbryRequests}. A ping is asked
 * with {@link org.verack.wire.request.Requests#ping()}.
 */
@NullMarked
package org.verack.wire.lbry.request;

import org.jspecify.annotations.NullMarked;
