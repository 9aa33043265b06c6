package org.verack.wire.chain;

import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.PayloadReader;

/**
 * One pass over a serialised transaction that checks its whole structure and remembers the three
 * places from which everything else is found. It creates nothing.
 *
 * <p>The limits are reached only by bytes that lie about their counts.
 */
final class TxScan {

  static final int MIN_SIZE = 10;
  static final int MAX_INPUTS = 818_401;
  static final int MAX_OUTPUTS = 3_728_271;
  private static final int MIN_INPUT_SIZE = 41;
  private static final int MIN_OUTPUT_SIZE = 9;

  private final TransactionLimits limits;

  /**
   * Whether the marker and flag of <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a> are there.
   */
  boolean segwit;

  /** Whether they are there, although every witness is empty. */
  boolean superfluous;

  /** Where the count of outputs is, from the start of the payload. */
  int outputsAt;

  /** Where the witness begins; where the lock time is if there is no witness. */
  int witnessAt;

  TxScan(TransactionLimits limits) {
    this.limits = limits;
  }

  void scan(PayloadReader in, boolean witnessAllowed) throws PayloadException {
    in.skip(4, "transaction version");
    segwit = false;
    superfluous = false;
    int inputs = in.readCount("inputs", MAX_INPUTS, MIN_INPUT_SIZE);
    if (inputs == 0 && witnessAllowed) {
      int flag = in.readU8("witness flag");
      if (flag != 1) {
        throw new PayloadException(
            WireFault.BAD_WITNESS, "witness flag " + flag + " is not 1", in.offset() - 1);
      }
      segwit = true;
      inputs = in.readCount("inputs", MAX_INPUTS, MIN_INPUT_SIZE);
    }
    for (int i = 0; i < inputs; i++) {
      in.skip(OutPoint.SIZE, "previous output");
      in.skipVarBytes("signature script", limits.maxScript());
      in.skip(4, "sequence");
    }
    outputsAt = in.offset();
    int outputs = in.readCount("outputs", MAX_OUTPUTS, MIN_OUTPUT_SIZE);
    for (int i = 0; i < outputs; i++) {
      in.skip(8, "value");
      in.skipVarBytes("output script", limits.maxScript());
    }
    witnessAt = in.offset();
    if (segwit) {
      scanWitnesses(in, inputs);
    }
    in.skip(4, "lock time");
  }

  private void scanWitnesses(PayloadReader in, int inputs) throws PayloadException {
    boolean any = false;
    for (int i = 0; i < inputs; i++) {
      int items = in.readCount("witness items", limits.maxWitnessItems(), 1);
      any |= items > 0;
      for (int item = 0; item < items; item++) {
        in.skipVarBytes("witness item", limits.maxWitnessItem());
      }
    }
    superfluous = !any;
    if (superfluous && !limits.emptyWitnesses()) {
      throw new PayloadException(
          WireFault.BAD_WITNESS, "the witness flag is set but every witness is empty", witnessAt);
    }
  }
}
