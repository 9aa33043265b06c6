/** The rules of the build: what the code of a module may contain, and what users may copy. */
package org.verack.conformance.build;
