/** The messages of LBRY that Bitcoin does not have, or has with another header. */
@NullMarked
package org.verack.wire.lbry.message;

import org.jspecify.annotations.NullMarked;
