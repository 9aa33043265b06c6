/** Small whole programs, each in a file of its own. {@code ./verack example} lists them. */
@NullMarked
package org.verack.examples;

import org.jspecify.annotations.NullMarked;
