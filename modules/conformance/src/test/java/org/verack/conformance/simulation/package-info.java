/** Many nodes and peers in one process, in virtual time. */
package org.verack.conformance.simulation;
