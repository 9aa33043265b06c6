package org.verack.conformance.interop;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.chain.Transaction;

/**
 * A bcoin node on regtest, in a process of its own, on free ports of the loopback interface. It
 * keeps everything in memory and ends when its standard input does, hence at the latest with us.
 */
final class BcoinNode implements AutoCloseable {

  /** An address of bcoin's regtest to mine to; nobody has its key. */
  private static final String SOMEBODY = "R9NVxTj2ewfiTUzAfn7FSsq9kxNt6fjaaZ";

  /** Between two questions, so that the node has the processor for what it is to do. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Process process;
  private final int port;
  private final int rpcPort;

  /** bcoin closes the connection when it is offered HTTP/2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private BcoinNode(Process process, int port, int rpcPort) {
    this.process = process;
    this.port = port;
    this.rpcPort = rpcPort;
  }

  /** Starts a full node; ends the test as skipped where bcoin is not installed. */
  static BcoinNode startFull() throws Exception {
    return start("--bip37");
  }

  /** Starts an SPV node; ends the test as skipped where bcoin is not installed. */
  static BcoinNode startSpv() throws Exception {
    return start("--spv");
  }

  private static BcoinNode start(String kind) throws Exception {
    String installed = System.getProperty("verack.bcoin", "");
    assumeFalse(
        installed.isEmpty(),
        "bcoin is not installed: run modules/conformance/interop/install-bcoin and name the folder"
            + " that it prints with -Dverack.bcoin=");
    Path script = Counterpart.folder().resolve("regtest-node.js");
    int port = freePort();
    int rpcPort = freePort();
    Process process =
        new ProcessBuilder(
                "node",
                script.toString(),
                "--bcoin=" + installed,
                "--port=" + port,
                "--http-port=" + rpcPort,
                kind)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BcoinNode node = new BcoinNode(process, port, rpcPort);
    try {
      node.awaitReady();
      return node;
    } catch (Exception e) {
      node.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Reads the output for as long as the node runs, because it would die of a closed pipe. */
  private void awaitReady() throws Exception {
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    Thread unused =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (BufferedReader output = process.inputReader()) {
                    output
                        .lines()
                        .filter(line -> line.contains("READY"))
                        .forEach(line -> ready.complete(true));
                  } catch (IOException | UncheckedIOException e) {
                    ready.completeExceptionally(e);
                  }
                  ready.complete(false);
                });
    if (!ready.get(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("bcoin ended before it was ready");
    }
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port);
  }

  /** Mines blocks. */
  void generate(int blocks) throws Exception {
    rpc("generatetoaddress", blocks, SOMEBODY);
  }

  int blockCount() throws Exception {
    return rpc("getblockcount").getAsInt();
  }

  /** A question to the node. */
  interface Question<T> {
    T ask() throws Exception;
  }

  /** Asks until the answer is right or the time is up; the node is not ours to wait on. */
  static <T> T awaitAnswer(Question<T> question, Predicate<T> right) throws Exception {
    long end = System.nanoTime() + Interoperation.DEADLINE.toNanos();
    T answer = question.ask();
    while (!right.test(answer) && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      answer = question.ask();
    }
    return answer;
  }

  /** Waits until the node's best block is this one, and returns its best block in any case. */
  String awaitBestBlock(Hash wanted) throws Exception {
    return awaitAnswer(this::bestBlockHash, hash -> hash.equals(wanted.toString()));
  }

  /** The txids of the mempool. */
  List<String> mempool() throws Exception {
    return rpc("getrawmempool").getAsJsonArray().asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  String bestBlockHash() throws Exception {
    return rpc("getbestblockhash").getAsString();
  }

  String blockHash(int height) throws Exception {
    return rpc("getblockhash", height).getAsString();
  }

  /** The serialisation of a block, as hexadecimal digits. */
  String rawBlock(String hash) throws Exception {
    return rpc("getblock", hash, false).getAsString();
  }

  /**
   * Gives the node a transaction to be confirmed or, if it is an SPV node, to be broadcast. It
   * answers before it has done that.
   */
  void addTransaction(Transaction transaction) throws Exception {
    rpc("sendrawtransaction", transaction.bytes().toHex());
  }

  /** Makes the node connect to somebody and keep trying. */
  void connectTo(Endpoint endpoint) throws Exception {
    rpc("addnode", endpoint.toString(), "add");
  }

  /** Makes the node try no longer. */
  void stopConnectingTo(Endpoint endpoint) throws Exception {
    rpc("addnode", endpoint.toString(), "remove");
  }

  /** Makes an SPV node watch out for pushed data. */
  void watch(List<Bytes> elements) throws Exception {
    rpc("watch", elements.stream().map(Bytes::toHex).toArray());
  }

  /** A block of an SPV node's best chain, and what of it has passed the node's filter. */
  record Confirmed(String block, int height, List<String> transactions) {}

  /** The blocks of an SPV node's best chain, from height 1 on. */
  List<Confirmed> confirmed() throws Exception {
    return List.of(new Gson().fromJson(rpc("confirmed"), Confirmed[].class));
  }

  /** What has passed an SPV node's filter and was in no block, as hexadecimal digits. */
  List<String> unconfirmed() throws Exception {
    return List.of(new Gson().fromJson(rpc("unconfirmed"), String[].class));
  }

  JsonElement rpc(String method, Object... params) throws Exception {
    JsonObject call = new JsonObject();
    call.addProperty("method", method);
    call.add("params", new Gson().toJsonTree(params));
    call.addProperty("id", 1);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rpcPort + "/"))
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(call.toString()))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
    if (!answer.get("error").isJsonNull()) {
      throw new IOException(method + " failed: " + answer.get("error"));
    }
    return answer.get("result");
  }

  @Override
  public void close() throws IOException {
    process.outputWriter().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
