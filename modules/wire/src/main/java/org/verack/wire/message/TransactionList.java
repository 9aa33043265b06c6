package org.verack.wire.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TransactionScanner;
import org.verack.wire.codec.PayloadReader;

/**
 * An immutable list over checked transactions as they came, one behind the other. The objects are
 * made when someone asks: the shortest transaction has ten bytes, and an object for it ten times as
 * many.
 */
final class TransactionList extends AbstractList<Transaction> implements RandomAccess {

  private final Bytes bytes;
  // Never changed. One more than there are transactions.
  private final int[] starts;
  private final boolean read;
  private final boolean anyWitness;

  private TransactionList(Bytes bytes, int[] starts, boolean read, boolean anyWitness) {
    this.bytes = bytes;
    this.starts = starts;
    this.read = read;
    this.anyWitness = anyWitness;
  }

  /** Reads as many transactions as are said to be there. */
  static TransactionList read(PayloadReader in, int count, boolean witness)
      throws PayloadException {
    int from = in.offset();
    int[] starts = new int[count + 1];
    TransactionScanner scanner = new TransactionScanner();
    boolean anyWitness = false;
    for (int i = 0; i < count; i++) {
      anyWitness |= scanner.skip(in, witness);
      starts[i + 1] = in.offset() - from;
    }
    return new TransactionList(in.since(from), starts, witness, anyWitness);
  }

  /** Makes a list immutable, without copying one that is. */
  static List<Transaction> copyOf(List<Transaction> transactions) {
    return transactions instanceof TransactionList ? transactions : List.copyOf(transactions);
  }

  /** Tells whether {@link #bytes()} are the transactions in a format. */
  boolean writableAsIs(WireFormat format) {
    return format.witness() || !anyWitness;
  }

  Bytes bytes() {
    return bytes;
  }

  @Override
  public Transaction get(int index) {
    int start = starts[Objects.checkIndex(index, size())];
    Bytes slice = bytes.slice(start, starts[index + 1] - start);
    try {
      return Transaction.read(PayloadReader.over(slice), read);
    } catch (PayloadException e) {
      throw new AssertionError("a transaction that was checked does not decode", e);
    }
  }

  @Override
  public int size() {
    return starts.length - 1;
  }
}
