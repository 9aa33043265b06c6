/** What the codecs of Decred's messages share. Not exported. */
@NullMarked
package org.verack.wire.decred.codec;

import org.jspecify.annotations.NullMarked;
