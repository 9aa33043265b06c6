package org.verack.wire.kaspa;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.verack.wire.Message;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.Transaction;
import org.verack.wire.kaspa.message.GetBlockInvs;
import org.verack.wire.kaspa.message.GetData;
import org.verack.wire.kaspa.message.GetSelectedTip;
import org.verack.wire.kaspa.message.Inv;
import org.verack.wire.kaspa.message.InventoryVector;
import org.verack.wire.kaspa.message.MerkleBlock;
import org.verack.wire.kaspa.message.NotFound;
import org.verack.wire.kaspa.message.Reject;
import org.verack.wire.kaspa.message.SelectedTip;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.role.Expectation;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.PeerRules;
import org.verack.wire.role.Rejection;
import org.verack.wire.role.Standing;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.Verdict;
import org.verack.wire.role.VersionMessage;

/**
 * What peers of the Kaspa network expect of each other after the handshake, as in kaspad 0.6.
 *
 * <ul>
 *   <li>Bloom filters are for nodes that offer {@link KaspaServices#BLOOM}.
 *   <li>Answers to {@code version}, {@code getblockinvs}, {@code getdata} and {@code getseltip} are
 *       due in 30 s.
 *   <li>What waits to be announced is announced every 100 ms.
 *   <li>A second version or verack is rejected, and the connection goes on. kaspad also counts it
 *       against the remote, which is a program's business here: it hears of it by an event.
 *   <li>Rejects exist at every protocol version.
 * </ul>
 *
 * {@snippet :
 * assert network.rules().equals(KaspaRules.INSTANCE);
 * var entry = InventoryVector.block(hash);
 * assert KaspaRules.INSTANCE.announcement(List.of(entry)).orElseThrow().equals(Inv.of(entry));
 * Message question = new GetBlockInvs(network.genesisHash(), hash); // due in half a minute
 * assert KaspaRules.INSTANCE.expectation(question).orElseThrow().patience().toSeconds() == 30;
 * }
 */
public record KaspaRules() implements PeerRules {

  /** The only value. */
  public static final KaspaRules INSTANCE = new KaspaRules();

  private static final int ANNOUNCEMENT_LIMIT = 1000;
  private static final Duration ANNOUNCEMENT_INTERVAL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Optional<Expectation> INVENTORY =
      Optional.of(new Expectation("an inventory", PATIENCE, Inv.class::isInstance));

  private static final Optional<Expectation> DATA =
      Optional.of(new Expectation("what getdata asked for", PATIENCE, KaspaRules::isData));

  private static final Optional<Expectation> TIP =
      Optional.of(new Expectation("the selected tip", PATIENCE, SelectedTip.class::isInstance));

  private static final Optional<Expectation> VERACK =
      Optional.of(new Expectation("verack", PATIENCE, VerackMessage.class::isInstance));

  private static boolean isData(Message message) {
    return message instanceof Block
        || message instanceof Transaction
        || message instanceof MerkleBlock
        || message instanceof NotFound;
  }

  @Override
  public Verdict judge(Message message, Standing standing) {
    return switch (message) {
      case FilterLoad load -> judgeBloom(standing);
      case FilterAdd add -> judgeBloom(standing);
      case FilterClear clear -> judgeBloom(standing);
      default -> Verdict.FINE;
    };
  }

  private static Verdict judgeBloom(Standing standing) {
    return standing.negotiation().local().services().has(KaspaServices.BLOOM)
        ? Verdict.FINE
        : new Verdict.Refused("we do not offer bloom filters");
  }

  @Override
  public Optional<Expectation> expectation(Message sent) {
    return switch (sent) {
      case GetBlockInvs invs -> INVENTORY;
      case GetData data -> DATA;
      case GetSelectedTip tip -> TIP;
      case VersionMessage version -> VERACK;
      default -> Optional.empty();
    };
  }

  /**
   * Makes an {@code inv}.
   *
   * @throws ClassCastException if an entry is no {@link InventoryVector} of Kaspa
   */
  @Override
  public Optional<Message> announcement(List<? extends InventoryEntry> entries) {
    return Optional.of(Inv.of(entries.stream().map(InventoryVector.class::cast).toList()));
  }

  @Override
  public int announcementLimit() {
    return ANNOUNCEMENT_LIMIT;
  }

  @Override
  public Duration announcementInterval() {
    return ANNOUNCEMENT_INTERVAL;
  }

  @Override
  public boolean endsOnRepeatedHandshake() {
    return false;
  }

  @Override
  public Optional<Message> reject(Rejection rejection, int protocolVersion) {
    return Optional.of(Reject.of(rejection));
  }
}
