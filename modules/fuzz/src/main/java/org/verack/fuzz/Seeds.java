package org.verack.fuzz;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Command;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.compact.CompactBlocks;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;

/**
 * What to begin with: messages that other implementations wrote, if their vectors are there, and a
 * few inputs that are always there.
 *
 * <p>The vectors are in the folder that the system property {@code verack.shared} names, or else in
 * a folder {@code shared} beside the repository or beside any folder above.
 */
final class Seeds {

  private static final int LONGEST = 3000;

  private static final List<String> ADDRESSES =
      List.of(
          "1.2.3.4",
          "255.255.255.255",
          "::",
          "::1",
          "2001:db8::1",
          "1:2:3:4:5:6:7:8",
          "::ffff:1.2.3.4",
          "fc00::1",
          "200::1",
          "fd87:d87e:eb43::1",
          "network-99/0a0b",
          "network-7/00",
          "network-2/00000000000000000000ffff01020304",
          "aaaaaaaaaaaaaaaa.onion",
          "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion",
          "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p",
          "example.com");

  private final Map<Target, List<byte[]>> seeds = new EnumMap<>(Target.class);
  private int vectors;

  private Seeds() {
    for (Target each : Target.values()) {
      seeds.put(each, new ArrayList<>());
    }
  }

  /** Collects all that there are. */
  static Seeds collect() throws IOException {
    Seeds seeds = new Seeds();
    seeds.addKnown();
    Path golden = golden();
    if (golden != null) {
      for (JsonElement each : JsonParser.parseString(Files.readString(golden)).getAsJsonArray()) {
        seeds.addVector(each.getAsJsonObject());
      }
    }
    return seeds;
  }

  List<byte[]> of(Target target) {
    return List.copyOf(seeds.getOrDefault(target, List.of()));
  }

  /** Returns how many vectors of other implementations there were. */
  int vectors() {
    return vectors;
  }

