package org.verack.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.Reject;
import org.verack.wire.role.Expectation;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.PeerRules;
import org.verack.wire.role.Rejection;
import org.verack.wire.role.Standing;
import org.verack.wire.role.Verdict;

/**
 * What peers of the Bitcoin network expect of each other after the handshake.
 *
 * <ul>
 *   <li>Bloom filters and {@code mempool} are for nodes that offer NODE_BLOOM (<a
 *       href="https://github.com/bitcoin/bips/blob/master/bip-0111.mediawiki">BIP 111</a>). To one
 *       that does not they are a reason to end the connection from version 70011 on; before, when
 *       nobody could know, they are ignored.
 *   <li>Who does not want transactions announced must not be told of any (<a
 *       href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>, from
 *       version 70001 on).
 *   <li>The answers to {@code getheaders} are due in 90 s, those to {@code getblocks}, {@code
 *       getdata} and {@code mempool} in 30 s, as in btcd. Only peers that detect stalls mind.
 * </ul>
 *
 * {@snippet :
 * Standing standing = new Standing(peer.negotiation(), true, true); // we do not offer NODE_BLOOM
 * Verdict verdict = BitcoinRules.INSTANCE.judge(MemPool.INSTANCE, standing);
 * assert verdict instanceof Verdict.Refused refused && refused.why().contains("NODE_BLOOM");
 *
 * Message question = GetData.of(InventoryVector.witnessBlock(hash));
 * Expectation due = BitcoinRules.INSTANCE.expectation(question).orElseThrow();
 * assert due.answer().test(block) && due.patience().toSeconds() == 30;
 * }
 */
public record BitcoinRules() implements PeerRules {

  /** The only value. */
  public static final BitcoinRules INSTANCE = new BitcoinRules();

  /** How many things one {@code inv} announces, in Bitcoin Core and in btcd. */
  private static final int ANNOUNCEMENT_LIMIT = 1000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Optional<Expectation> INVENTORY =
      Optional.of(new Expectation("an inventory", PATIENCE, Inv.class::isInstance));

  private static final Optional<Expectation> DATA =
      Optional.of(new Expectation("what getdata asked for", PATIENCE, BitcoinRules::isData));

  private static final Optional<Expectation> HEADERS =
      Optional.of(new Expectation("headers", Duration.ofSeconds(90), Headers.class::isInstance));

  private static boolean isData(Message message) {
    return message instanceof Block
        || message instanceof Transaction
        || message instanceof MerkleBlock
        || message instanceof CmpctBlock
        || message instanceof NotFound;
  }

  @Override
  public Verdict judge(Message message, Standing standing) {
    return switch (message) {
      case FilterLoad load -> judgeBloom(standing);
      case FilterAdd add -> judgeBloom(standing);
      case FilterClear clear -> judgeBloom(standing);
      case MemPool pool -> judgeBloom(standing);
      case Inv inv -> judgeInventory(inv, standing);
      default -> Verdict.FINE;
    };
  }

  private static Verdict judgeBloom(Standing standing) {
    if (standing.negotiation().local().services().has(ServiceFlags.BLOOM)) {
      return Verdict.FINE;
    }
    String why = "we do not offer NODE_BLOOM";
    return standing.negotiation().protocolVersion() >= ProtocolVersion.NODE_BLOOM
        ? new Verdict.Refused(why)
        : new Verdict.Ignored(why);
  }

  private static Verdict judgeInventory(Inv inv, Standing standing) {
    if (standing.relayToUs() || standing.negotiation().protocolVersion() < ProtocolVersion.BLOOM) {
      return Verdict.FINE;
    }
    for (int i = 0; i < inv.size(); i++) {
      int type = inv.typeCode(i);
      if (type == InventoryVector.TX || type == InventoryVector.WTX) {
        return new Verdict.Refused("we did not want transactions announced");
      }
    }
    return Verdict.FINE;
  }

  @Override
  public Optional<Expectation> expectation(Message sent) {
    return switch (sent) {
      case GetHeaders headers -> HEADERS;
      case GetData data -> DATA;
      case GetBlocks blocks -> INVENTORY;
      case MemPool pool -> INVENTORY;
      default -> Optional.empty();
    };
  }

  /**
   * Makes an {@code inv}.
   *
   * @throws ClassCastException if an entry is no {@link InventoryVector}
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
  public Optional<Message> reject(Rejection rejection, int protocolVersion) {
    return protocolVersion >= ProtocolVersion.REJECT
        ? Optional.of(Reject.of(rejection))
        : Optional.empty();
  }
}
