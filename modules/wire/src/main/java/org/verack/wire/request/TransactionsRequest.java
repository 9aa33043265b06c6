package org.verack.wire.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.WtxidRelay;

/** Asks for transactions by their txids or wtxids with one getdata. */
record TransactionsRequest(List<Hash> ids, boolean byWtxid) implements Request<FoundTransactions> {

  TransactionsRequest {
    ids = Awaited.distinct(ids, "transactions");
  }

  @Override
  public String name() {
    return "transactions";
  }

  @Override
  public boolean takesTurns() {
    return false;
  }

  @Override
  public Exchange<FoundTransactions> begin(Setting setting) throws RequestException {
    if (byWtxid && !setting.negotiation().agreed(WtxidRelay.class)) {
      throw new RequestException(
          "the peer cannot be asked for transactions by wtxid: that was not agreed (BIP 339)");
    }
    return new Answer(this, setting);
  }

  private int type(Setting setting) {
    if (byWtxid) {
      return InventoryVector.WTX;
    }
    return setting.offers(ServiceFlags.WITNESS) ? InventoryVector.WITNESS_TX : InventoryVector.TX;
  }

  private Hash id(Transaction transaction) {
    return byWtxid ? transaction.wtxid() : transaction.txid();
  }

  private boolean names(int type) {
    return byWtxid
        ? type == InventoryVector.WTX
        : type == InventoryVector.TX || type == InventoryVector.WITNESS_TX;
  }

  private static final class Answer extends FencedExchange<FoundTransactions> {

    private final TransactionsRequest request;
    private final int type;
    private final Awaited awaited;
    private final Map<Hash, Transaction> found = new HashMap<>();

    Answer(TransactionsRequest request, Setting setting) {
      super(setting);
      this.request = request;
      this.type = request.type(setting);
      this.awaited = new Awaited(request.ids, request::names);
    }

    @Override
    protected List<Message> question() {
      return List.of(
          GetData.of(request.ids.stream().map(id -> new InventoryVector(type, id)).toList()));
    }

    @Override
    protected Step<FoundTransactions> take(Message message) {
      return switch (message) {
        case Transaction transaction when awaited.remove(request.id(transaction)) -> {
          found.put(request.id(transaction), transaction);
          yield next();
        }
        case NotFound notFound -> awaited.receive(notFound, this::next);
        default -> Step.unrelated();
      };
    }

    private Step<FoundTransactions> next() {
      return awaited.isEmpty() ? passed() : Step.taken();
    }

    @Override
    protected Step<FoundTransactions> passed() {
      List<Transaction> transactions = new ArrayList<>();
      List<Hash> missing = new ArrayList<>();
      for (Hash id : request.ids) {
        Transaction transaction = found.get(id);
        if (transaction != null) {
          transactions.add(transaction);
        } else {
          missing.add(id);
        }
      }
      return new Step.Done<>(new FoundTransactions(transactions, missing));
    }

    @Override
    protected boolean takeLate(Message message) {
      return switch (message) {
        case Transaction transaction -> awaited.contains(request.id(transaction));
        case NotFound notFound -> awaited.holdsAll(notFound);
        default -> false;
      };
    }

    @Override
    protected void forget() {
      found.clear();
    }
  }
}
