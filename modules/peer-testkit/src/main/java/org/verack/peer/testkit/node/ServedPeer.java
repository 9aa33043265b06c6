package org.verack.peer.testkit.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.testkit.chain.ChainSource;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.compact.CompactBlocks;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NotFound;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.message.WtxidRelay;

/**
 * What a {@link TestNode} does for one of its peers. The handlers run one at a time on the peer's
 * dispatcher and may block while the remote is slow to take what it asked for.
 */
final class ServedPeer {

  private static final int MAX_BLOCK_HASHES = 500;
  private static final int MAX_ADDRESSES = 1000;

  /** Bitcoin Core announces more new blocks than this by the hash of the last one. */
  private static final int MAX_ANNOUNCED_HEADERS = 8;

  private final TestNode node;
  private final Peer peer;

  /** How deep in the chain a block may be to be given in compact form (Bitcoin Core). */
  private static final int MAX_COMPACT_DEPTH = 5;

  /** How deep in the chain a block may be for its transactions to be given (Bitcoin Core). */
  private static final int MAX_TRANSACTIONS_DEPTH = 10;

  private final LoadedFilter filter = new LoadedFilter();

  /** Whether it has loaded or cleared a filter, and so asked for transactions (BIP 37). */
  private volatile boolean wantsTransactions;

  /** Because of what it was flooded last. */
  private final AtomicReference<@Nullable Conduct> flooded = new AtomicReference<>();

  // The dispatcher's own.
  private boolean gaveAddresses;

  /** The last hash of a full answer to getblocks: who asks for that block wants to go on. */
  private @Nullable Hash continueAt;

  ServedPeer(TestNode node, Peer peer) {
    this.node = node;
    this.peer = peer;
  }

  void register() {
    peer.on(GetHeaders.class, (from, message) -> getHeaders(message));
    peer.on(GetBlocks.class, (from, message) -> getBlocks(message));
    peer.on(GetData.class, (from, message) -> getData(message));
    peer.on(GetAddr.class, (from, message) -> getAddresses());
    peer.on(MemPool.class, (from, message) -> mempool());
    peer.on(FilterLoad.class, (from, message) -> setFilter(BloomFilter.of(message)));
    peer.on(FilterAdd.class, (from, message) -> addToFilter(message));
    peer.on(FilterClear.class, (from, message) -> setFilter(null));
    peer.on(GetBlockTxn.class, (from, message) -> getBlockTransactions(message));
    peer.on(
        GetCFilters.class,
        (from, message) -> getFilters(index -> index.answer(node.served(), message)));
    peer.on(
        GetCFHeaders.class,
        (from, message) -> getFilters(index -> index.answer(node.served(), message)));
    peer.on(
        GetCFCheckpt.class,
        (from, message) -> getFilters(index -> index.answer(node.served(), message)));
    if (node.acceptsTransactions()) {
      peer.on(Inv.class, (from, message) -> announced(message));
      peer.on(Transaction.class, (from, message) -> node.addToMempool(message.detached()));
    }
  }

  // Answers.

  private void send(Message message) throws PeerClosedException, InterruptedException {
    send(message, peer.format().witness());
  }

  private void send(Message message, boolean witness)
      throws PeerClosedException, InterruptedException {
    Conduct conduct = node.conduct();
    Conduct.Answer answer = conduct.takeAnswer();
    switch (answer) {
      case NONE -> {}
      case GIVE_AND_FALL_SILENT -> {
        try {
          peer.send(encoded(message, witness));
          peer.flush();
        } finally {
          // Also if who asked has gone: the node was to fall silent for everybody.
          node.fallSilent(conduct);
        }
      }
      case GIVE -> peer.send(encoded(message, witness));
    }
  }

  private EncodedMessage encoded(Message message, boolean witness) {
    WireFormat format = peer.format().withWitness(witness);
    return peer.config().network().encode(message, format);
  }

