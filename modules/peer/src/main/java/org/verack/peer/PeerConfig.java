package org.verack.peer;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.verack.peer.connection.Dialer;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.VersionMessage;

/**
 * How peers of one kind behave. Only data; immutable and usable for any number of peers.
 *
 * <p>The defaults are those of Bitcoin Core on the wire: tolerant of what does not decode, silent
 * about it, patient. A network whose {@link Network#conduct()} is strict makes the strict policy
 * the default.
 *
 * {@snippet :
 * PeerConfig config =
 *     PeerConfig.builder(network)
 *         .userAgent("/monitor:1.0/") // BIP 14
 *         .bestHeight(chain::tipHeight) // asked anew for each version message
 *         .relay(false) // no transactions, please (BIP 37)
 *         .encryption(PeerConfig.Encryption.REQUIRED) // BIP 324, and no way back
 *         .build();
 * assert config.handshakeTimeout().equals(Duration.ofSeconds(60)); // as in Bitcoin Core
 *
 * PeerConfig strict = PeerConfig.builder(network).policy(PeerConfig.Policy.STRICT).build();
 * assert strict.handshakeTimeout().equals(Duration.ofSeconds(30)); // as in btcd
 * assert strict.rejects() && strict.stallDetection();
 * }
 */
public final class PeerConfig {

  /** What to do about messages that do not decode or come at the wrong time. */
  public enum Policy {
    /** They are events; the connection goes on (Bitcoin Core). */
    TOLERANT,
    /** They end the connection (btcd). */
    STRICT
  }

  /**
   * Whether connections are encrypted (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>).
   */
  public enum Encryption {
    /** Never. */
    OFF,
    /**
     * Where the remote can. What is dialed by its endpoint is dialed again without encryption if
     * the remote hangs up at our key without a word, or answers it with a message of the plain
     * transport. A connection that is handed over cannot be made again, so it is not encrypted if
     * we dialed it.
     */
    PREFERRED,
    /** Always; other connections end. */
    REQUIRED
  }

  /** As in btcd and its relatives. */
  private static final Duration STRICT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

  private final Network network;
  private final HandshakeScript handshake;
  private final String userAgent;
  private final ServiceFlags services;
  private final int protocolVersion;
  private final int minimumVersion;
  private final IntSupplier bestHeight;
  private final boolean relay;
  private final boolean hideRemote;
  private final boolean allowSelfConnection;
  private final Policy policy;
  private final Function<VersionMessage, Optional<String>> versionCheck;
  private final Encryption encryption;
  private final Negotiator negotiator;
  private final boolean rejects;
  private final boolean stallDetection;
  private final Duration inboundTrickle;
  private final Duration outboundTrickle;
  private final int knownInventory;
  private final Dialer dialer;
  private final Duration dialTimeout;
  private final Duration handshakeTimeout;
  private final Duration pingInterval;
  private final boolean answersPings;
  private final Duration idleTimeout;
  private final int outboundLimit;
  private final int inboxLimit;

  private PeerConfig(Builder builder) {
    network = builder.network;
    handshake = builder.handshake;
    userAgent = builder.userAgent;
    services = builder.services;
    protocolVersion = builder.protocolVersion;
    minimumVersion =
        builder.minimumVersion != 0
            ? builder.minimumVersion
            : Math.min(network.minimumVersion(), builder.protocolVersion);
    bestHeight = builder.bestHeight;
    relay = builder.relay;
    hideRemote = builder.hideRemote || builder.dialer.viaProxy();
    allowSelfConnection = builder.allowSelfConnection;
    policy = builder.policy;
    versionCheck = builder.versionCheck;
    encryption = builder.encryption;
    negotiator = builder.negotiator;
    rejects = builder.rejects;
    stallDetection = builder.stallDetection;
    inboundTrickle = builder.inboundTrickle;
    outboundTrickle = builder.outboundTrickle;
    knownInventory = builder.knownInventory;
    dialer = builder.dialer;
    dialTimeout = builder.dialTimeout;
    handshakeTimeout = builder.handshakeTimeout;
    pingInterval = builder.pingInterval;
    answersPings = builder.answersPings;
    idleTimeout = builder.idleTimeout;
    outboundLimit = builder.outboundLimit;
    inboxLimit = builder.inboxLimit;
  }

