/** Kaspa: vectors, limits, and peers that speak with each other. */
package org.verack.conformance.kaspa;