  private void getHeaders(GetHeaders asked) throws PeerClosedException, InterruptedException {
    ChainSource chain = node.served();
    if (asked.locator().isEmpty()) {
      Optional<BlockHeader> header = chain.block(asked.stop()).map(Block::header);
      if (header.isPresent()) {
        send(Headers.of(header.get()));
      }
      return;
    }
    List<BlockHeader> headers = new ArrayList<>();
    for (int height = chain.findFork(asked.locator()) + 1; height <= chain.tipHeight(); height++) {
      BlockHeader header = chain.header(height);
      headers.add(header);
      if (headers.size() == Headers.MAX_HEADERS || header.hash().equals(asked.stop())) {
        break;
      }
    }
    send(Headers.of(headers));
  }

  private void getBlocks(GetBlocks asked) throws PeerClosedException, InterruptedException {
    ChainSource chain = node.served();
    List<InventoryVector> items = new ArrayList<>();
    for (int height = chain.findFork(asked.locator()) + 1; height <= chain.tipHeight(); height++) {
      Hash hash = chain.hash(height);
      if (hash.equals(asked.stop())) {
        break;
      }
      items.add(InventoryVector.block(hash));
      if (items.size() == MAX_BLOCK_HASHES) {
        continueAt = hash;
        break;
      }
    }
    if (!items.isEmpty()) {
      send(Inv.of(items));
    }
  }

  private void getData(GetData asked) throws PeerClosedException, InterruptedException {
    List<InventoryVector> unknown = new ArrayList<>();
    for (InventoryVector item : asked.items()) {
      boolean silent = node.conduct().withholds(item.hash());
      if (!silent && !give(item) && (item.isTransaction() || node.saysNotFoundForBlocks())) {
        unknown.add(item);
      }
    }
    if (!unknown.isEmpty()) {
      send(NotFound.of(unknown));
    }
  }

  /**
   * Gives something that is asked for; false if it is not there. A block in whatever form, with
   * which an answer to getblocks ended, is followed by the tip.
   */
  private boolean give(InventoryVector item) throws PeerClosedException, InterruptedException {
    boolean given = giveAsked(item);
    if (given && item.isBlock() && item.hash().equals(continueAt)) {
      continueAt = null;
      send(Inv.of(InventoryVector.block(node.served().tipHash())));
    }
    return given;
  }

  private boolean giveAsked(InventoryVector item) throws PeerClosedException, InterruptedException {
    return switch (item.typeCode()) {
      case InventoryVector.TX -> giveTransaction(item.hash(), false);
      case InventoryVector.WTX, InventoryVector.WITNESS_TX -> giveTransaction(item.hash(), true);
      case InventoryVector.BLOCK -> giveBlock(item.hash(), false);
      case InventoryVector.WITNESS_BLOCK -> giveBlock(item.hash(), true);
      case InventoryVector.COMPACT_BLOCK -> giveCompactBlock(item.hash());
      case InventoryVector.FILTERED_BLOCK -> giveFilteredBlock(item.hash());
      // Other types mean nothing to us.
      default -> true;
    };
  }

  private boolean giveTransaction(Hash id, boolean witness)
      throws PeerClosedException, InterruptedException {
    Optional<Transaction> found = node.findTransaction(id);
    if (found.isPresent() && !node.conduct().withholds(found.get())) {
      send(found.get(), witness);
    }
    return found.isPresent();
  }

  /** The block as the node gives it away. */
  private Optional<Block> find(Hash hash) {
    ChainSource chain = node.served();
    return chain.block(hash).map(block -> node.conduct().given(block, chain));
  }

  private boolean giveBlock(Hash hash, boolean witness)
      throws PeerClosedException, InterruptedException {
    Optional<Block> found = find(hash);
    if (found.isPresent()) {
      send(found.get(), witness);
    }
    return found.isPresent();
  }

