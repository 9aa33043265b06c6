package org.verack.wire.lbry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.verack.wire.BitcoinRules;
import org.verack.wire.Message;
import org.verack.wire.chain.Transaction;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.message.Headers;
import org.verack.wire.lbry.message.MerkleBlock;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.NotFound;
import org.verack.wire.role.Expectation;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.PeerRules;
import org.verack.wire.role.Rejection;
import org.verack.wire.role.Standing;
import org.verack.wire.role.Verdict;

/**
 * What peers of the LBRY network expect of each other after the handshake: what those of Bitcoin do
 * (see {@link BitcoinRules}), about LBRY's blocks and headers.
 *
 * {@snippet :
 * assert network.rules().equals(LbryRules.INSTANCE);
 * var entry = InventoryVector.block(hash);
 * assert LbryRules.INSTANCE.announcement(List.of(entry)).orElseThrow().equals(Inv.of(entry));
 * Message question = GetData.of(entry); // has to be answered in half a minute
 * assert LbryRules.INSTANCE.expectation(question).orElseThrow().patience().toSeconds() == 30;
 * }
 */
public record LbryRules() implements PeerRules {

  /** The only value. */
  public static final LbryRules INSTANCE = new LbryRules();

  private static final PeerRules BITCOIN = BitcoinRules.INSTANCE;

  private static final Optional<Expectation> DATA =
      Optional.of(
          new Expectation("what getdata asked for", Duration.ofSeconds(30), LbryRules::isData));

  private static final Optional<Expectation> HEADERS =
      Optional.of(new Expectation("headers", Duration.ofSeconds(90), Headers.class::isInstance));

  private static boolean isData(Message message) {
    return message instanceof Block
        || message instanceof Transaction
        || message instanceof MerkleBlock
        || message instanceof NotFound;
  }

  @Override
  public Verdict judge(Message message, Standing standing) {
    return BITCOIN.judge(message, standing);
  }

  @Override
  public Optional<Expectation> expectation(Message sent) {
    return switch (sent) {
      case GetHeaders headers -> HEADERS;
      case GetData data -> DATA;
      default -> BITCOIN.expectation(sent);
    };
  }

  /**
   * Makes an {@code inv}.
   *
   * @throws ClassCastException if an entry is no {@link org.verack.wire.message.InventoryVector}
   */
  @Override
  public Optional<Message> announcement(List<? extends InventoryEntry> entries) {
    return BITCOIN.announcement(entries);
  }

  @Override
  public int announcementLimit() {
    return BITCOIN.announcementLimit();
  }

  /** lbcd only notes that it does not know what to do with a late {@code sendaddrv2}. */
  @Override
  public boolean endsOnLateNegotiation() {
    return false;
  }

  @Override
  public Optional<Message> reject(Rejection rejection, int protocolVersion) {
    return BITCOIN.reject(rejection, protocolVersion);
  }
}
