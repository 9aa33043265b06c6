package org.verack.wire;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.verack.wire.Network.Seed;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadWriter;

/**
 * The networks of Bitcoin.
 *
 * <p>Each is a value that can be changed with {@link Network#toBuilder()}.
 *
 * {@snippet :
 * Network network = Networks.byName("testnet4").orElseThrow();
 * assert network.port() == 48333 && network.seeds().size() == 2;
 *
 * // A signet of one's own, on which whoever wants makes blocks: its challenge is OP_TRUE.
 * Network mine = Networks.signet(Bytes.ofHex("51"));
 * assert mine.magic() != Networks.SIGNET.magic();
 * assert mine.genesisHash().equals(Networks.SIGNET.genesisHash());
 * }
 */
public final class Networks {

  /** The coinbase transaction that all first blocks share, except testnet4's. */
  private static final String COINBASE =
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff"
          + "001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272"
          + "696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a010000"
          + "00434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38"
          + "c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

  /** Version 1, no block before, and the root of a tree with that transaction alone. */
  private static final String HEADER =
      "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac7"
          + "2c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a";

  private static final String TESTNET4_BLOCK =
      "0100000000000000000000000000000000000000000000000000000000000000000000004e7b2b9128fe0291db06"
          + "93af2ae418b767e657cd407e80cb1434221eaea7a07a046f3566ffff001dbb0c781701010000000100000000"
          + "00000000000000000000000000000000000000000000000000000000ffffffff5504ffff001d01044c4c3033"
          + "2f4d61792f323032342030303030303030303030303030303030303030303165626435386332343439373062"
          + "336161396437383362623030313031316662653865613865393865303065ffffffff0100f2052a0100000023"
          + "21000000000000000000000000000000000000000000000000000000000000000000ac00000000";

  /** The script that signs blocks of the default signet (BIP 325). */
  private static final String SIGNET_CHALLENGE =
      "512103ad5e0edad18cb1f0fc0d28a3d4f1f3e445640337489abb10404f2d1e086be430210359ef5021964fe22d6f"
          + "8e05b2463c9540ce96883fe3b278760f048f5189f2e6c452ae";

  /** The network that carries the money. */
  public static final Network MAINNET =
      network("mainnet", 0xd9b4bef9, 8333, 0x1d00ffff)
          .seeds(
              List.of(
                  new Seed("seed.bitcoin.sipa.be", true),
                  new Seed("dnsseed.bluematt.me", true),
                  new Seed("dnsseed.bitcoin.dashjr.org", false),
                  new Seed("seed.bitnodes.io", false),
                  new Seed("seed.bitcoin.jonasschnelli.ch", true),
                  new Seed("seed.btc.petertodd.net", true),
                  new Seed("seed.bitcoin.sprovoost.nl", true),
                  new Seed("seed.bitcoin.wiz.biz", true)))
          .genesis(
              Hash.of("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
              genesis("29ab5f49ffff001d1dac2b7c"))
          .build();

  /** The third test network, to be replaced by the fourth. */
  public static final Network TESTNET3 =
      network("testnet3", 0x0709110b, 18333, 0x1d00ffff)
          .seeds(
              List.of(
                  new Seed("testnet-seed.bitcoin.jonasschnelli.ch", true),
                  new Seed("seed.tbtc.petertodd.net", true),
                  new Seed("seed.testnet.bitcoin.sprovoost.nl", true),
                  new Seed("testnet-seed.bluematt.me", false)))
          .genesis(
              Hash.of("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"),
              genesis("dae5494dffff001d1aa4ae18"))
          .build();

  /**
   * The fourth test network (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0094.mediawiki">BIP 94</a>).
   */
  public static final Network TESTNET4 =
      network("testnet4", 0x283f161c, 48333, 0x1d00ffff)
          .seeds(
              List.of(
                  new Seed("seed.testnet4.bitcoin.sprovoost.nl", true),
                  new Seed("seed.testnet4.wiz.biz", true)))
          .genesis(
              Hash.of("00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043"),
              Bytes.ofHex(TESTNET4_BLOCK))
          .build();

  /**
   * The default test network with signed blocks (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0325.mediawiki">BIP 325</a>). Its seeds
   * that are no names are left out.
   */
  public static final Network SIGNET =
      signet("signet", signetMagic(Bytes.ofHex(SIGNET_CHALLENGE)))
          .seeds(List.of(new Seed("seed.signet.bitcoin.sprovoost.nl", true)))
          .build();

  /** A network of one's own nodes, where blocks are made at will. */
  public static final Network REGTEST =
      network("regtest", 0xdab5bffa, 18444, 0x207fffff)
          .toleratesLocalFaults(true)
          .genesis(
              Hash.of("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"),
              genesis("dae5494dffff7f2002000000"))
          .build();

  /** btcd's network of one's own nodes. Decred's has the same magic and port, LBRY's the magic. */
  public static final Network SIMNET =
      network("simnet", 0x12141c16, 18555, 0x207fffff)
          .genesis(
              Hash.of("683e86bd5c6d110d91b94b97137ba6bfe02dbbdb8e3dff722a669b5d69d77af6"),
              genesis("45068653ffff7f2002000000"))
          .build();

  private static final List<Network> ALL =
      List.of(MAINNET, TESTNET3, TESTNET4, SIGNET, REGTEST, SIMNET);

  private Networks() {}

  /**
   * Makes a test network with signed blocks of one's own (BIP 325). Its magic follows from the
   * challenge; it has no seeds.
   *
   * @param challenge the script that a block's signature must satisfy
   * @return the network, named {@code signet-} and its magic
   */
  public static Network signet(Bytes challenge) {
    int magic = signetMagic(challenge);
    return signet("signet-" + HexFormat.of().toHexDigits(Integer.reverseBytes(magic)), magic)
        .build();
  }

  /**
   * Computes the magic of a signet (BIP 325).
   *
   * @param challenge the script that a block's signature must satisfy
   * @return the first four bytes of the double SHA-256 of the script with its length before it, the
   *     first in the lowest eight bits
   */
  public static int signetMagic(Bytes challenge) {
    int length = challenge.length();
    PayloadWriter out = new PayloadWriter(CompactSize.size(length) + length);
    out.writeVarBytes("challenge", challenge, length);
    Bytes bytes = out.finish();
    return FrameChecksum.sha256d().of(bytes.array(), bytes.offset(), bytes.length());
  }

  /**
   * Finds a network.
   *
   * @param name such as {@code "mainnet"} or {@code "testnet4"}
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

  private static Network.Builder signet(String name, int magic) {
    return network(name, magic, 38333, 0x1e0377ae)
        .genesis(
            Hash.of("00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"),
            genesis("008f4d5fae77031e8ad22203"));
  }

  private static Network.Builder network(String name, int magic, int port, int powLimitBits) {
    return Network.builder(name)
        .magic(magic)
        .port(port)
        .powLimitBits(powLimitBits)
        .versions(ProtocolVersion.GETHEADERS, ProtocolVersion.LATEST)
        .encryptedTransport(true)
        .handshake(BitcoinHandshake.DEFAULT)
        .rules(BitcoinRules.INSTANCE)
        .messages(BitcoinMessages.ALL);
  }

  private static Bytes genesis(String timeBitsAndNonce) {
    return Bytes.ofHex(HEADER + timeBitsAndNonce + "01" + COINBASE);
  }
}
