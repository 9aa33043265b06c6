package org.verack.wire.lbry;

import java.util.List;
import java.util.Optional;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Network.Seed;

/**
 * The networks of LBRY. Their names begin with {@code lbry:}, because Bitcoin's have the same ones
 * otherwise; the magics of simnet and signet are even the same as those of Bitcoin's.
 *
 * <p>Each is a value that can be changed with {@link Network#toBuilder()}. Their conduct is lbcd's:
 * unknown commands, what does not decode and what comes at the wrong time are rejected and end the
 * connection.
 *
 * {@snippet :
 * Network mainnet = LbryNetworks.byName("lbry:mainnet").orElseThrow();
 * assert mainnet.port() == 9246 && mainnet.latestVersion() == LbryNetworks.LATEST_VERSION;
 * assert !mainnet.hasEncryptedTransport();
 * assert PeerConfig.of(mainnet).policy() == PeerConfig.Policy.STRICT; // as lbcd
 * assert LbryNetworks.SIGNET.magic() == Networks.byName("signet").orElseThrow().magic();
 * }
 */
public final class LbryNetworks {

  /** The oldest protocol version that is accepted. */
  public static final int MINIMUM_VERSION = 209;

  /** The newest protocol version that is spoken. */
  public static final int LATEST_VERSION = 70013;

  /** Version 1, no block before, and the root of a tree with one transaction. */
  private static final String HEADER =
      "0100000000000000000000000000000000000000000000000000000000000000000000"
          + "00cc59e59ff97ac092b55e423aa5495151ed6fb80570a5bb78cd5bd1c3821c21b8";

  /** The root of a claim trie without claims. */
  private static final String NO_CLAIMS = "01" + "00".repeat(31);

  /** What stands there where nobody thought of it. */
  private static final String NO_ROOT = "00".repeat(32);

  /** The coinbase transaction that all first blocks share. */
  private static final String COINBASE =
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff1f04ffff"
          + "001d010417696e736572742074696d657374616d7020737472696e67ffffffff01000004bfc91b8e001976"
          + "a914345991dbf57bfb014b87006acdfafbfc5fe8292f88ac00000000";

  /** The network that carries the money. */
  public static final Network MAINNET =
      network("lbry:mainnet", 0xf1aae4fa, 9246, 0x1f00ffff)
          .seeds(
              List.of(
                  new Seed("dnsseed1.lbry.com", true),
                  new Seed("dnsseed2.lbry.com", true),
                  new Seed("dnsseed3.lbry.com", true),
                  new Seed("seed.lbry.grin.io", true),
                  new Seed("seed.allaboutlbc.com", true)))
          .genesis(
              Hash.of("9c89283ba0f3227f6c03b70216b9f665f0118d5e0fa729cedf4fb34d6a34f463"),
              genesis(NO_CLAIMS, "33193156ffff001f07050000"))
          .build();

  /** The test network, with the same first block. */
  public static final Network TESTNET3 =
      network("lbry:testnet3", 0xe1aae4fa, 19246, 0x1f00ffff)
          .seeds(
              List.of(
                  new Seed("testdnsseed1.lbry.com", true), new Seed("testdnsseed2.lbry.com", true)))
          .genesis(MAINNET.genesisHash(), MAINNET.genesisBlock())
          .build();

  /** A network of one's own nodes, where blocks are made at will. */
  public static final Network REGTEST =
      network("lbry:regtest", 0xd1aae4fa, 29246, 0x207fffff)
          .toleratesLocalFaults(true)
          .genesis(
              Hash.of("6e3fcf1299d4ec5d79c3a4c91d624a4acf9e2e173d95a1a0504f677669687556"),
              genesis(NO_CLAIMS, "33193156ffff7f2001000000"))
          .build();

  /** lbcd's network of one's own nodes. */
  public static final Network SIMNET =
      network("lbry:simnet", 0x12141c16, 39246, 0x207fffff)
          .genesis(
              Hash.of("9d7bc9ea4823ec061e3b376dd48c4ff3e0fe9fc94a76da1a141948588dc549bb"),
              genesis(NO_ROOT, "45068653ffff7f2002000000"))
          .build();

  /** Bitcoin's default signet with LBRY's header; nobody runs it. It has no seeds here. */
  public static final Network SIGNET =
      network("lbry:signet", 0x40cf030a, 39246, 0x1e0377ae)
          .genesis(
              Hash.of("4e5599684e547d454f1c12b57de4a1105bb1931b32c72c41affecd4f5ac4ea5d"),
              genesis(NO_ROOT, "008f4d5fae77031e8ad22203"))
          .build();

  private static final List<Network> ALL = List.of(MAINNET, TESTNET3, REGTEST, SIMNET, SIGNET);

  private LbryNetworks() {}

  /**
   * Finds a network.
   *
   * @param name such as {@code "lbry:mainnet"} or {@code "lbry:testnet3"}
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

  private static Network.Builder network(String name, int magic, int port, int powLimitBits) {
    return Network.builder(name)
        .magic(magic)
        .port(port)
        .powLimitBits(powLimitBits)
        .maxPayload(LbryLimits.PAYLOAD)
        .versions(MINIMUM_VERSION, LATEST_VERSION)
        .unknownCommands(Network.UnknownCommands.END_THE_CONNECTION)
        .conduct(Network.Conduct.STRICT)
        .handshake(LbryHandshake.DEFAULT)
        .rules(LbryRules.INSTANCE)
        .messages(LbryMessages.ALL);
  }

  private static Bytes genesis(String claimTrieRoot, String timeBitsAndNonce) {
    return Bytes.ofHex(HEADER + claimTrieRoot + timeBitsAndNonce + "01" + COINBASE);
  }
}
