/** The networks of LBRY, as lbcd speaks on them: {@link org.verack.wire.lbry.LbryNetworks}. */
@NullMarked
package org.verack.wire.lbry;

import org.jspecify.annotations.NullMarked;
