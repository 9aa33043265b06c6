package org.verack.wire;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.PeerRules;

/**
 * A network, as data: how its frames begin, which messages it has, how its peers greet each other.
 *
 * <p>Immutable and safe for use from any thread. {@link Networks} has the known ones; a network of
 * one's own is made with {@link #builder(String)} or from a known one with {@link #toBuilder()}.
 *
 * {@snippet :
 * Network mine =
 *     Networks.REGTEST.toBuilder().name("workshop").magic(0x0badcafe).port(19444).build();
 *
 * Bytes frame = mine.encode(Verack.INSTANCE, format).frame();
 * assert frame.slice(0, 4).toHex().equals("fecaad0b"); // the lowest byte goes first
 * assert mine.genesisHash().equals(Networks.REGTEST.genesisHash());
 * }
 */
public final class Network {

  /** What happens to a message whose command the network does not know. */
  public enum UnknownCommands {
    /** It is an event like any other (Bitcoin). */
    TOLERATED,
    /** It ends the connection (LBRY, Decred, Kaspa). */
    END_THE_CONNECTION
  }

  /** What happens to a message that does not decode or comes at the wrong time. */
  public enum Conduct {
    /** It is an event; the connection goes on (Bitcoin Core). */
    TOLERANT,
    /** It ends the connection (LBRY, Decred, Kaspa, and btcd on Bitcoin's networks). */
    STRICT
  }

  /**
   * A host name under which addresses of nodes are published.
   *
   * @param host the name
   * @param filtersServices whether {@code x<bits>.<host>} returns only nodes with those services
   */
  public record Seed(String host, boolean filtersServices) {}

  private final String name;
  private final int magic;
  private final int port;
  private final List<Seed> seeds;
  private final Hash genesisHash;
  private final Bytes genesisBlock;
  private final int powLimitBits;
  private final FrameChecksum checksum;
  private final int maxPayload;
  private final int minimumVersion;
  private final int latestVersion;
  private final UnknownCommands unknownCommands;
  private final boolean encrypted;
  private final boolean toleratesLocalFaults;
  private final Conduct conduct;
  private final HandshakeScript handshake;
  private final PeerRules rules;
  private final MessageSet messages;

  private Network(Builder builder) {
    name = builder.name;
    magic = builder.magic;
    port = builder.port;
    seeds = builder.seeds;
    genesisHash = builder.genesisHash;
    genesisBlock = builder.genesisBlock;
    powLimitBits = builder.powLimitBits;
    checksum = builder.checksum;
    maxPayload = builder.maxPayload;
    minimumVersion = builder.minimumVersion;
    latestVersion = builder.latestVersion;
    unknownCommands = builder.unknownCommands;
    encrypted = builder.encrypted;
    toleratesLocalFaults = builder.toleratesLocalFaults;
    conduct = builder.conduct;
    handshake = Objects.requireNonNull(builder.handshake, "handshake");
    rules = builder.rules;
    messages = Objects.requireNonNull(builder.messages, "messages");
  }

