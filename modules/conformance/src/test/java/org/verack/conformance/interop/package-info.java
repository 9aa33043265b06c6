/** Verack against implementations that it did not write. */
package org.verack.conformance.interop;
