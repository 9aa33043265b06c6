/** What was measured, in files, and the page with charts that is made of them. */
@NullMarked
package org.verack.benchmarks.results;

import org.jspecify.annotations.NullMarked;
