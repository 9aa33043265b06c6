package org.verack.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.StreamOptions;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.request.FoundFilters;
import org.verack.wire.request.Requests;

/**
 * A wallet that downloads a filter of every block and only those blocks whose filter says that
 * there may be something for it. The node learns neither its scripts nor its transactions.
 *
 * <p>What it trusts: headers follow each other, filter headers follow each other and agree with the
 * checkpoints, filters are those that the headers commit to. With a single node a lie about the
 * filters cannot be found out; a real wallet asks several nodes for the checkpoints.
 */
final class SpvWallet {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How many filters and filter headers may be asked for at once (BIP 157). */
  private static final int FILTERS = 1000;

  private static final int FILTER_HEADERS = 2000;

  /** A transaction of the wallet's. */
  record Entry(int height, Hash txid, long received, long spent) {}

  private final Peer peer;
  private final Set<Bytes> scripts;

  /** Blocks by height, the first block of the chain first. */
  private final List<Hash> chain = new ArrayList<>();

  private final List<FilterHeaders> filterHeaders = new ArrayList<>();
  private final Map<OutPoint, Long> coins = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private long filterBytes;
  private long blockBytes;
  private int blocksFetched;
  private int blocksInVain;

  SpvWallet(Peer peer, Set<Bytes> scripts) {
    this.peer = peer;
    this.scripts = scripts;
    chain.add(peer.config().network().genesisHash());
  }

  void sync() throws IOException, InterruptedException {
    fetchHeaders();
    fetchFilterHeaders();
    fetchBlocks(matchingHeights());
  }

  private void fetchHeaders() throws IOException, InterruptedException {
    List<BlockHeader> more;
    do {
      more = peer.request(Requests.headers(List.of(chain.getLast())), PATIENCE);
      more.forEach(header -> chain.add(header.hash()));
    } while (!more.isEmpty());
  }

  private void fetchFilterHeaders() throws IOException, InterruptedException {
    var checkpoints =
        peer.request(Requests.filterCheckpoints(chain.size() - 1, chain.getLast()), PATIENCE);
    Hash previous = Hash.ZERO;
    for (int from = 0; from < chain.size(); from += FILTER_HEADERS) {
      int last = Math.min(from + FILTER_HEADERS, chain.size()) - 1;
      FilterHeaders next =
          peer.request(Requests.filterHeaders(from, last, chain.get(last)), PATIENCE);
      OptionalLong wrong = next.firstDifference(checkpoints);
      if (!next.connectsTo(previous) || wrong.isPresent()) {
        throw new IOException("the node contradicts itself about filters from " + from + " on");
      }
      filterHeaders.add(next);
      previous = next.last();
    }
  }

  /** Blocks in whose filters one of the scripts is; filters also match without one, seldom. */
  private List<Integer> matchingHeights() throws IOException, InterruptedException {
    List<Integer> matching = new ArrayList<>();
    for (int from = 0; from < chain.size(); from += FILTERS) {
      int to = Math.min(from + FILTERS, chain.size());
      FilterHeaders headers = filterHeaders.get(from / FILTER_HEADERS);
      FoundFilters answer =
          peer.request(Requests.compactFilters(from, chain.subList(from, to), headers), PATIENCE);
      if (!answer.missing().isEmpty()) {
        throw new IOException("the node has no filter of " + answer.missing().getFirst());
      }
      for (int height = from; height < to; height++) {
        BlockFilter filter = answer.found().get(height - from);
        filterBytes += filter.encoded().length();
        if (filter.containsAny(scripts)) {
          matching.add(height);
        }
      }
    }
    return matching;
  }

  private void fetchBlocks(List<Integer> heights) throws IOException, InterruptedException {
    List<Hash> hashes = heights.stream().map(chain::get).toList();
    try (var blocks = peer.stream(Requests.eachBlock(hashes), StreamOptions.of(PATIENCE))) {
      for (int height : heights) {
        Block block =
            blocks.next().orElseThrow(() -> new IOException("the node withholds block " + height));
        blocksFetched++;
        blockBytes += block.size();
        int before = entries.size();
        block.transactions().forEach(transaction -> enter(height, transaction));
        blocksInVain += entries.size() == before ? 1 : 0;
      }
    }
  }

  private void enter(int height, Transaction transaction) {
    long spent = 0;
    for (TxIn input : transaction.inputs()) {
      Long value = coins.remove(input.previousOutput());
      spent += value == null ? 0 : value;
    }
    long received = 0;
    List<TxOut> outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      TxOut output = outputs.get(i);
      if (scripts.contains(output.script())) {
        received += output.value();
        coins.put(new OutPoint(transaction.txid(), i), output.value());
      }
    }
    if (spent + received > 0) {
      entries.add(new Entry(height, transaction.txid(), received, spent));
    }
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  long balance() {
    return coins.values().stream().mapToLong(Long::longValue).sum();
  }

  private void print(PrintStream out, long wholeChain) {
    out.printf("%7s  %-64s %15s %15s%n", "height", "transaction", "received", "spent");
    for (Entry entry : entries) {
      out.printf(
          "%7d  %s %15s %15s%n",
          entry.height(), entry.txid(), coins(entry.received()), coins(entry.spent()));
    }
    out.printf(
        "%nbalance %s in %d coins, from %d transactions%n",
        coins(balance()), coins.size(), entries.size());
    out.printf(
        "fetched %,d headers, %,d filters of %,d bytes, %d blocks of %,d bytes (%d of them for"
            + " nothing)%n",
        chain.size() - 1, chain.size(), filterBytes, blocksFetched, blockBytes, blocksInVain);
    out.printf("all blocks would have been %,d bytes%n", wholeChain);
  }

  private static String coins(long satoshi) {
    return satoshi == 0
        ? ""
        : String.format("%d.%08d", satoshi / 100_000_000, satoshi % 100_000_000);
  }

  /** Some scripts that a chain pays to now and then, as if they were a wallet's. */
  static Set<Bytes> walletOf(GeneratedChain chain) {
    Map<Bytes, Integer> uses = new HashMap<>();
    for (Block block : chain.blocks()) {
      for (Transaction transaction : block.transactions()) {
        transaction.outputs().forEach(output -> uses.merge(output.script(), 1, Integer::sum));
      }
    }
    Set<Bytes> wallet = new HashSet<>();
    for (int height = chain.tipHeight() / 5; height < chain.tipHeight(); height += 110) {
      chain.block(height).transactions().stream()
          .flatMap(transaction -> transaction.outputs().stream())
          .filter(output -> output.value() > 0 && uses.getOrDefault(output.script(), 0) < 10)
          .findFirst()
          .ifPresent(output -> wallet.add(output.script()));
    }
    return wallet;
  }

  static void run(List<String> arguments, PrintStream out) throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(21).generate(1500);
    try (TestNode node = TestNode.builder(chain).compactFilters(true).start();
        PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(chain.network()))) {
      out.println("A node serves a generated chain of " + chain.tipHeight() + " blocks.\n");
      peer.connect(node.endpoint());
      SpvWallet wallet = new SpvWallet(peer, walletOf(chain));
      wallet.sync();
      wallet.print(out, chain.blocks().stream().mapToLong(Block::size).sum());
    }
  }
}