  private boolean giveCompactBlock(Hash hash) throws PeerClosedException, InterruptedException {
    Optional<Block> found = find(hash);
    if (found.isEmpty() || !isRecent(hash, MAX_COMPACT_DEPTH)) {
      return giveBlock(hash, true);
    }
    send(compact(found.get()), true);
    return true;
  }

  private static CmpctBlock compact(Block block) {
    // Nobody attacks a test by its short ids, so the nonce need not be random.
    return CompactBlocks.build(block, block.hash().word(0));
  }

  private boolean isRecent(Hash hash, int maxDepth) {
    ChainSource chain = node.served();
    OptionalInt height = chain.height(hash);
    return height.isPresent() && height.getAsInt() >= chain.tipHeight() - maxDepth;
  }

  private void getBlockTransactions(GetBlockTxn asked)
      throws PeerClosedException, InterruptedException {
    Optional<Block> found = find(asked.block());
    if (found.isEmpty() || node.conduct().withholds(asked.block())) {
      return;
    }
    Block block = found.get();
    try {
      boolean recent = isRecent(asked.block(), MAX_TRANSACTIONS_DEPTH);
      send(recent ? CompactBlocks.answer(block, asked) : block, true);
    } catch (ViolationException e) {
      peer.close(String.valueOf(e.getMessage()));
    }
  }

  private boolean giveFilteredBlock(Hash hash) throws PeerClosedException, InterruptedException {
    Optional<Block> found = find(hash);
    if (found.isPresent()) {
      Block block = found.get();
      Optional<BitSet> matches = filter.match(block);
      if (matches.isPresent()) {
        PartialMerkleTree tree = PartialMerkleTree.of(block.txids(), matches.get());
        send(MerkleBlock.of(block.header(), tree));
        for (int i : matches.get().stream().toArray()) {
          send(block.transaction(i), false);
        }
      }
    }
    return found.isPresent();
  }

  private void setFilter(@Nullable BloomFilter value) {
    filter.set(value);
    wantsTransactions = true;
  }

  private void addToFilter(FilterAdd message) {
    if (!filter.add(message.element())) {
      peer.close("filteradd without a filter");
    }
  }

  /** Makes the answer to a question about filters. */
  private interface FilterAnswer {
    List<Message> from(FilterIndex index) throws FilterIndex.RefusedException;
  }

  private void getFilters(FilterAnswer answer) throws PeerClosedException, InterruptedException {
    if (!peer.config().services().has(ServiceFlags.COMPACT_FILTERS)) {
      peer.close("asked for filters, which are not offered");
      return;
    }
    List<Message> messages;
    try {
      messages = answer.from(node.filters());
    } catch (FilterIndex.RefusedException e) {
      peer.close(String.valueOf(e.getMessage()));
      return;
    }
    for (Message message : messages) {
      if (!(message instanceof CFilter filter && node.conduct().withholds(filter.block()))) {
        send(message);
      }
    }
  }

  private void getAddresses() throws PeerClosedException, InterruptedException {
    if (!peer.isInbound() || gaveAddresses) {
      return;
    }
    gaveAddresses = true;
    boolean addrV2 = peer.negotiation().received(SendAddrV2.class);
    List<TimedAddress> addresses =
        node.addresses().stream()
            .filter(each -> addrV2 || each.address().toLegacy().isPresent())
            .limit(MAX_ADDRESSES)
            .toList();
    if (!addresses.isEmpty()) {
      send(addrV2 ? new AddrV2(addresses) : new Addr(addresses));
    }
  }

  private void mempool() throws PeerClosedException, InterruptedException {
    List<InventoryVector> items = new ArrayList<>();
    for (Transaction each : node.mempool()) {
      if (filter.passes(each)) {
        items.add(announcement(each));
      }
      if (items.size() == Inv.MAX_ENTRIES) {
        send(Inv.of(items));
        items.clear();
      }
    }
    if (!items.isEmpty()) {
      send(Inv.of(items));
    }
  }

