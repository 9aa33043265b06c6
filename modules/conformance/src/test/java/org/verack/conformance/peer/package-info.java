/**
 * How a peer behaves, seen from the other end of its line, in virtual time.
 *
 * <p>Ids such as P034 in names are those of the numbered statements about btcd's peer; "Core" names
 * what Bitcoin Core does.
 */
package org.verack.conformance.peer;
