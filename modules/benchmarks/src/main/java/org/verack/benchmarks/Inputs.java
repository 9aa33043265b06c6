package org.verack.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.TimedAddress;

/** The bytes that are measured. */
public final class Inputs {

  static final WireFormat FORMAT = WireFormat.witness(70016);

  /** Two inputs and two outputs of the usual P2WPKH form, 370 bytes or so. */
  private static final int SIGNATURE = 71;

  private Inputs() {}

  /** A real block out of the folder {@code shared/blocks} beside the repository or above it. */
  static byte[] block(String name) {
    String property = System.getProperty("verack.shared");
    Path at = property != null ? Path.of(property) : search();
    try {
      return Files.readAllBytes(at.resolve("blocks").resolve(name + ".raw"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path search() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path shared = at.resolve("shared");
      if (Files.isDirectory(shared.resolve("blocks"))) {
        return shared;
      }
    }
    throw new IllegalStateException(
        "no real blocks: put a folder shared with blocks/ beside the repository");
  }

  static byte[] payload(Message message) {
    return Networks.MAINNET.messages().encode(message, FORMAT).toArray();
  }

  static byte[] frame(Message message) {
    return Networks.MAINNET.encode(message, FORMAT).frame().toArray();
  }

  private static Hash hash(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Hash.read(bytes, 0);
  }

  static Headers headers() {
    Random random = new Random(1);
    List<BlockHeader> headers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      headers.add(
          BlockHeader.of(
              0x20000000,
              hash(random),
              hash(random),
              1_600_000_000L + i,
              0x1d00ffff,
              random.nextInt() & 0xffff_ffffL));
    }
    return Headers.of(headers);
  }

  static Inv inventory() {
    Random random = new Random(2);
    List<InventoryVector> items = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      items.add(InventoryVector.tx(hash(random)));
    }
    return Inv.of(items);
  }

  static AddrV2 addresses() {
    Random random = new Random(3);
    List<TimedAddress> addresses = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      byte[] ip = new byte[4];
      random.nextBytes(ip);
      addresses.add(
          new TimedAddress(
              1_700_000_000L + i,
              ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS),
              IPv4Address.of(Bytes.wrap(ip)),
              8333));
    }
    return new AddrV2(addresses);
  }

  /** A transaction with two P2WPKH inputs and two P2WPKH outputs. */
  public static byte[] transaction() {
    StringBuilder hex = new StringBuilder("020000000001" + "02");
    for (int i = 0; i < 2; i++) {
      hex.append("ab".repeat(32)).append("0").append(i).append("000000").append("00");
      hex.append("fdffffff");
    }
    hex.append("02");
    for (int i = 0; i < 2; i++) {
      hex.append("00e1f50500000000").append("16").append("0014").append("cd".repeat(20));
    }
    for (int i = 0; i < 2; i++) {
      hex.append("02").append("47").append("30".repeat(SIGNATURE));
      hex.append("21").append("02".repeat(33));
    }
    hex.append("00000000");
    return Bytes.ofHex(hex.toString()).toArray();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
