package org.verack.wire.request;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.compact.Reconstruction;
import org.verack.wire.compact.ShortIds;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.SendCmpct;

/**
 * Asks for a block as short ids, puts it together of transactions that are there, and asks for
 * those that are not (<a href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP
 * 152</a>). Up to three exchanges, each when the one before it calls for it:
 *
 * <ol>
 *   <li>{@code getdata}, answered by {@code cmpctblock}, or by {@code block} if the block is too
 *       deep in the chain;
 *   <li>{@code getblocktxn}, answered by {@code blocktxn}, or by {@code block} likewise;
 *   <li>{@code getdata} for the whole block, if short ids collide, the transactions found are not
 *       those of the block, or the peer passes over the second question.
 * </ol>
 *
 * <p>A peer that has not offered compact blocks must not be asked for one; it is asked for the
 * whole block.
 */
record CompactBlockRequest(Hash hash, Iterable<Transaction> pool)
    implements Request<Optional<Block>> {

  CompactBlockRequest {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(pool, "pool");
  }

  @Override
  public String name() {
    return "compact block";
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public Exchange<Optional<Block>> begin(Setting setting) {
    return setting.prefers(SendCmpct.class) && setting.offers(ServiceFlags.WITNESS)
        ? new Compact(this, setting)
        : whole(setting);
  }

  private Exchange<Optional<Block>> whole(Setting setting) {
    return new MappedRequest.Mapped<>(
        new BlocksRequest(List.of(hash)).begin(setting),
        answer -> answer.found().stream().findFirst());
  }

  /** What the exchanges have in common: any of them may be answered by the whole block. */
  private abstract static class Part extends FencedExchange<Optional<Block>> {

    final CompactBlockRequest request;
    final Setting setting;

    Part(CompactBlockRequest request, Setting setting) {
      super(setting);
      this.request = request;
      this.setting = setting;
    }

    @Override
    protected Step<Optional<Block>> take(Message message) {
      return message instanceof Block block && block.hash().equals(request.hash)
          ? new Step.Work<>(() -> BlocksRequest.checked(block, Optional.of(block)))
          : Step.unrelated();
    }

    @Override
    protected boolean takeLate(Message message) {
      return message instanceof Block block && block.hash().equals(request.hash);
    }

    final Step<Optional<Block>> go(Reconstruction so) {
      return switch (so) {
        case Reconstruction.Complete complete -> new Step.Done<>(Optional.of(complete.block()));
        case Reconstruction.NeedsTransactions needs ->
            new Step.Ask<>(new Missing(request, setting, needs));
        case Reconstruction.Failed failed -> whole();
        case Reconstruction.Invalid invalid ->
            Step.failed("the compact block " + request.hash + " is invalid: " + invalid.why());
      };
    }

    final Step<Optional<Block>> whole() {
      return new Step.Ask<>(request.whole(setting));
    }
  }

  private static final class Compact extends Part {

    Compact(CompactBlockRequest request, Setting setting) {
      super(request, setting);
    }

    @Override
    protected List<Message> question() {
      return List.of(GetData.of(InventoryVector.compactBlock(request.hash)));
    }

    @Override
    protected Step<Optional<Block>> take(Message message) {
      return switch (message) {
        case CmpctBlock block when isOurs(block) ->
            new Step.Work<>(() -> go(Reconstruction.of(block, ShortIds.WITNESS, request.pool)));
        case NotFound notFound -> awaited().receive(notFound, this::passed);
        default -> super.take(message);
      };
    }

    private boolean isOurs(CmpctBlock block) {
      return block.header().hash().equals(request.hash);
    }

    private Awaited awaited() {
      return new Awaited(List.of(request.hash), type -> type == InventoryVector.COMPACT_BLOCK);
    }

    @Override
    protected Step<Optional<Block>> passed() {
      return new Step.Done<>(Optional.empty());
    }

    @Override
    protected boolean takeLate(Message message) {
      return switch (message) {
        case CmpctBlock block -> isOurs(block);
        case NotFound notFound -> awaited().holdsAll(notFound);
        default -> super.takeLate(message);
      };
    }
  }

  private static final class Missing extends Part {

    private final Reconstruction.NeedsTransactions needs;

    Missing(CompactBlockRequest request, Setting setting, Reconstruction.NeedsTransactions needs) {
      super(request, setting);
      this.needs = needs;
    }

    @Override
    protected List<Message> question() {
      return List.of(needs.request());
    }

    @Override
    protected Step<Optional<Block>> take(Message message) {
      return message instanceof BlockTxn answer && answer.block().equals(request.hash)
          ? new Step.Work<>(() -> go(needs.fill(answer)))
          : super.take(message);
    }

    @Override
    protected Step<Optional<Block>> passed() {
      return whole();
    }

    @Override
    protected boolean takeLate(Message message) {
      return message instanceof BlockTxn answer
          ? answer.block().equals(request.hash)
          : super.takeLate(message);
    }
  }
}