  private InventoryVector announcement(Transaction transaction) {
    return peer.negotiation().agreed(WtxidRelay.class)
        ? InventoryVector.wtx(transaction.wtxid())
        : InventoryVector.tx(transaction.txid());
  }

  /** Asks for the transactions that are new. */
  private void announced(Inv inv) throws PeerClosedException, InterruptedException {
    boolean witness = peer.negotiation().remote().services().has(ServiceFlags.WITNESS);
    List<InventoryVector> wanted = new ArrayList<>();
    for (InventoryVector item : inv.announced(peer.negotiation())) {
      if (item.isTransaction() && node.findTransaction(item.hash()).isEmpty()) {
        wanted.add(
            item.typeCode() == InventoryVector.TX && witness
                ? InventoryVector.witnessTx(item.hash())
                : item);
      }
    }
    if (!wanted.isEmpty()) {
      peer.send(GetData.of(wanted));
    }
  }

  // What the program asks for, from its threads. It does not wait for a remote that does not read.

  void announce(Transaction transaction) {
    if (peer.isOpen()
        && (wantsTransactions || peer.negotiation().remote().relay())
        && filter.passes(transaction)) {
      announce(Inv.of(announcement(transaction)));
    }
  }

  /** Announces blocks of the chain from some height on, which must not be above the tip. */
  void announceFrom(ChainSource chain, int height) {
    int count = chain.tipHeight() - height + 1;
    if (count == 1) {
      announce(chain, chain.header(height));
    } else if (count <= MAX_ANNOUNCED_HEADERS && wantsHeaders()) {
      List<BlockHeader> headers = new ArrayList<>();
      for (int i = height; i <= chain.tipHeight(); i++) {
        headers.add(chain.header(i));
      }
      announce(Headers.of(headers));
    } else {
      announce(Inv.of(InventoryVector.block(chain.tipHash())));
    }
  }

  /** Announces a block of the chain. */
  void announce(ChainSource chain, BlockHeader header) {
    Conduct conduct = node.conduct();
    Optional<Block> given =
        wantsCompactBlocks() && !conduct.withholds(header.hash())
            ? chain.block(header.hash()).map(block -> conduct.given(block, chain))
            : Optional.empty();
    if (given.isPresent()) {
      // Short ids are those of transactions with witnesses, whatever the peer offers.
      EncodedMessage encoded = encoded(compact(given.get()), true);
      announce(new UnknownMessage(encoded.message().command(), encoded.payload()));
    } else if (wantsHeaders()) {
      announce(Headers.of(header));
    } else {
      announce(Inv.of(InventoryVector.block(header.hash())));
    }
  }

  private boolean wantsHeaders() {
    return peer.preference(SendHeaders.class).isPresent();
  }

  private boolean wantsCompactBlocks() {
    return peer.preference(SendCmpct.class).filter(SendCmpct::highBandwidth).isPresent();
  }

  private void announce(Message message) {
    if (peer.isOpen()) {
      // Whether it arrives is the peer's affair: it may be gone by now.
      var unused = peer.sendAsync(message);
    }
  }

  /** Whether the peer is to be flooded because of this; false if it is or was already. */
  boolean mayBeFlooded(Conduct reason) {
    return peer.isOpen() && flooded.getAndSet(reason) != reason;
  }

  /**
   * Sends what nobody has asked for, as fast as the peer takes it, as long as it should and the
   * connection lasts.
   *
   * @param messages how many, and what
   * @param goOn asked before each message
   */
  void flood(Misbehaviour.Flood messages, BooleanSupplier goOn) {
    try {
      for (int i = 0; i < messages.count() && goOn.getAsBoolean(); i++) {
        peer.send(messages.messages().apply(i));
      }
    } catch (PeerClosedException gone) {
      // Which is one way for a flood to end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