  /**
   * Takes the defaults.
   *
   * @param network the network to speak on
   * @return the configuration
   */
  public static PeerConfig of(Network network) {
    return builder(network).build();
  }

  /**
   * Begins with the defaults.
   *
   * @param network the network to speak on
   * @return a builder
   */
  public static Builder builder(Network network) {
    return new Builder(network);
  }

  /**
   * Returns the network.
   *
   * @return it
   */
  public Network network() {
    return network;
  }

  /**
   * Returns what is said in the handshake.
   *
   * @return the script; by default the network's
   */
  public HandshakeScript handshake() {
    return handshake;
  }

  /**
   * Returns what we call ourselves (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0014.mediawiki">BIP 14</a>).
   *
   * @return by default {@code "/verack:0.1.0/"}
   */
  public String userAgent() {
    return userAgent;
  }

  /**
   * Returns what we offer.
   *
   * @return by default nothing
   */
  public ServiceFlags services() {
    return services;
  }

  /**
   * Returns the newest protocol version that we announce.
   *
   * @return by default the network's latest
   */
  public int protocolVersion() {
    return protocolVersion;
  }

  /**
   * Returns the oldest protocol version that we accept.
   *
   * @return by default the network's minimum
   */
  public int minimumVersion() {
    return minimumVersion;
  }

  /**
   * Returns what is asked for the height of our best block when a version message is made.
   *
   * @return by default always 0
   */
  public IntSupplier bestHeight() {
    return bestHeight;
  }

  /**
   * Returns whether we want transactions announced (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
   *
   * @return by default true
   */
  public boolean relay() {
    return relay;
  }

  /**
   * Returns whether the version message keeps the remote's address to itself, as it should behind a
   * proxy.
   *
   * @return by default false; always true if the dialer goes through a proxy
   */
  public boolean hideRemote() {
    return hideRemote;
  }

  /**
   * Returns whether a connection to ourselves is allowed, for tests.
   *
   * @return by default false
   */
  public boolean allowSelfConnection() {
    return allowSelfConnection;
  }

  /**
   * Returns what to do about messages that do not decode or come at the wrong time.
   *
   * @return by default what the network's {@link Network#conduct()} says: {@link Policy#TOLERANT}
   *     on those of Bitcoin
   */
  public Policy policy() {
    return policy;
  }

  /**
   * Returns what is asked whether a remote's version message is acceptable.
   *
   * @return gives a reason to refuse, or empty; by default always empty
   */
  public Function<VersionMessage, Optional<String>> versionCheck() {
    return versionCheck;
  }

  /**
   * Returns whether connections are encrypted. Unless they never are, our version message offers
   * P2P_V2.
   *
   * @return by default {@link Encryption#PREFERRED} where the network has it
   */
  public Encryption encryption() {
    return encryption;
  }

  /**
   * Returns what is negotiated besides what the script says.
   *
   * @return by default nothing
   */
  public Negotiator negotiator() {
    return negotiator;
  }

  /**
   * Returns whether the remote is told of messages that are not taken (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0061.mediawiki">BIP 61</a>), where the
   * network and the protocol version have a message for it.
   *
   * @return by default false; true under the strict policy and on networks whose conduct is strict
   */
  public boolean rejects() {
    return rejects;
  }

  /**
   * Returns whether a remote that does not answer what was sent is left, as the network's rules
   * say. Requests have deadlines of their own in any case, which leave the connection as it is.
   *
   * @return by default false, because nodes that catch up do not always answer; true under the
   *     strict policy
   */
  public boolean stallDetection() {
    return stallDetection;
  }

  /**
   * Returns how often things are announced that need not be at once.
   *
   * @param inbound to a remote that dialed us, or that we dialed
   * @return the mean of a Poisson process, by default 5 s inbound and 2 s outbound; under the
   *     strict policy a fixed interval of 10 s
   */
  public Duration trickleInterval(boolean inbound) {
    return inbound ? inboundTrickle : outboundTrickle;
  }

