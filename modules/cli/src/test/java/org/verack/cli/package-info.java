/** Tests of the verack command: it runs in this process, against nodes of this process. */
@NullMarked
package org.verack.cli;

import org.jspecify.annotations.NullMarked;
