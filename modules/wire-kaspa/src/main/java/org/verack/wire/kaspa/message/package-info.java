/** The messages of Kaspa that Bitcoin does not have, or has in another form. */
@NullMarked
package org.verack.wire.kaspa.message;

import org.jspecify.annotations.NullMarked;