  /**
   * Returns how many things are remembered that the remote is known to have.
   *
   * @return by default 1,000, about 120 bytes each; only peers to which something is announced
   *     remember any
   */
  public int knownInventory() {
    return knownInventory;
  }

  /**
   * Returns how connections are made.
   *
   * @return by default {@link Dialer#TCP}
   */
  public Dialer dialer() {
    return dialer;
  }

  /**
   * Returns how long dialing may take.
   *
   * @return by default 5 s
   */
  public Duration dialTimeout() {
    return dialTimeout;
  }

  /**
   * Returns how long the handshake may take.
   *
   * @return by default 60 s; 30 s under the strict policy
   */
  public Duration handshakeTimeout() {
    return handshakeTimeout;
  }

  /**
   * Returns how often a ping is sent.
   *
   * @return by default 2 min; zero for never
   */
  public Duration pingInterval() {
    return pingInterval;
  }

  /**
   * Returns whether the engine answers the remote's pings.
   *
   * @return by default true
   */
  public boolean answersPings() {
    return answersPings;
  }

  /**
   * Returns how long the remote may send nothing at all.
   *
   * @return by default 5 min; zero for ever
   */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  /**
   * Returns how many bytes may wait to be written.
   *
   * @return by default 4 MiB; one message may always wait, however large
   */
  public int outboundLimit() {
    return outboundLimit;
  }

  /**
   * Returns how many bytes of messages may wait to be handled before reading stops.
   *
   * @return by default 5,000,000; one message may always wait, however large
   */
  public int inboxLimit() {
    return inboxLimit;
  }

  /** Collects the parts of a configuration. Not safe for use by several threads at once. */
  public static final class Builder {

    private final Network network;
    private HandshakeScript handshake;
    private String userAgent = "/verack:0.1.0/";
    private ServiceFlags services = ServiceFlags.NONE;
    private int protocolVersion;

    /** 0 until set: then the network's minimum, or our own version where that is lower. */
    private int minimumVersion;

    private IntSupplier bestHeight = () -> 0;
    private boolean relay = true;
    private boolean hideRemote;
    private boolean allowSelfConnection;
    private Policy policy = Policy.TOLERANT;
    private Function<VersionMessage, Optional<String>> versionCheck = version -> Optional.empty();
    private Encryption encryption;
    private Negotiator negotiator = talk -> Optional.empty();
    private boolean rejects;
    private boolean stallDetection;
    private Duration inboundTrickle = Duration.ofSeconds(5);
    private Duration outboundTrickle = Duration.ofSeconds(2);
    private int knownInventory = 1000;
    private Dialer dialer = Dialer.TCP;
    private Duration dialTimeout = Duration.ofSeconds(5);
    private Duration handshakeTimeout = Duration.ofSeconds(60);
    private Duration pingInterval = Duration.ofMinutes(2);
    private boolean answersPings = true;
    private Duration idleTimeout = Duration.ofMinutes(5);
    private int outboundLimit = 4 << 20;
    private int inboxLimit = 5_000_000;

    private Builder(Network network) {
      this.network = Objects.requireNonNull(network, "network");
      this.handshake = network.handshake();
      this.encryption = network.hasEncryptedTransport() ? Encryption.PREFERRED : Encryption.OFF;
      this.protocolVersion = network.latestVersion();
      if (network.conduct() == Network.Conduct.STRICT) {
        beStrict();
      }
    }

    /**
     * Sets what is said in the handshake.
     *
     * @param value the script
     * @return this builder
     */
    public Builder handshake(HandshakeScript value) {
      handshake = Objects.requireNonNull(value, "handshake");
      return this;
    }

    /**
     * Sets what we call ourselves.
     *
     * @param value by <a href="https://github.com/bitcoin/bips/blob/master/bip-0014.mediawiki">BIP
     *     14</a>, such as {@code "/mywallet:1.0/"}; at most 256 bytes
     * @return this builder
     * @throws IllegalArgumentException if it is longer, or has a character that is no byte
     */
    public Builder userAgent(String value) {
      if (value.length() > 256) {
        throw new IllegalArgumentException("a user agent has at most 256 bytes");
      }
      if (value.chars().anyMatch(c -> c > 0xff)) {
        throw new IllegalArgumentException("a user agent has no characters above U+00FF");
      }
      userAgent = value;
      return this;
    }

