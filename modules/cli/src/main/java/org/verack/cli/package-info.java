/** The verack command. */
@NullMarked
package org.verack.cli;

import org.jspecify.annotations.NullMarked;
