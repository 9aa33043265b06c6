package org.verack.wire.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.verack.wire.Hash;

/**
 * Makes block locators: hashes from the tip back to the first block, dense at first and then ever
 * wider apart, so that two nodes find where their chains part with a few dozen hashes.
 *
 * {@snippet :
 * assert Locator.heights(100)
 *     .equals(List.of(100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 89, 85, 77, 61, 29, 0));
 * assert Locator.heights(1_000_000).size() < 32; // far below the 101 that Bitcoin Core takes
 *
 * List<Hash> locator = Locator.of(hashes::get, 30);
 * assert locator.getFirst().equals(hash) && locator.getLast().equals(network.genesisHash());
 * }
 */
public final class Locator {

  private static final int DENSE = 10;

  private Locator() {}

  /**
   * Makes the locator of a chain: its ten newest blocks, then one with every doubling of the
   * distance, and the first block.
   *
   * @param hashAtHeight gives the hash of the block at a height
   * @param tipHeight the height of the newest block
   * @return the hashes, the newest first; 42 at most
   * @throws IllegalArgumentException if the height is negative
   */
  public static List<Hash> of(IntFunction<Hash> hashAtHeight, int tipHeight) {
    return heights(tipHeight).stream().map(hashAtHeight::apply).toList();
  }

  /**
   * Returns the heights of a locator, for callers that fetch the hashes in their own way.
   *
   * @param tipHeight the height of the newest block
   * @return the heights, falling, the last 0
   * @throws IllegalArgumentException if the height is negative
   */
  public static List<Integer> heights(int tipHeight) {
    if (tipHeight < 0) {
      throw new IllegalArgumentException("height " + tipHeight);
    }
    List<Integer> heights = new ArrayList<>();
    int height = tipHeight;
    int step = 1;
    while (height > 0) {
      heights.add(height);
      if (heights.size() >= DENSE) {
        step = Math.min(step, Integer.MAX_VALUE / 2) * 2;
      }
      height -= step;
    }
    heights.add(0);
    return List.copyOf(heights);
  }
}
