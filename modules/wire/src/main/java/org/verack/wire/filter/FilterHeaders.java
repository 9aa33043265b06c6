package org.verack.wire.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.verack.wire.Hash;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;

/**
 * A piece of the chain of filter headers, each of which commits to one filter and to the header
 * before (<a href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>):
 * what a {@link CFHeaders} amounts to.
 *
 * <p>No header of a block commits to filters. A client asks several nodes; as long as one of them
 * is honest, it notices where another lies: at the first header in which they differ.
 *
 * {@snippet :
 * FilterHeaders theirs = peer.request(Requests.filterHeaders(1, 30, hash), Duration.ofMinutes(1));
 * assert theirs.connectsTo(theirs.previous()) && theirs.last().equals(theirs.at(30));
 *
 * // Another node says something else of height 20 and what comes behind it.
 * List<Hash> changed = new ArrayList<>(theirs.headers());
 * changed.subList(19, 30).replaceAll(header -> Hash.sha256d(header, header));
 * FilterHeaders others = new FilterHeaders(1, theirs.previous(), changed);
 * assert theirs.firstDifference(others).getAsLong() == 20; // fetch that block, and see who lies
 * }
 *
 * @param startHeight the height of the first block, 0 to 2^32 - 1
 * @param previous the filter header of the block before the first
 * @param headers the filter headers, by height
 */
public record FilterHeaders(long startHeight, Hash previous, List<Hash> headers) {

  /**
   * Checks the height and copies the list.
   *
   * @throws IllegalArgumentException if the height is out of range
   */
  public FilterHeaders {
    if (startHeight >>> 32 != 0) {
      throw new IllegalArgumentException("height " + startHeight + " is not 0 to 4294967295");
    }
    headers = List.copyOf(headers);
  }

  /**
   * Computes a filter header.
   *
   * @param filterHash the hash of the filter
   * @param previousHeader the filter header of the block before; {@link Hash#ZERO} for the first
   * @return double SHA-256 of both
   */
  public static Hash header(Hash filterHash, Hash previousHeader) {
    return Hash.sha256d(filterHash, previousHeader);
  }

  /**
   * Computes the filter headers that an answer amounts to.
   *
   * @param answer the answer
   * @param startHeight the height that was asked for
   * @return its filter headers
   */
  public static FilterHeaders of(CFHeaders answer, long startHeight) {
    List<Hash> headers = new ArrayList<>(answer.filterHashes().size());
    Hash last = answer.previousHeader();
    for (Hash filterHash : answer.filterHashes()) {
      last = header(filterHash, last);
      headers.add(last);
    }
    return new FilterHeaders(startHeight, answer.previousHeader(), headers);
  }

  /**
   * Returns the filter header of the last block.
   *
   * @return the header; {@link #previous()} if there are no blocks
   */
  public Hash last() {
    return headers.isEmpty() ? previous : headers.get(headers.size() - 1);
  }

  /**
   * Tells whether the piece continues a chain.
   *
   * @param header the filter header of the last known block; {@link Hash#ZERO} before the first
   * @return whether the piece builds on it
   */
  public boolean connectsTo(Hash header) {
    return previous.equals(header);
  }

  /**
   * Returns what is said of a height.
   *
   * @param height the height of one of the blocks, or of the block before the first
   * @return the filter header
   * @throws IndexOutOfBoundsException if the height is another
   */
  public Hash at(long height) {
    if (height == startHeight - 1) {
      return previous;
    }
    if (height < startHeight || height - startHeight >= headers.size()) {
      throw new IndexOutOfBoundsException("height " + height);
    }
    return headers.get((int) (height - startHeight));
  }

  /**
   * Compares the piece with checkpoints: with each whose height is that of one of the blocks or of
   * the block before the first.
   *
   * @param checkpoints the filter headers at heights 1000, 2000, …
   * @return the lowest height at which they differ; empty if they agree wherever they can be
   *     compared. All headers from the last one that agrees up to the one that differs may be wrong
   */
  public OptionalLong firstDifference(CFCheckpt checkpoints) {
    int interval = CFCheckpt.INTERVAL;
    long first = Math.max((startHeight - 1 + interval - 1) / interval, 1);
    for (long i = first; i <= checkpoints.filterHeaders().size(); i++) {
      long height = i * interval;
      if (height - startHeight >= headers.size()) {
        break;
      }
      if (!at(height).equals(checkpoints.filterHeaders().get((int) i - 1))) {
        return OptionalLong.of(height);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Compares the piece with what another node says.
   *
   * @param other another piece, from any height on
   * @return the lowest height at which they differ, which may be that before the first block; empty
   *     if they agree wherever both have a header. Who is wrong, the filter of that height tells
   */
  public OptionalLong firstDifference(FilterHeaders other) {
    long from = Math.max(startHeight, other.startHeight) - 1;
    long end = Math.min(startHeight + headers.size(), other.startHeight + other.headers.size());
    for (long height = from; height < end; height++) {
      if (!at(height).equals(other.at(height))) {
        return OptionalLong.of(height);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Tells whether a filter is the one that these headers commit to.
   *
   * @param height the height of one of the blocks
   * @param filter what a node gave as the filter of that block
   * @return whether it is
   * @throws IndexOutOfBoundsException if the height is not that of one of the blocks
   */
  public boolean commitsTo(long height, BlockFilter filter) {
    if (height < startHeight) {
      throw new IndexOutOfBoundsException("height " + height);
    }
    return at(height).equals(filter.header(at(height - 1)));
  }
}
