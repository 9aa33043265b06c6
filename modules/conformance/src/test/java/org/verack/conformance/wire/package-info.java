/**
 * The wire module against bytes that other implementations have produced.
 *
 * <p>The reference is btcd's wire package. Where it follows a policy of its own that Bitcoin Core
 * or a BIP contradicts, the test that meets it says so.
 */
package org.verack.conformance.wire;
