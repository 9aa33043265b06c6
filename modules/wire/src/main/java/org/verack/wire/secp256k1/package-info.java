/**
 * The arithmetic of secp256k1 that BIP 324 needs: ElligatorSwift and x-only ECDH. Not exported, but
 * to the testkit.
 *
 * <p><b>What it promises.</b> What touches a secret key, that is {@link
 * org.verack.wire.secp256k1.Scalar}, {@link org.verack.wire.secp256k1.Accumulator} and what they
 * use of {@link org.verack.wire.secp256k1.FieldElement}, executes the same operations and reads the
 * same memory whatever the key: no branch and no index depends on it, tables are read whole and
 * selected from by masks, the formulas for adding points have no special cases, and an inverse is a
 * power. What it computes with is overwritten afterwards.
 *
 * <p><b>What it does not.</b> Nobody promises how a JVM translates this, that a multiplication
 * takes the same time for all operands, or that the garbage collector has not copied an array
 * before it was overwritten. ElligatorSwift itself works on what is about to be published or has
 * been received, and takes a time that depends on it. Every connection has a key of its own, used
 * for one multiplication with one point of the remote, so a remote cannot measure the same key
 * twice; an observer who shares the machine's caches is not defended against.
 */
@NullMarked
package org.verack.wire.secp256k1;

import org.jspecify.annotations.NullMarked;
