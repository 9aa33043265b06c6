/** Addresses of nodes on all the networks that peers tell each other about (BIP 155). */
@NullMarked
package org.verack.wire.address;

import org.jspecify.annotations.NullMarked;
