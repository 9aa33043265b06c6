package org.verack.wire.kaspa.chain;

import org.verack.wire.PayloadException;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.kaspa.KaspaLimits;

/**
 * One pass over a serialised transaction that checks its whole structure and remembers the places
 * from which everything else is found.
 *
 * <p>The limits are kaspad's; kaspad has none for the payload, here it is what remains.
 */
final class TxScan {

  /** Version, no inputs, no outputs, lock time, subnetwork. */
  static final int MIN_SIZE = 4 + 1 + 1 + 8 + SubnetworkId.LENGTH;

  static final int MAX_INPUTS = 818_401;
  static final int MAX_OUTPUTS = 3_728_271;
  private static final int MIN_INPUT = OutPoint.SIZE + 1 + 8;
  private static final int MIN_OUTPUT = 8 + 1;

  private static final int NATIVE = 0;
  private static final int BUILT_IN = 1;
  private static final int OTHER = 2;

  /** Where the count of outputs is, from the start of the payload. */
  int outputsAt;

  /** Where the lock time is. */
  int lockTimeAt;

  /** Where the length of the payload is; 0 for a native transaction. */
  int payloadAt;

  /** Whether it may be written: what the network itself gives a meaning must have no gas. */
  boolean writable;

  void scan(PayloadReader in) throws PayloadException {
    in.skip(4, "transaction version");
    int inputs = in.readCount("inputs", MAX_INPUTS, MIN_INPUT);
    for (int i = 0; i < inputs; i++) {
      in.skip(OutPoint.SIZE, "previous output");
      in.skipVarBytes("signature script", KaspaLimits.PAYLOAD);
      in.skip(8, "sequence");
    }
    outputsAt = in.offset();
    int outputs = in.readCount("outputs", MAX_OUTPUTS, MIN_OUTPUT);
    for (int i = 0; i < outputs; i++) {
      in.skip(8, "value");
      in.skipVarBytes("output script", KaspaLimits.PAYLOAD);
    }
    lockTimeAt = in.offset();
    in.skip(8, "lock time");
    int kind = kind(in);
    payloadAt = 0;
    writable = true;
    if (kind != NATIVE) {
      long gas = in.readI64("gas");
      writable = kind == OTHER || gas == 0;
      in.skip(32, "payload hash");
      payloadAt = in.offset();
      in.skipVarBytes("payload", KaspaLimits.PAYLOAD);
    }
  }

  /** Looks at the id of the subnetwork without making an object of it. */
  private static int kind(PayloadReader in) throws PayloadException {
    in.require(SubnetworkId.LENGTH, "subnetwork id");
    int first = in.readU8("subnetwork id");
    long rest = in.readU16("subnetwork id") | in.readU8("subnetwork id");
    for (int i = 0; i < 2; i++) {
      rest |= in.readI64("subnetwork id");
    }
    if (rest != 0 || first > 2) {
      return OTHER;
    }
    return first == 0 ? NATIVE : BUILT_IN;
  }
}
