package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.PreferenceMessage;

/**
 * Asks not to announce transactions that pay less (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0133.mediawiki">BIP 133</a>).
 *
 * {@snippet :
 * peer.send(new FeeFilter(5_000)); // tell us of transactions that pay 5 satoshi a virtual byte
 *
 * assert new FeeFilter(5_000).isInRange();
 * assert !new FeeFilter(-1).isInRange(); // read, and then ignored
 * long theirs = peer.preference(FeeFilter.class).map(FeeFilter::satPerKvB).orElse(0L);
 * assert theirs == 0; // they have said nothing, and want to know of all
 * }
 *
 * @param satPerKvB the fee rate in satoshi per 1,000 virtual bytes, as it came; see {@link
 *     #isInRange()}
 */
public record FeeFilter(long satPerKvB) implements PreferenceMessage {

  /** The most satoshi that there can be. */
  private static final long MAX_MONEY = 21_000_000L * 100_000_000L;

  /** The command, the codec and the limits. */
  public static final MessageType<FeeFilter> TYPE =
      new MessageType<>("feefilter", FeeFilter.class, new Codec(), 8, 5);

  /**
   * Tells whether the rate is an amount of money. Bitcoin Core ignores the message if not.
   *
   * @return whether it is from 0 to 21 million bitcoin
   */
  public boolean isInRange() {
    return satPerKvB >= 0 && satPerKvB <= MAX_MONEY;
  }

  /** Returns whether the rate is an amount of money. */
  @Override
  public boolean isMeaningful() {
    return isInRange();
  }

  @Override
  public String command() {
    return "feefilter";
  }

  @Override
  public String toString() {
    return "feefilter, " + satPerKvB + " sat/kvB";
  }

  private static final class Codec implements PayloadCodec<FeeFilter> {

    @Override
    public FeeFilter decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("feefilter", ProtocolVersion.FEEFILTER, format);
      return new FeeFilter(in.readI64("fee rate"));
    }

    @Override
    public int size(FeeFilter message, WireFormat format) {
      Gates.requireOnWrite("feefilter", ProtocolVersion.FEEFILTER, format);
      return 8;
    }

    @Override
    public void encode(FeeFilter message, PayloadWriter out, WireFormat format) {
      out.writeI64(message.satPerKvB);
    }
  }
}
