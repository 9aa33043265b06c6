package org.verack.wire.decred.chain;

import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.PayloadReader;

/**
 * One pass over a serialised transaction that checks its whole structure and remembers the places
 * from which everything else is found. It creates nothing.
 *
 * <p>The limits are dcrd's.
 */
final class TxScan {

  /** Four bytes of version and type, and a count of no witnesses. */
  static final int MIN_SIZE = 5;

  static final int MAX_INPUTS = 780_336;
  static final int MAX_OUTPUTS = 3_728_271;
  static final int MAX_SCRIPT = 1 << 25;

  static final int PREFIX_INPUT = OutPoint.SIZE + 4;
  static final int MIN_OUTPUT = 8 + 2 + 1;
  static final int MIN_WITNESS = 8 + 4 + 4 + 1;

  Serialization type = Serialization.FULL;

  /** Where the count of outputs is, from the start of the payload; 0 without a prefix. */
  int outputsAt;

  /** Where the count of witnesses is; the end if there are none. */
  int witnessAt;

  void scan(PayloadReader in) throws PayloadException {
    in.skip(2, "transaction version");
    int at = in.offset();
    int code = in.readU16("serialization type");
    type =
        switch (code) {
          case 0 -> Serialization.FULL;
          case 1 -> Serialization.NO_WITNESS;
          case 2 -> Serialization.ONLY_WITNESS;
          default ->
              throw new PayloadException(
                  WireFault.BAD_VALUE, "serialization type " + code + " is not 0, 1 or 2", at);
        };
    outputsAt = 0;
    int inputs = type.hasPrefix() ? scanPrefix(in) : -1;
    witnessAt = in.offset();
    if (type.hasWitness()) {
      scanWitness(in, inputs);
    }
  }

  private int scanPrefix(PayloadReader in) throws PayloadException {
    int inputs = in.readCount("inputs", MAX_INPUTS, PREFIX_INPUT);
    in.skip(inputs * PREFIX_INPUT, "inputs");
    outputsAt = in.offset();
    int outputs = in.readCount("outputs", MAX_OUTPUTS, MIN_OUTPUT);
    for (int i = 0; i < outputs; i++) {
      in.skip(8 + 2, "value and script version");
      in.skipVarBytes("output script", MAX_SCRIPT);
    }
    in.skip(4, "lock time");
    in.skip(4, "expiry");
    return inputs;
  }

  private static void scanWitness(PayloadReader in, int inputs) throws PayloadException {
    int at = in.offset();
    int count = in.readCount("witnesses", MAX_INPUTS, MIN_WITNESS);
    if (inputs >= 0 && count != inputs) {
      throw new PayloadException(
          WireFault.BAD_WITNESS, count + " witnesses for " + inputs + " inputs", at);
    }
    for (int i = 0; i < count; i++) {
      in.skip(8 + 4 + 4, "value, block height and block index");
      in.skipVarBytes("signature script", MAX_SCRIPT);
    }
  }
}
