/**
 * Questions to a Decred peer, see {@link org.verack.wire.decred.request.DecredRequests}. A ping is
 * asked with {@link org.verack.wire.request.Requests#ping()}.
 */
@NullMarked
package org.verack.wire.decred.request;

import org.jspecify.annotations.NullMarked;
