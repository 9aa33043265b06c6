package org.verack.wire.kaspa;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Network.Seed;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.BlockHeader;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.kaspa.chain.Transaction;

/**
 * The networks of Kaspa as they were in 2020, when nodes still spoke a protocol like Bitcoin's; no
 * node on the Internet does so today. Their names begin with {@code kaspa:}, because Bitcoin's have
 * the same ones otherwise.
 *
 * <p>Each is a value that can be changed with {@link Network#toBuilder()}. Their conduct is that of
 * kaspad 0.6: unknown commands and what does not decode are rejected and end the connection.
 *
 * {@snippet :
 * Network testnet = KaspaNetworks.byName("kaspa:testnet").orElseThrow();
 * assert testnet.port() == 16211 && testnet.latestVersion() == KaspaNetworks.PROTOCOL_VERSION;
 * assert !testnet.hasEncryptedTransport();
 * assert PeerConfig.of(testnet).policy() == PeerConfig.Policy.STRICT; // as kaspad 0.6
 * }
 */
public final class KaspaNetworks {

  /** The only protocol version. */
  public static final int PROTOCOL_VERSION = 1;

  private static final int BLOCK_VERSION = 0x10000000;

  /** A blue score of 0 and where the subsidy goes. */
  private static final String PAY_TO =
      "000000000000000017a914da1745e9b549bd0bfa1a569971c77eba30cd5a4b87";

  /** Was meant to carry the money. */
  public static final Network MAINNET =
      network("kaspa:mainnet", 0x3ddcf71d, 16111, 0x207fffff)
          .seeds(List.of(new Seed("dnsseed.kas.pa", false)))
          .genesis(
              Hash.of("528738ba8625e0b8995b2692ad6fb55a4863096bcd64023a5924c79a9aecaced"),
              genesis(PAY_TO, "", 0x17315ed0f99L, 0x207fffff, 0))
          .build();

  /** The test network. */
  public static final Network TESTNET =
      network("kaspa:testnet", 0xddb8af8f, 16211, 0x1e7fffff)
          .seeds(List.of(new Seed("testnet-dnsseed.kas.pa", false)))
          .genesis(
              Hash.of("0000613f55868820a36bc69c00268fd0aba2c789459835f5e500137099718c34"),
              genesis("00000000000000000100", "kaspa-testnet", 0x1730a66a9d9L, 0x1e7fffff, 0x162ca))
          .build();

  /** A network of one's own nodes, where blocks are made at will. */
  public static final Network REGTEST =
      network("kaspa:regtest", 0xf396cdd6, 16211, 0x207fffff)
          .toleratesLocalFaults(true)
          .genesis(
              Hash.of("0000365d359facd85e7df6f7a4b31f4a1879ec56bb1f9df30d61ac33e654ed66"),
              genesis(PAY_TO, "kaspa-regtest", 0x1733106fd15L, 0x1e7fffff, 0x8184))
          .build();

  /** A network of one's own nodes, with miners simulated. */
  public static final Network SIMNET =
      network("kaspa:simnet", 0x374dcf1c, 16511, 0x207fffff)
          .genesis(
              Hash.of("3fc4d1571c813495d36fe6bdfeab1b24e013eddae7cd187aa5c738a95edc2786"),
              genesis(PAY_TO, "kaspa-simnet", 0x173001df3d5L, 0x207fffff, 0))
          .build();

  /** A network of developers. */
  public static final Network DEVNET =
      network("kaspa:devnet", 0x732d87e1, 16611, 0x1e7fffff)
          .genesis(
              Hash.of("000066d6f2524f026ead951debcd4feff4c8d57df339491d72825609317d032e"),
              genesis(PAY_TO, "kaspa-devnet", 0x17305b05694L, 0x1e7fffff, 0x10bb))
          .build();

  private static final List<Network> ALL = List.of(MAINNET, TESTNET, REGTEST, SIMNET, DEVNET);

  private KaspaNetworks() {}

  /**
   * Finds a network.
   *
   * @param name such as {@code "kaspa:mainnet"} or {@code "kaspa:devnet"}
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
        .maxPayload(KaspaLimits.PAYLOAD)
        .versions(PROTOCOL_VERSION, PROTOCOL_VERSION)
        .unknownCommands(Network.UnknownCommands.END_THE_CONNECTION)
        .conduct(Network.Conduct.STRICT)
        .handshake(KaspaHandshake.of(() -> Hash.ZERO))
        .rules(KaspaRules.INSTANCE)
        .messages(KaspaMessages.ALL);
  }

  /** A block that follows none, with a coinbase that has a payload and nothing else. */
  private static Bytes genesis(String payTo, String motto, long timestamp, int bits, long nonce) {
    String payload = payTo + HexFormat.of().formatHex(motto.getBytes(StandardCharsets.US_ASCII));
    Transaction coinbase =
        Transaction.of(
            1,
            List.of(),
            List.of(),
            0,
            SubnetworkId.COINBASE,
            Transaction.Execution.of(Bytes.ofHex(payload)));
    BlockHeader header =
        BlockHeader.of(
            BLOCK_VERSION,
            List.of(),
            coinbase.hash(),
            Hash.ZERO,
            Hash.ZERO,
            timestamp,
            bits,
            nonce);
    return Block.of(header, List.of(coinbase)).bytes();
  }
}
