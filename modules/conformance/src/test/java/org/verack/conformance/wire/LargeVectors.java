package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.wire.Vectors.Received;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Sha256;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Reject;
import org.verack.wire.role.RejectCode;

/** Messages at the edges of the length fields, built from their recipes. */
public abstract class LargeVectors {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final String folder;
  private final Network network;

  /** Says which vectors are for which network. */
  protected LargeVectors(String folder, Network network) {
    this.folder = folder;
    this.network = network;
  }

  @TestFactory
  Stream<DynamicTest> everyRecipeGivesTheSameBytes() {
    return Vectors.read(folder + "/large.json").stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> check(vector)));
  }

  private void check(Vector vector) throws Exception {
    Message message = build(vector);
    Bytes payload = network.messages().encode(message, vector.format());
    assertThat(payload.length()).isEqualTo(vector.json().get("payloadLength").getAsInt());
    assertThat(payload.toHex()).startsWith(vector.text("payloadPrefix"));
    assertThat(sha256(payload)).isEqualTo(vector.text("payloadSha256"));

    Bytes frame = network.encode(message, vector.format()).frame();
    assertThat(frame.slice(20, 4).toHex()).isEqualTo(vector.text("checksum"));
    assertThat(sha256(frame)).isEqualTo(vector.text("frameSha256"));

    Received received = Vectors.receive(network, frame);
    assertThat(received.frames().get(0).decode(network.messages(), vector.format()))
        .isEqualTo(message);
    if (message instanceof Transaction transaction) {
      assertThat(transaction.txid()).hasToString(vector.text("txid"));
      if (vector.has("wtxid")) {
        assertThat(transaction.wtxid()).hasToString(vector.text("wtxid"));
      }
    }
    if (vector.has("blockHash")) {
      assertThat(blockHash(message)).hasToString(vector.text("blockHash"));
    }
  }

  /** Gives the hash of a block. */
  protected Hash blockHash(Message message) {
    return ((Block) message).hash();
  }

  /** Makes the message of a recipe. */
  protected Message build(Vector vector) {
    String recipe = vector.text("recipe");
    return switch (vector.command()) {
      case "inv" -> Inv.of(list(first(recipe), i -> new InventoryVector(1 + i % 3, hash(le32(i)))));
      case "headers" -> Headers.of(list(first(recipe), LargeVectors::header));
      case "tx" -> transaction(recipe);
      case "block" -> Block.of(header(7), transactions(recipe));
      case "cfilter" -> new CFilter(0, hash(le32(0)), pattern(number(recipe, "(\\d+) bytes")));
      case "reject" ->
          new Reject(
              "tx",
              RejectCode.INVALID,
              "x".repeat(number(recipe, "reason (\\d+) times")),
              hash(le32(0)));
      case "cfcheckpt" ->
          new CFCheckpt(
              0, Hash.ZERO, list(number(recipe, "(\\d+) filter headers"), i -> hash(le32(i))));
      default -> throw new AssertionError("no recipe for " + vector.command());
    };
  }

  /** The transactions of a block: without inputs and outputs, each with its own lock time. */
  protected static List<Transaction> transactions(String recipe) {
    return list(
        number(recipe, "(\\d+) transactions"), i -> Transaction.of(1, List.of(), List.of(), i));
  }

  private static Transaction transaction(String recipe) {
    OutPoint outPoint = new OutPoint(hash(le32(0)), 1);
    if (recipe.contains("empty witness items")) {
      int items = number(recipe, "(\\d+) empty witness items");
      Witness witness = new Witness(new ArrayList<>(Collections.nCopies(items, Bytes.EMPTY)));
      TxIn input = new TxIn(outPoint, Bytes.EMPTY, TxIn.FINAL_SEQUENCE, witness);
      return Transaction.of(2, List.of(input), List.of(new TxOut(1, Bytes.EMPTY)), 0);
    }
    Bytes script = pattern(number(recipe, "script of (\\d+) bytes"));
    TxIn input = new TxIn(outPoint, script, TxIn.FINAL_SEQUENCE);
    return Transaction.of(1, List.of(input), List.of(new TxOut(1, script)), 0);
  }

  private static BlockHeader header(int i) {
    byte[] merkle = new byte[5];
    System.arraycopy(le32(i), 0, merkle, 0, 4);
    merkle[4] = 1;
    long nonce = i * 2654435761L & 0xffff_ffffL;
    return BlockHeader.of(
        i, hash(le32(i)), hash(merkle), 1231006505L + 600L * i, 0x1d00ffff, nonce);
  }

  protected static <T> List<T> list(int count, IntFunction<T> item) {
    return IntStream.range(0, count).mapToObj(item).toList();
  }

  protected static int first(String recipe) {
    return number(recipe, "(" + NUMBER.pattern() + ")");
  }

  protected static int number(String recipe, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(recipe);
    assertThat(matcher.find()).as(recipe).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static Bytes pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return Bytes.wrap(bytes);
  }

  protected static byte[] le32(int value) {
    return new byte[] {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
  }

  protected static Hash hash(byte[] bytes) {
    return Hash.read(single(bytes, 0, bytes.length), 0);
  }

  private static String sha256(Bytes bytes) {
    return Bytes.wrap(single(bytes.array(), bytes.offset(), bytes.length())).toHex();
  }

  private static byte[] single(byte[] bytes, int offset, int length) {
    Sha256 sha = new Sha256();
    sha.update(bytes, offset, length);
    return sha.single();
  }
}
