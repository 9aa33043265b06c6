/**
 * The networks of Kaspa, as kaspad 0.6 spoke on them: {@link org.verack.wire.kaspa.KaspaNetworks}.
 */
@NullMarked
package org.verack.wire.kaspa;

import org.jspecify.annotations.NullMarked;