  /**
   * Begins a network of one's own.
   *
   * @param name its name, for display
   * @return a builder with Bitcoin's checksum and limits, and without messages and handshake
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Begins a network that differs from this one.
   *
   * @return a builder with everything as here
   */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    builder.magic = magic;
    builder.port = port;
    builder.seeds = seeds;
    builder.genesisHash = genesisHash;
    builder.genesisBlock = genesisBlock;
    builder.powLimitBits = powLimitBits;
    builder.checksum = checksum;
    builder.maxPayload = maxPayload;
    builder.minimumVersion = minimumVersion;
    builder.latestVersion = latestVersion;
    builder.unknownCommands = unknownCommands;
    builder.encrypted = encrypted;
    builder.toleratesLocalFaults = toleratesLocalFaults;
    builder.conduct = conduct;
    builder.handshake = handshake;
    builder.rules = rules;
    builder.messages = messages;
    return builder;
  }

  /**
   * Returns the name, for display and for configuration.
   *
   * @return such as {@code "mainnet"}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the four bytes with which every frame begins.
   *
   * @return the bytes, the first in the lowest eight bits
   */
  public int magic() {
    return magic;
  }

  /**
   * Returns the port on which nodes listen by default.
   *
   * @return 0 to 65535
   */
  public int port() {
    return port;
  }

  /**
   * Returns where addresses of nodes are published.
   *
   * @return host names, possibly none
   */
  public List<Seed> seeds() {
    return seeds;
  }

  /**
   * Returns the hash of the first block.
   *
   * @return the hash
   */
  public Hash genesisHash() {
    return genesisHash;
  }

  /**
   * Returns the first block.
   *
   * @return its serialisation; empty if this network does not say
   */
  public Bytes genesisBlock() {
    return genesisBlock;
  }

  /**
   * Returns the easiest proof of work that a block may have.
   *
   * @return the target in the compact form of a header's bits
   */
  public int powLimitBits() {
    return powLimitBits;
  }

  /**
   * Returns how the checksum of a v1 frame is computed.
   *
   * @return the function
   */
  public FrameChecksum checksum() {
    return checksum;
  }

  /**
   * Returns the longest payload of any message.
   *
   * @return the limit in bytes; a frame that claims more ends the connection
   */
  public int maxPayload() {
    return maxPayload;
  }

  /**
   * Returns the oldest protocol version that a peer of this network accepts by default.
   *
   * @return the version
   */
  public int minimumVersion() {
    return minimumVersion;
  }

  /**
   * Returns the newest protocol version that this library speaks here.
   *
   * @return the version
   */
  public int latestVersion() {
    return latestVersion;
  }

  /**
   * Returns what an unknown command does by default.
   *
   * @return the rule
   */
  public UnknownCommands unknownCommands() {
    return unknownCommands;
  }

  /**
   * Returns what a message does by default that does not decode or comes at the wrong time.
   *
   * @return the rule
   */
  public Conduct conduct() {
    return conduct;
  }

  /**
   * Returns how peers greet each other.
   *
   * @return the script
   */
  public HandshakeScript handshake() {
    return handshake;
  }

  /**
   * Returns whether its peers may speak the encrypted transport (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>).
   *
   * @return whether they may
   */
  public boolean hasEncryptedTransport() {
    return encrypted;
  }

  /**
   * Returns whether strict peers forgive a remote on the same machine messages that do not decode,
   * as btcd does on its network for tests.
   *
   * @return whether they do
   */
  public boolean toleratesLocalFaults() {
    return toleratesLocalFaults;
  }

  /**
   * Returns what is expected of peers after the handshake.
   *
   * @return the rules
   */
  public PeerRules rules() {
    return rules;
  }

  /**
   * Returns the messages.
   *
   * @return the set
   */
  public MessageSet messages() {
    return messages;
  }

  /**
   * Returns this network with other messages.
   *
   * @param replacement the messages
   * @return a new network
   */
  public Network withMessages(MessageSet replacement) {
    return toBuilder().messages(replacement).build();
  }

  /**
   * Encodes a message for this network.
   *
   * @param message the message
   * @param format the protocol version and witness encoding
   * @return the encoded message
   * @throws EncodeException if it cannot be written
   */
  public EncodedMessage encode(Message message, WireFormat format) {
    return EncodedMessage.of(this, message, format);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Network that
        && name.equals(that.name)
        && magic == that.magic
        && port == that.port
        && seeds.equals(that.seeds)
        && genesisHash.equals(that.genesisHash)
        && genesisBlock.equals(that.genesisBlock)
        && powLimitBits == that.powLimitBits
        && checksum.equals(that.checksum)
        && maxPayload == that.maxPayload
        && minimumVersion == that.minimumVersion
        && latestVersion == that.latestVersion
        && unknownCommands == that.unknownCommands
        && encrypted == that.encrypted
        && toleratesLocalFaults == that.toleratesLocalFaults
        && conduct == that.conduct
        && handshake.equals(that.handshake)
        && rules.equals(that.rules)
        && messages.equals(that.messages);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, magic, port, genesisHash);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }

  /** Collects the parts of a network. Not safe for use by several threads at once. */
  public static final class Builder {

    private String name;
    private int magic;
    private int port;
    private List<Seed> seeds = List.of();
    private Hash genesisHash = Hash.ZERO;
    private Bytes genesisBlock = Bytes.EMPTY;
    private int powLimitBits = 0x207fffff;
    private FrameChecksum checksum = FrameChecksum.sha256d();
    private int maxPayload = 4_000_000;
    private int minimumVersion;
    private int latestVersion = ProtocolVersion.LATEST;
    private UnknownCommands unknownCommands = UnknownCommands.TOLERATED;
    private boolean encrypted;
    private boolean toleratesLocalFaults;
    private Conduct conduct = Conduct.TOLERANT;
    private @Nullable HandshakeScript handshake;
    private PeerRules rules = PeerRules.NONE;
    private @Nullable MessageSet messages;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Sets the name.
     *
     * @param value for display and for configuration
     * @return this builder
     */
    public Builder name(String value) {
      name = Objects.requireNonNull(value, "name");
      return this;
    }

    /**
     * Sets the magic.
     *
     * @param value the four bytes, the first in the lowest eight bits
     * @return this builder
     */
    public Builder magic(int value) {
      magic = value;
      return this;
    }

    /**
     * Sets the default port.
     *
     * @param value 0 to 65535
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder port(int value) {
      if (value < 0 || value > 65535) {
        throw new IllegalArgumentException("port " + value);
      }
      port = value;
      return this;
    }

    /**
     * Sets where addresses of nodes are published.
     *
     * @param value the host names
     * @return this builder
     */
    public Builder seeds(List<Seed> value) {
      seeds = List.copyOf(value);
      return this;
    }

    /**
     * Sets the first block.
     *
     * @param hash its hash
     * @param block its serialisation, or empty
     * @return this builder
     */
    public Builder genesis(Hash hash, Bytes block) {
      genesisHash = Objects.requireNonNull(hash, "hash");
      genesisBlock = Objects.requireNonNull(block, "block");
      return this;
    }

    /**
     * Sets the easiest proof of work.
     *
     * @param bits the target in compact form
     * @return this builder
     */
    public Builder powLimitBits(int bits) {
      powLimitBits = bits;
      return this;
    }

    /**
     * Sets the frame checksum.
     *
     * @param value the function
     * @return this builder
     */
    public Builder checksum(FrameChecksum value) {
      checksum = Objects.requireNonNull(value, "checksum");
      return this;
    }

    /**
     * Sets the longest payload.
     *
     * @param bytes the limit
     * @return this builder
     * @throws IllegalArgumentException if it is negative or over 32 MiB, the most that any known
     *     network allows
     */
    public Builder maxPayload(int bytes) {
      if (bytes < 0 || bytes > 1 << 25) {
        throw new IllegalArgumentException("maximum payload " + bytes);
      }
      maxPayload = bytes;
      return this;
    }

    /**
     * Sets the protocol versions.
     *
     * @param minimum the oldest that a peer accepts by default
     * @param latest the newest that is spoken
     * @return this builder
     * @throws IllegalArgumentException if they are negative or in the wrong order
     */
    public Builder versions(int minimum, int latest) {
      if (minimum < 0 || latest < minimum) {
        throw new IllegalArgumentException("versions " + minimum + " to " + latest);
      }
      minimumVersion = minimum;
      latestVersion = latest;
      return this;
    }

    /**
     * Sets what an unknown command does.
     *
     * @param value the rule
     * @return this builder
     */
    public Builder unknownCommands(UnknownCommands value) {
      unknownCommands = Objects.requireNonNull(value, "unknownCommands");
      return this;
    }

    /**
     * Sets what a message does that does not decode or comes at the wrong time.
     *
     * @param value the rule
     * @return this builder
     */
    public Builder conduct(Conduct value) {
      conduct = Objects.requireNonNull(value, "conduct");
      return this;
    }

    /**
     * Sets how peers greet each other.
     *
     * @param value the script
     * @return this builder
     */
    public Builder handshake(HandshakeScript value) {
      handshake = Objects.requireNonNull(value, "handshake");
      return this;
    }

    /**
     * Sets whether its peers may speak the encrypted transport (BIP 324).
     *
     * @param value whether they may; by default not
     * @return this builder
     */
    public Builder encryptedTransport(boolean value) {
      encrypted = value;
      return this;
    }

    /**
     * Sets whether strict peers forgive a remote on the same machine messages that do not decode.
     *
     * @param value whether they do
     * @return this builder
     */
    public Builder toleratesLocalFaults(boolean value) {
      toleratesLocalFaults = value;
      return this;
    }

    /**
     * Sets what is expected of peers after the handshake.
     *
     * @param value the rules
     * @return this builder
     */
    public Builder rules(PeerRules value) {
      rules = Objects.requireNonNull(value, "rules");
      return this;
    }

    /**
     * Sets the messages.
     *
     * @param value the set
     * @return this builder
     */
    public Builder messages(MessageSet value) {
      messages = Objects.requireNonNull(value, "messages");
      return this;
    }

    /**
     * Makes the network.
     *
     * @return it
     * @throws NullPointerException if the messages or the handshake were not set
     */
    public Network build() {
      return new Network(this);
    }
  }
}
