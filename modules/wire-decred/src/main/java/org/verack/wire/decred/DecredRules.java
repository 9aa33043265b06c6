package org.verack.wire.decred;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.verack.wire.Message;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.InitState;
import org.verack.wire.decred.message.Inv;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.decred.mix.MixMessage;
import org.verack.wire.role.Expectation;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.PeerRules;

/**
 * What a Decred peer expects of another after the handshake, as dcrd does: an answer to {@code
 * getdata} and to {@code getinitstate} within 30 seconds. Things are announced with {@code inv}, a
 * thousand at a time, and nothing is ever refused with a {@code reject}.
 *
 * {@snippet :
 * assert network.rules().equals(DecredRules.INSTANCE);
 * var entry = InventoryVector.tx(transaction.txid());
 * assert DecredRules.INSTANCE.announcement(List.of(entry)).orElseThrow().equals(Inv.of(entry));
 * assert peer.config().trickleInterval(true).toMillis() == 300; // for all peers alike
 * }
 */
public record DecredRules() implements PeerRules {

  /** The only value. */
  public static final DecredRules INSTANCE = new DecredRules();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Optional<Expectation> DATA =
      Optional.of(new Expectation("what getdata asked for", PATIENCE, DecredRules::isData));

  private static final Optional<Expectation> INIT_STATE =
      Optional.of(new Expectation("the init state", PATIENCE, InitState.class::isInstance));

  private static boolean isData(Message message) {
    return message instanceof Block
        || message instanceof Transaction
        || message instanceof MixMessage
        || message instanceof NotFound;
  }

  @Override
  public Optional<Expectation> expectation(Message sent) {
    return switch (sent) {
      case GetData data -> DATA;
      case GetInitState state -> INIT_STATE;
      default -> Optional.empty();
    };
  }

  /**
   * Makes an {@code inv}.
   *
   * @throws ClassCastException if an entry is no {@link InventoryVector} of Decred
   */
  @Override
  public Optional<Message> announcement(List<? extends InventoryEntry> entries) {
    return Optional.of(Inv.of(entries.stream().map(InventoryVector.class::cast).toList()));
  }

  /** What waits is announced after 100 to 500 ms in dcrd, so after 300 ms on average. */
  @Override
  public Duration announcementInterval() {
    return Duration.ofMillis(300);
  }
}