  private static @Nullable Path golden() {
    String property = System.getProperty("verack.shared");
    if (property != null) {
      return Path.of(property, "vectors", "bitcoin", "golden.json");
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/vectors/bitcoin/golden.json");
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  /** Puts an input together: numbers are bytes. */
  private void add(Target target, Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      switch (part) {
        case Integer number -> out.write(number);
        case Bytes bytes -> out.write(bytes.array(), bytes.offset(), bytes.length());
        default -> out.writeBytes(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
      }
    }
    seeds.computeIfAbsent(target, key -> new ArrayList<>()).add(out.toByteArray());
  }

  private void addKnown() {
    for (int i = 0; i < PayloadTarget.COMMANDS.size(); i++) {
      add(Target.PAYLOAD, i, 0, 1);
      add(Target.PAYLOAD, i, 0, 1, Bytes.wrap(new byte[100]));
    }
    for (String each : ADDRESSES) {
      add(Target.ADDRESS, 0, each);
    }
    for (int length : List.of(4, 10, 16, 32)) {
      for (int network = 0; network < 8; network++) {
        add(Target.ADDRESS, 1, network, Bytes.wrap(new byte[length]));
      }
    }
    add(Target.ADDRESS, 2, Bytes.ofHex("00000000000000000000ffff01020304"));
    add(Target.ADDRESS, 2, Bytes.ofHex("fd87d87eeb4300000000000000000001"));
    add(Target.ADDRESS, 3, "/Satoshi:0.20.1(a; b)/Verack:0.1/");
    add(Target.FILTER, 1, 19, 0x31, 0xfa, 0x0b, 0, 1, 2, 3, "abc", 2, "de", 0);
    add(Target.FILTER, 2, 11, 1, 2, 3, 4, 1, 8, "12345678", 3, "abc");
    add(Target.FRAMES, 3, 0, 0, 0, Bytes.ofHex("f9beb4d976657261636b0000000000000000000000000000"));
    add(
        Target.PACKETS,
        0,
        0,
        5,
        0,
        Bytes.ofHex("f9beb4d976657273696f6e00000000000000000000000000"));
    add(Target.PACKETS, 0, 0, 5, 0, Bytes.ofHex("0b11090776657273696f6e0000000000"));
    add(Target.PACKETS, 2, 0, 7, 0, 0, 0, 3, "abc", 1, 0, 0, 0, 0, 0, 0, 9, 0, 18, "12345678");
    add(Target.PACKETS, 2, 0, 7, 0, 90, 0, 0, 0, 0, 0, 0, 9, 0, 18, "12345678");
    addBlock(Networks.MAINNET.genesisBlock(), true);
    addTransaction(Networks.MAINNET.genesisBlock().slice(81, 204), true);
  }

  private void addVector(JsonObject vector) {
    Bytes payload = Bytes.ofHex(vector.get("payload").getAsString());
    if (payload.length() > LONGEST) {
      return;
    }
    vectors++;
    String command = vector.get("command").getAsString();
    boolean witness = vector.get("encoding").getAsString().equals("witness");
    int form = witness ? 1 : 0;
    int version = version(vector.get("pver").getAsInt());
    int number = PayloadTarget.COMMANDS.indexOf(command);
    if (number >= 0) {
      add(Target.PAYLOAD, number, version, form, payload);
    }
    Bytes frame = Bytes.ofHex(vector.get("frame").getAsString());
    add(Target.FRAMES, form, version, vectors % 200, 7, frame);
    add(Target.FRAMES, 2 + form, version, 0, 0, frame, frame.slice(0, 24), frame);
    Bytes contents = Networks.MAINNET.messages().find(command).map(Seeds::type).orElse(Bytes.EMPTY);
    int length = contents.length() + payload.length();
    add(
        Target.PACKETS,
        2 + form,
        version,
        vectors % 200,
        7,
        0,
        0,
        1,
        "g",
        0,
        0,
        0,
        0,
        length & 0xff,
        length >> 8,
        contents,
        payload);
    switch (command) {
      case "block" -> addBlock(payload, witness);
      case "tx" -> addTransaction(payload, witness);
      default -> {}
    }
  }

  /** The type of a message in a packet. */
  private static Bytes type(MessageType<?> type) {
    byte[] full = new byte[1 + Command.LENGTH];
    if (type.shortId() != 0) {
      return Bytes.copyOf((byte) type.shortId());
    }
    Command.write(type.command(), full, 1);
    return Bytes.wrap(full);
  }

  private static int version(int protocolVersion) {
    for (int i = 0; i < Messages.VERSIONS.size(); i++) {
      if (Messages.VERSIONS.get(i) <= protocolVersion) {
        return i;
      }
    }
    return 0;
  }

  private void addTransaction(Bytes transaction, boolean witness) {
    add(Target.TRANSACTION, witness ? 1 : 0, transaction);
    add(Target.FILTER, 3, 3, 1, 2, 3, 4, 1, 8, "abcdefgh", transaction);
  }

  private void addBlock(Bytes bytes, boolean witness) {
    int form = witness ? 1 : 0;
    add(Target.BLOCK, form, bytes);
    add(Target.FILTER, 4, 3, 1, 2, 3, 4, 1, 8, "abcdefgh", form, bytes);
    add(Target.FILTER, 5, 3, "abc", form, bytes);
    for (int mode : List.of(0, 2)) {
      add(Target.COMPACT, mode, 5, 4, form, bytes);
    }
    try {
      addDerived(Block.parse(bytes));
    } catch (PayloadException e) {
      // Without inputs in its transactions it is a block only for those who expect no witnesses.
    }
  }

  private void addDerived(Block block) {
    if (block.transactionCount() == 0) {
      return;
    }
    WireFormat format = WireFormat.witness(ProtocolVersion.LATEST);
    CmpctBlock compact = CompactBlocks.build(block, 5);
    Bytes payload = Messages.ALL.encode(compact, format);
    BlockTxn answer = new BlockTxn(block.hash(), block.transactions());
    Bytes answerPayload = Messages.ALL.encode(answer, format);
    int command = PayloadTarget.COMMANDS.indexOf("cmpctblock");
    add(Target.PAYLOAD, command, 0, 1, payload);
    add(Target.PAYLOAD, PayloadTarget.COMMANDS.indexOf("blocktxn"), 0, 1, answerPayload);
    int length = payload.length();
    add(Target.COMPACT, 3, length & 0xff, length >>> 8, payload, answerPayload);
    Bytes filter = BlockFilter.of(block, List.of()).encoded();
    add(Target.FILTER, 0, 19, 0x31, 0xfa, 0x0b, 0, 1, 2, filter);
    List<Hash> txids = block.txids();
    PartialMerkleTree tree = PartialMerkleTree.of(txids, i -> i % 3 == 0);
    List<Object> parts = new ArrayList<>(List.of(6, txids.size(), 0, 0, 0, tree.flags().length()));
    parts.add(tree.flags());
    for (Hash each : tree.hashes()) {
      parts.add(Hash.LENGTH - 1);
      parts.add(Bytes.wrap(each.toArray()));
    }
    add(Target.FILTER, parts.toArray());
  }
}
