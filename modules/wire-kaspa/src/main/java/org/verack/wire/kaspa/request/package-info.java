/**
 * Questions to a Kaspa peer, see {@link org.verack.wire.kaspa.request.KaspaRequests}. A ping is
 * asked with {@link org.verack.wire.request.Requests#ping()}.
 */
@NullMarked
package org.verack.wire.kaspa.request;

import org.jspecify.annotations.NullMarked;
