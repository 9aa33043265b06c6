package org.verack.wire.message;

import java.util.List;

/**
 * How many gossiped addresses are taken from one peer, so that it cannot flood an address book.
 *
 * <p>The numbers are Bitcoin Core's: one address to begin with, one more every ten seconds, never
 * more than 1,000 saved up; and 1,000 more when we asked for some. Addresses over the allowance are
 * to be dropped in silence, because honest peers go over it, too.
 *
 * <p>Not safe for use by several threads at once; keep one for each peer and use it in the peer's
 * handlers, which run one at a time.
 *
 * {@snippet :
 * AddressAllowance allowance = new AddressAllowance(0);
 * List<String> told = Collections.nCopies(1_500, "an address"); // entries of an addr, say
 * long minute = Duration.ofMinutes(1).toNanos();
 *
 * assert allowance.admit(told, 0).size() == 1;
 * assert allowance.admit(told, minute).size() == 6; // one every ten seconds
 * allowance.asked(); // we have sent getaddr
 * assert allowance.admit(told, minute).size() == 1_000;
 * }
 */
public final class AddressAllowance {

  /** The most that can be saved up by waiting. */
  private static final double CAP = 1000;

  private static final double PER_SECOND = 0.1;

  private double left = 1;
  private long updatedAt;

  /**
   * Begins with an allowance of one address.
   *
   * @param nanos the time on a clock that only goes forward, in nanoseconds
   */
  public AddressAllowance(long nanos) {
    updatedAt = nanos;
  }

  /** Allows for the answer to a {@code getaddr} that is being sent. */
  public void asked() {
    left += CAP;
  }

  /**
   * Uses up the allowance for what a message brought.
   *
   * @param <A> the addresses
   * @param addresses what came
   * @param nanos the time on the same clock as at the beginning
   * @return the first of them, as many as were allowed
   */
  public <A> List<A> admit(List<A> addresses, long nanos) {
    if (left < CAP) {
      left = Math.min(CAP, left + (nanos - updatedAt) / 1e9 * PER_SECOND);
    }
    updatedAt = nanos;
    int admitted = Math.min(addresses.size(), (int) left);
    left -= admitted;
    return addresses.subList(0, admitted);
  }
}
