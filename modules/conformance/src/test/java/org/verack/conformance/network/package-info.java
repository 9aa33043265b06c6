/** What there is for which network. */
package org.verack.conformance.network;
