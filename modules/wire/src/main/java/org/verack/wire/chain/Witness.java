package org.verack.wire.chain;

import java.util.List;
import org.verack.wire.Bytes;

/**
 * The witness of one input: a stack of byte strings (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0141.mediawiki">BIP 141</a>).
 *
 * {@snippet :
 * Witness witness = transaction.inputs().getFirst().witness();
 * Bytes script = witness.items().getLast(); // the top of the stack; below it, what satisfies it
 *
 * assert witness.items().size() == 3 && script.toHex().equals("6d51");
 * assert block.transaction(1).inputs().getFirst().witness().equals(Witness.EMPTY);
 * }
 *
 * @param items from the bottom of the stack to its top
 */
public record Witness(List<Bytes> items) {

  /** No witness. */
  public static final Witness EMPTY = new Witness(List.of());

  /** Copies the list. */
  public Witness {
    items = List.copyOf(items);
  }

  /**
   * Makes a witness.
   *
   * @param items the stack
   * @return the witness
   */
  public static Witness of(Bytes... items) {
    return new Witness(List.of(items));
  }

  /**
   * Tells whether the stack has no items.
   *
   * @return whether it is empty
   */
  public boolean isEmpty() {
    return items.isEmpty();
  }
}
