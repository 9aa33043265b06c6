/**
 * The keys and ciphers of BIP 324, over those of the JDK. Not exported, but to the testkit.
 *
 * <p>Keys are overwritten as soon as they are not needed any more: those of the key schedule when
 * the ciphers have them, those of the ciphers when the next one is there or the connection is over.
 * Copies that the JDK's ciphers and the garbage collector make are out of reach; the few ciphers of
 * the JDK that connections share keep the last key each was used with until it is used again.
 */
@NullMarked
package org.verack.wire.bip324;

import org.jspecify.annotations.NullMarked;
