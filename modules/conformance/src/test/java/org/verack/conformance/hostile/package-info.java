/**
 * Remotes that mean harm: a catalogue of attacks, each carried out against a peer that listens and
 * one that dials, in plain and encrypted, while an honest peer is connected and must not notice.
 */
@NullMarked
package org.verack.conformance.hostile;

import org.jspecify.annotations.NullMarked;