    /**
     * Sets what we offer.
     *
     * @param value the services
     * @return this builder
     */
    public Builder services(ServiceFlags value) {
      services = Objects.requireNonNull(value, "services");
      return this;
    }

    /**
     * Sets the newest protocol version that we announce.
     *
     * @param value the version, positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder protocolVersion(int value) {
      protocolVersion = requirePositive("protocol version", value);
      return this;
    }

    /**
     * Sets the oldest protocol version that we accept.
     *
     * @param value the version, positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder minimumVersion(int value) {
      minimumVersion = requirePositive("minimum version", value);
      return this;
    }

    /**
     * Sets what is asked for the height of our best block.
     *
     * @param value called from the peer's threads; must not block
     * @return this builder
     */
    public Builder bestHeight(IntSupplier value) {
      bestHeight = Objects.requireNonNull(value, "bestHeight");
      return this;
    }

    /**
     * Sets whether we want transactions announced.
     *
     * @param value whether
     * @return this builder
     */
    public Builder relay(boolean value) {
      relay = value;
      return this;
    }

    /**
     * Sets whether the version message keeps the remote's address to itself.
     *
     * @param value whether
     * @return this builder
     */
    public Builder hideRemote(boolean value) {
      hideRemote = value;
      return this;
    }

    /**
     * Sets whether a connection to ourselves is allowed.
     *
     * @param value whether
     * @return this builder
     */
    public Builder allowSelfConnection(boolean value) {
      allowSelfConnection = value;
      return this;
    }

    /**
     * Sets the policy. The strict one also sets what goes with it in btcd: a handshake of at most
     * 30 s and with little to negotiate ({@link HandshakeScript#strict()}), minimum version 209,
     * rejects, the detection of stalls, announcements every 10 s or how often the network's rules
     * say. Set others after this. On networks whose {@link Network#conduct()} is strict all of that
     * is so from the beginning.
     *
     * @param value the policy
     * @return this builder
     */
    public Builder policy(Policy value) {
      policy = Objects.requireNonNull(value, "policy");
      if (value == Policy.STRICT) {
        beStrict();
      }
      return this;
    }

    private void beStrict() {
      policy = Policy.STRICT;
      handshakeTimeout = STRICT_HANDSHAKE_TIMEOUT;
      minimumVersion = Math.min(network.minimumVersion(), 209);
      handshake = network.handshake().strict();
      rejects = true;
      stallDetection = true;
      inboundTrickle = network.rules().announcementInterval();
      outboundTrickle = network.rules().announcementInterval();
    }

    /**
     * Sets what is asked whether a remote's version message is acceptable.
     *
     * {@snippet :
     * PeerConfig config =
     *     PeerConfig.builder(network)
     *         .dialer(lan)
     *         .versionCheck(
     *             theirs ->
     *                 theirs.services().has(ServiceFlags.COMPACT_FILTERS)
     *                     ? Optional.empty()
     *                     : Optional.of("has no filters for us"))
     *         .build();
     * Peer choosy = Peer.outbound(context, config);
     * try {
     *   choosy.connect("127.0.0.1:18444");
     *   assert false : "taken though it has none";
     * } catch (PeerClosedException e) {
     *   assert e.reason().equals(new DisconnectReason.VersionRefused("has no filters for us"));
     * }
     * }
     *
     * @param value gives a reason to refuse, or empty; must not block
     * @return this builder
     */
    public Builder versionCheck(Function<VersionMessage, Optional<String>> value) {
      versionCheck = Objects.requireNonNull(value, "versionCheck");
      return this;
    }

    /**
     * Sets whether connections are encrypted.
     *
     * @param value whether they are
     * @return this builder
     * @throws IllegalArgumentException if they are to be and the network does not have it
     */
    public Builder encryption(Encryption value) {
      if (value != Encryption.OFF && !network.hasEncryptedTransport()) {
        throw new IllegalArgumentException(network + " has no encrypted transport");
      }
      encryption = value;
      return this;
    }

