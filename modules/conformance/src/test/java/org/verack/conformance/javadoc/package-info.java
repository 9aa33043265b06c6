/** The examples in the Javadoc of the published modules: that they are there, compile and hold. */
package org.verack.conformance.javadoc;
