package org.verack.wire.decred;

import java.util.List;
import java.util.Optional;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;

/**
 * The networks of Decred. Their names begin with {@code decred:}, because Bitcoin's have the same
 * ones otherwise; the magic of simnet is even the same as that of Bitcoin's.
 *
 * <p>Each is a value that can be changed with {@link Network#toBuilder()}. Their conduct is dcrd's:
 * unknown commands, what does not decode and what comes at the wrong time end the connection.
 * Versions below 9 are refused.
 *
 * <p>They have no seeds here: Decred's seeders are asked by HTTPS ({@code GET
 * https://<host>/api/addrs}), see {@link #seeders(Network)}.
 *
 * {@snippet :
 * Network mainnet = DecredNetworks.byName("decred:mainnet").orElseThrow();
 * assert mainnet.port() == 9108 && !mainnet.hasEncryptedTransport();
 * assert mainnet.seeds().isEmpty(); // no DNS: seeders are asked by HTTPS
 * assert !DecredNetworks.seeders(mainnet).isEmpty();
 * assert DecredNetworks.SIMNET.magic() == Networks.byName("simnet").orElseThrow().magic();
 * }
 */
public final class DecredNetworks {

  /** The transaction that the first blocks of all networks but simnet share, and no stake tree. */
  private static final String TRANSACTIONS =
      "0101000000010000000000000000000000000000000000000000000000000000000000000000ffffffff"
          + "00ffffffff010000000000000000000020801679e98561ada96caec2949a5d41c4cab3851eb740d951c1"
          + "0ecbcf265c1fd9000000000000000001ffffffffffffffff00000000ffffffff02000000";

  /** The network that carries the money. */
  public static final Network MAINNET =
      network("decred:mainnet", 0xd9b400f9, 9108, 0x1d00ffff)
          .genesis(
              Hash.of("298e5cc3d985bfe7f81dc135f360abe089edd4396b86d2de66b0cef42b21d980"),
              genesis(
                  "0100000000000000000000000000000000000000000000000000000000000000000000000dc101dfc3c6"
                      + "a2eb10ca0c5374e10d28feb53f7eabcc850511ceadb99174aa6600000000000000000000000000000000"
                      + "0000000000000000000000000000000000000000000000000000000000000000ffff011b00c2eb0b0000"
                      + "00000000000000000000a0d7b85600000000000000000000000000000000000000000000000000000000"
                      + "000000000000000000000000"))
          .build();

  /** The third test network. */
  public static final Network TESTNET3 =
      network("decred:testnet3", 0xb194aa75, 19108, 0x1e00ffff)
          .genesis(
              Hash.of("a649dce53918caf422e9c711c858837e08d626ecfcd198969b24f7b634a49bac"),
              genesis(
                  "0600000000000000000000000000000000000000000000000000000000000000000000002c0ad603d44a"
                      + "16698ac951fa22aab5e7b30293fa1d0ac72560cdfcc9eabcdfe700000000000000000000000000000000"
                      + "0000000000000000000000000000000000000000000000000000000000000000ffff001e002d31010000"
                      + "00000000000000000000808f675b1aa4ae18000000000000000000000000000000000000000000000000"
                      + "000000000000000006000000"))
          .build();

  /** A network of one's own nodes, with stakeholders and miners simulated. */
  public static final Network SIMNET =
      network("decred:simnet", 0x12141c16, 18555, 0x207fffff)
          .genesis(
              Hash.of("6bef82c645999585f7255cb02672921ac2f5492820090cd635fe3a59d16b4f87"),
              Bytes.ofHex(
                  "010000000000000000000000000000000000000000000000000000000000000000000000925629c5582b"
                      + "bfc3609d71a2f4a887443c80d54a1fe31e95e95d42f3e288945c00000000000000000000000000000000"
                      + "0000000000000000000000000000000000000000000000000000000000000000ffff7f20000000000000"
                      + "000000000000000000004506865300000000000000000000000000000000000000000000000000000000"
                      + "000000000000000000000000010100000001000000000000000000000000000000000000000000000000"
                      + "0000000000000000ffffffff00ffffffff0100000000000000000000434104678afdb0fe5548271967f1"
                      + "a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba"
                      + "0b8d578a4c702b6bf11d5fac000000000000000001000000000000000000000000000000004d04ffff00"
                      + "1d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272"
                      + "696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b7300"))
          .build();

  /** A network of one's own nodes, where blocks are made at will. */
  public static final Network REGNET =
      network("decred:regnet", 0xdab500fa, 18655, 0x207fffff)
          .genesis(
              Hash.of("2ced94b4ae95bba344cfa043268732d230649c640f92dce2d9518823d3057cb0"),
              genesis(
                  "0100000000000000000000000000000000000000000000000000000000000000000000000dc101dfc3c6"
                      + "a2eb10ca0c5374e10d28feb53f7eabcc850511ceadb99174aa6600000000000000000000000000000000"
                      + "0000000000000000000000000000000000000000000000000000000000000000ffff7f20000000000000"
                      + "000000000000000000008006b45b00000000000000000000000000000000000000000000000000000000"
                      + "000000000000000000000000"))
          .build();

  private static final List<Network> ALL = List.of(MAINNET, TESTNET3, SIMNET, REGNET);

  private DecredNetworks() {}

  /**
   * Finds a network.
   *
   * @param name such as {@code "decred:mainnet"} or {@code "decred:testnet3"}
   * @return the network, or empty if none here has that name
   */
  public static Optional<Network> byName(String name) {
    return ALL.stream().filter(network -> network.name().equals(name)).findFirst();
  }

  /**
   * Returns the networks that have a constant here.
   *
   * @return all of them, the main one first
   */
  public static List<Network> all() {
    return ALL;
  }

  /**
   * Returns who can be asked for addresses of nodes. The answer to {@code GET
   * https://<host>/api/addrs} is a sequence of JSON objects, each with the members {@code host}
   * (address and port), {@code services} and {@code pver}; the parameters {@code ipversion}, {@code
   * pver} and {@code services} filter it.
   *
   * @param network one of {@link #all()}
   * @return names of hosts; none for simnet, regnet and other networks
   */
  public static List<String> seeders(Network network) {
    return switch (network.name()) {
      case "decred:mainnet" ->
          List.of(
              "mainnet-seed-1.decred.org",
              "mainnet-seed-2.decred.org",
              "mainnet-seed.jholdstock.uk",
              "dcr-seed.jz.bz");
      case "decred:testnet3" ->
          List.of(
              "testnet-seed-1.decred.org",
              "testnet-seed-2.decred.org",
              "testnet-seed.jholdstock.uk");
      default -> List.of();
    };
  }

  private static Network.Builder network(String name, int magic, int port, int powLimitBits) {
    return Network.builder(name)
        .magic(magic)
        .port(port)
        .powLimitBits(powLimitBits)
        .checksum(Blake256Checksum.INSTANCE)
        .maxPayload(1 << 25)
        .versions(DecredProtocolVersion.REMOVE_REJECT, DecredProtocolVersion.LATEST)
        .unknownCommands(Network.UnknownCommands.END_THE_CONNECTION)
        .conduct(Network.Conduct.STRICT)
        .handshake(DecredHandshake.DEFAULT)
        .rules(DecredRules.INSTANCE)
        .messages(DecredMessages.ALL);
  }

  private static Bytes genesis(String header) {
    return Bytes.ofHex(header + TRANSACTIONS);
  }
}