    /**
     * Sets what is negotiated besides what the script says.
     *
     * @param value called on a thread of the peer, within the handshake
     * @return this builder
     */
    public Builder negotiator(Negotiator value) {
      negotiator = Objects.requireNonNull(value, "negotiator");
      return this;
    }

    /**
     * Sets whether the remote is told of messages that are not taken.
     *
     * @param value whether
     * @return this builder
     */
    public Builder rejects(boolean value) {
      rejects = value;
      return this;
    }

    /**
     * Sets whether a remote that does not answer is left.
     *
     * @param value whether
     * @return this builder
     */
    public Builder stallDetection(boolean value) {
      stallDetection = value;
      return this;
    }

    /**
     * Sets how often things are announced that need not be at once.
     *
     * {@snippet :
     * PeerConfig eager =
     *     PeerConfig.builder(network)
     *         .trickleIntervals(Duration.ofMillis(500), Duration.ofMillis(200))
     *         .build();
     * assert eager.trickleInterval(true).toMillis() == 500; // to those who dialed us
     * }
     *
     * @param inbound to remotes that dialed us, positive
     * @param outbound to remotes that we dialed, positive
     * @return this builder
     * @throws IllegalArgumentException if one of them is not positive
     */
    public Builder trickleIntervals(Duration inbound, Duration outbound) {
      inboundTrickle = requirePositive("inbound trickle interval", inbound);
      outboundTrickle = requirePositive("outbound trickle interval", outbound);
      return this;
    }

    /**
     * Sets how many things are remembered that the remote is known to have.
     *
     * @param entries positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder knownInventory(int entries) {
      knownInventory = requirePositive("known inventory", entries);
      return this;
    }

    /**
     * Sets how connections are made.
     *
     * @param value the dialer
     * @return this builder
     */
    public Builder dialer(Dialer value) {
      dialer = Objects.requireNonNull(value, "dialer");
      return this;
    }

    /**
     * Sets how long dialing may take.
     *
     * @param value positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder dialTimeout(Duration value) {
      dialTimeout = requirePositive("dial timeout", value);
      return this;
    }

    /**
     * Sets how long the handshake may take.
     *
     * @param value positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder handshakeTimeout(Duration value) {
      handshakeTimeout = requirePositive("handshake timeout", value);
      return this;
    }

    /**
     * Sets how often a ping is sent.
     *
     * @param value positive, or zero for never
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder pingInterval(Duration value) {
      pingInterval = value.isZero() ? value : requirePositive("ping interval", value);
      return this;
    }

    /**
     * Sets whether the engine answers the remote's pings. A pong tells a remote that everything it
     * asked before has been dealt with. A program that has others answer, such as a proxy, knows
     * that only when they do: it turns this off and hands pings and pongs on like other messages.
     *
     * @param value whether it does; if not, handlers have to
     * @return this builder
     */
    public Builder answersPings(boolean value) {
      answersPings = value;
      return this;
    }

    /**
     * Sets how long the remote may send nothing at all.
     *
     * @param value positive, or zero for ever
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder idleTimeout(Duration value) {
      idleTimeout = value.isZero() ? value : requirePositive("idle timeout", value);
      return this;
    }

    /**
     * Sets how many bytes may wait to be written.
     *
     * @param bytes positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder outboundLimit(int bytes) {
      outboundLimit = requirePositive("outbound limit", bytes);
      return this;
    }

    /**
     * Sets how many bytes of messages may wait to be handled.
     *
     * @param bytes positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder inboxLimit(int bytes) {
      inboxLimit = requirePositive("inbox limit", bytes);
      return this;
    }

    private static int requirePositive(String what, int value) {
      if (value <= 0) {
        throw new IllegalArgumentException(what + " " + value + " is not positive");
      }
      return value;
    }

    private static Duration requirePositive(String what, Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException(what + " " + value + " is not positive");
      }
      return value;
    }

    /**
     * Makes the configuration.
     *
     * @return it
     * @throws IllegalArgumentException if the minimum version is above the announced one
     */
    public PeerConfig build() {
      if (minimumVersion > protocolVersion) {
        throw new IllegalArgumentException(
            "minimum version " + minimumVersion + " is above our own " + protocolVersion);
      }
      return new PeerConfig(this);
    }
  }
}
