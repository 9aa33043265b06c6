package org.verack.examples;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;

/**
 * Writes down where each transaction of raw block files is: {@code txid,file,offset,length}, and
 * counts what is in them. A block is checked and its transactions are found in one pass; nothing is
 * copied, and every id is the hash of a piece of the file.
 */
final class BlockIndexer {

  private int blocks;
  private long transactions;
  private long witnesses;
  private long bytes;
  private long value;
  private final Map<String, long[]> outputs = new TreeMap<>();
  private int largest;
  private Hash largestId = Hash.ZERO;

  void index(Path file, BufferedWriter index) throws IOException {
    Block block;
    try {
      block = Block.parse(Bytes.wrap(Files.readAllBytes(file)));
    } catch (PayloadException e) {
      throw new IOException(file + " is not a block: " + e.getMessage(), e);
    }
    if (!block.hasValidMerkleRoot()) {
      throw new IOException(file + " has other transactions than its header says");
    }
    blocks++;
    bytes += block.size();
    for (Transaction transaction : block.transactions()) {
      add(transaction);
      index.write(
          transaction.txid()
              + ","
              + file.getFileName()
              + ","
              + (transaction.bytes().offset() - block.bytes().offset())
              + ","
              + transaction.size());
      index.newLine();
    }
  }

  private void add(Transaction transaction) {
    transactions++;
    witnesses += transaction.hasWitness() ? 1 : 0;
    if (transaction.size() > largest) {
      largest = transaction.size();
      largestId = transaction.txid();
    }
    transaction
        .outputs()
        .forEach(
            output -> {
              value += output.value();
              long[] form = outputs.computeIfAbsent(form(output.script()), key -> new long[2]);
              form[0]++;
              form[1] += output.value();
            });
  }

  private static String form(Bytes script) {
    String text = script.toString();
    return switch (script.length()) {
      case 22 -> text.startsWith("0014") ? "P2WPKH" : "other";
      case 23 -> text.startsWith("a914") && text.endsWith("87") ? "P2SH" : "other";
      case 25 -> text.startsWith("76a914") ? "P2PKH" : "other";
      case 34 -> text.startsWith("0020") ? "P2WSH" : text.startsWith("5120") ? "P2TR" : "other";
      default -> text.startsWith("6a") ? "OP_RETURN" : "other";
    };
  }

  private void print(PrintStream out, double seconds) {
    out.printf(
        "%,d blocks, %,d transactions (%,d with witnesses), %.1f MB in %.2f s, %.0f MB/s%n",
        blocks, transactions, witnesses, bytes / 1e6, seconds, bytes / 1e6 / seconds);
    out.printf("the largest transaction has %,d bytes: %s%n%n", largest, largestId);
    out.printf("%-10s %12s %20s%n", "outputs", "count", "coins");
    outputs.forEach((form, sum) -> out.printf("%-10s %,12d %20.8f%n", form, sum[0], sum[1] / 1e8));
    out.printf("%-10s %12s %20.8f%n", "all", "", value / 1e8);
  }

  static void run(List<String> arguments, PrintStream out) throws Exception {
    Path folder = Files.createTempDirectory("verack-index");
    List<Path> files = new ArrayList<>(arguments.stream().map(Path::of).toList());
    if (files.isEmpty()) {
      for (Block block : ChainGenerator.seeded(11).generate(500).blocks()) {
        Path file = folder.resolve(block.hash() + ".block");
        Files.write(file, block.bytes().toArray());
        files.add(file);
      }
      out.println("No files given: 501 generated blocks are in " + folder);
    }
    Path target = folder.resolve("transactions.csv");
    BlockIndexer indexer = new BlockIndexer();
    long begin = System.nanoTime();
    try (BufferedWriter index = Files.newBufferedWriter(target)) {
      index.write("txid,file,offset,length\n");
      for (Path file : files) {
        indexer.index(file, index);
      }
    }
    indexer.print(out, (System.nanoTime() - begin) / 1e9);
    out.println("\nwritten to " + target);
  }
}
