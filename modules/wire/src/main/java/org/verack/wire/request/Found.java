package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;

/**
 * The answer to a request for several things by their hashes.
 *
 * {@snippet :
 * Found<Block> answer = new Found<>(List.of(block), List.of(hashes.get(3)));
 * String next =
 *     switch (answer) {
 *       case Found<Block>(var found, var missing) when missing.isEmpty() -> "all is here";
 *       case Found<Block>(var found, var missing) -> "ask another peer for " + missing.size();
 *     };
 * assert next.equals("ask another peer for 1");
 * }
 *
 * @param <T> what was asked for
 * @param found what came, in the order in which it was asked for
 * @param missing the hashes of what the peer does not have or does not give, in that order
 */
public record Found<T>(List<T> found, List<Hash> missing) {

  /** Copies the lists. */
  public Found {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }
}
