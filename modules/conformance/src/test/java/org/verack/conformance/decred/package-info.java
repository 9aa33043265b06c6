/**
 * The Decred family against bytes that dcrd has produced, and through the engine that serves every
 * family.
 */
package org.verack.conformance.decred;
