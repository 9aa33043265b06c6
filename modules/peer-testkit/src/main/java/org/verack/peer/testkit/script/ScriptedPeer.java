package org.verack.peer.testkit.script;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.HandshakeScript.VerackOrder;
import org.verack.wire.role.LocalVersion;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.PingMessage;
import org.verack.wire.role.PreferenceMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;
import org.verack.wire.transport.DetectingTransport;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.TransportKind;
import org.verack.wire.transport.V1Transport;
import org.verack.wire.transport.V2Greeting;
import org.verack.wire.transport.V2Transport;

/**
 * The other end of the line: says what the test tells it to, and expects what the test says.
 *
 * <p>Expectations are about the next thing that came. Pings and preferences ({@code sendheaders},
 * {@code sendcmpct}, {@code feefilter}, …) are passed over unless they are what is expected, and
 * pings are answered, because a test is rarely about them; {@link Builder#byHand()} turns both off.
 * An expectation that is not met throws an {@link AssertionError} that says what was expected, what
 * came, and all that was said on this line, with its times.
 *
 * <p>On a {@link VirtualRuntime}, a test's own thread never waits for time to pass: an expectation
 * lets everything come to rest and then looks, because what has not come by then will not come by
 * itself. With another runtime, or on a thread of the virtual one, it waits for as long as the
 * {@linkplain Builder#patience patience} lasts. What is sent is written in the caller's thread and
 * is on the line when the call returns; if the other side does not read, it waits, as on any
 * connection.
 *
 * <p>It speaks the plain transport unless it is {@linkplain Builder#transport(TransportKind) told
 * to speak} the encrypted one, or whichever the other side begins with. A peer that dials with
 * encryption where the remote can says so first, in bytes that are no message of the plain one. If
 * the transport has a handshake of its own, it is made as soon as there is a connection, and what
 * is sent waits for it; to make it by hand, give the peer a {@link RawV2Transport}.
 *
 * <p>A thread of the runtime reads all the time, unless told not to ({@link #holdInput()}), and
 * ends with the connection. One thread at a time should tell the peer what to expect; everything
 * else is safe from any thread.
 *
 * {@snippet :
 * remote.send(new Ping(7));
 * assert remote.expect(Pong.class).nonce() == 7;
 * remote.sendFrame("ping", Bytes.ofHex("c0ffee"), false); // a wrong checksum
 * remote.expectNothingFor(Duration.ofMinutes(1)); // is ignored, as by Bitcoin Core
 * remote.sendRaw(Bytes.wrap(new byte[24])); // a header without the network's magic
 * remote.expectDisconnect();
 * assert peer.disconnectReason().orElseThrow() instanceof DisconnectReason.TransportFault;
 * }
 */
public final class ScriptedPeer implements AutoCloseable {

  private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);
  private static final int SHOWN_BYTES = 32;
  private static final int COMMAND_END = 16;
  private static final int SEED = 324;

  private final Network network;
  private final PeerRuntime runtime;
  private final HandshakeScript script;
  private final boolean dialer;
  private final boolean byHand;
  private final @Nullable Duration patience;
  private final VersionMessage version;
  private final Transcript transcript;
  private final ScriptedLine line;

  private volatile @Nullable VersionMessage said;
  private volatile @Nullable VersionMessage came;
  private volatile @Nullable Negotiation negotiation;

  private ScriptedPeer(Builder builder, Connection connection, boolean dialer) {
    this.network = builder.network;
    this.runtime = builder.runtime;
    this.script = builder.network.handshake();
    this.dialer = dialer;
    this.byHand = builder.byHand;
    this.patience = builder.patience;
    this.version = builder.version(connection, runtime);
    this.transcript = new Transcript(runtime);
    this.line =
        new ScriptedLine(
            network,
            connection,
            builder.newTransport(dialer),
            runtime,
            transcript,
            this::agreeWith,
            this::answer);
    Thread unused = runtime.start("script-" + connection.local(), line::read);
    if (line.hasToGreet()) {
      unused = runtime.start("script-greets-" + connection.local(), line::greet);
    }
  }

  /**
   * Begins a scripted peer.
   *
   * @param network whose messages it speaks
   * @param runtime time and threads; those of the peer under test
   * @return a builder
   */
  public static Builder builder(Network network, PeerRuntime runtime) {
    return new Builder(network, runtime);
  }

  /** On the line's thread, before the test sees the message and writes in the format it implies. */
  private void agreeWith(Message message) {
    if (message instanceof VersionMessage theirs && came == null) {
      came = theirs;
      agree();
    }
  }

  /** On the line's thread, before the next frame is decoded. */
  private void answer(Message message) {
    if (message instanceof PingMessage ping && !byHand && said != null && came != null) {
      script.pong(ping, format().protocolVersion()).ifPresent(this::write);
    }
  }

  private void write(Message message) {
    try {
      line.write(network.encode(message, format()));
    } catch (IOException e) {
      // The reader is about to see the end of the connection, and the test with it.
      transcript.sent("nothing, the line is gone: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** With both versions known, the format follows from them. */
  private void agree() {
    VersionMessage ours = said;
    VersionMessage theirs = came;
    if (ours != null && theirs != null) {
      line.format(WireFormat.witness(agreed(ours, theirs)));
    }
  }

  private static int agreed(VersionMessage ours, VersionMessage theirs) {
    int a = ours.protocolVersion();
    int b = theirs.protocolVersion();
    return Integer.compareUnsigned(a, b) < 0 ? a : b;
  }

  // The transport.

  /**
   * Returns which transport this is, or has turned out to be.
   *
   * @return the kind; {@link TransportKind#DETECTING} until it is certain
   */
  public TransportKind transport() {
    return line.kind();
  }

  /**
   * Returns the name of the encrypted session, which should be the same on the other side.
   *
   * @return 32 bytes; empty unless the {@link #transport()} is {@link TransportKind#V2}
   */
  public Optional<Bytes> sessionId() {
    return line.sessionId();
  }

  /**
   * Expects the transport's own handshake to come so far that messages can be written; that of the
   * encrypted one needs the other side's key. Messages that are sent wait for it anyway. Does
   * nothing on a transport that has no handshake.
   *
   * @return this
   * @throws AssertionError if it does not
   */
  public ScriptedPeer expectReady() {
    if (line.isReady()) {
      return this;
    }
    Duration limit = patience();
    boolean held = line.isHeld();
    line.hold(false);
    try {
      VirtualRuntime clock = clockToTurn();
      if (clock != null) {
        boolean unused = clock.advanceUntil(limit, line::isReady);
      } else {
        line.awaitReady(TimeUnit.NANOSECONDS.convert(limit));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      line.hold(held);
    }
    if (!line.isReady()) {
      throw failure("the other side's key", line.first(thing -> false), limit);
    }
    return this;
  }

  // The handshake.

  /**
   * Returns the version message that {@link #handshake()} says, for a handshake by hand.
   *
   * @return the message
   */
  public VersionMessage version() {
    return version;
  }

  /**
   * Goes through the whole handshake, with what the network's script negotiates at the protocol
   * version of both, up to both veracks. Says nothing after that.
   *
   * @return this
   * @throws AssertionError if the other side does not go along
   */
  public ScriptedPeer handshake() {
    if (dialer) {
      send(version);
    }
    VersionMessage theirs = expect(VersionMessage.class);
    if (!dialer) {
      send(version);
      requireNotRefused();
    }
    List<Message> received = new ArrayList<>();
    List<Message> sent = script.negotiation(soFar(theirs, List.of(), received));
    sent.forEach(this::send);
    boolean verackLater = dialer && script.verackOrder() == VerackOrder.DIALER_WAITS;
    if (!verackLater) {
      send(script.verack());
    }
    Message next = expect(Message.class, this::belongsToHandshake);
    while (!(next instanceof VerackMessage)) {
      received.add(next);
      next = expect(Message.class, this::belongsToHandshake);
    }
    if (verackLater) {
      send(script.verack());
    }
    negotiation = soFar(theirs, sent, received);
    return this;
  }

  /** On a clock of ours it is certain by now what our version made the other side do. */
  private void requireNotRefused() {
    VirtualRuntime clock = clockToTurn();
    if (clock != null) {
      clock.awaitQuiet();
    }
    Heard next = line.first(thing -> false);
    if (next instanceof Heard.Ended) {
      throw failure("the rest of the handshake", next, Duration.ZERO);
    }
  }

  private boolean belongsToHandshake(Message message) {
    return message instanceof NegotiationMessage || message instanceof VerackMessage;
  }

  private Negotiation soFar(VersionMessage theirs, List<Message> sent, List<Message> received) {
    return new Negotiation(!dialer, version, theirs, agreed(version, theirs), sent, received);
  }

  /**
   * Returns how {@link #handshake()} went.
   *
   * @return versions and what was negotiated
   * @throws IllegalStateException if there was none
   */
  public Negotiation negotiation() {
    Negotiation done = negotiation;
    if (done == null) {
      throw new IllegalStateException("there was no handshake, or it was made by hand");
    }
    return done;
  }

  // Saying.

  /**
   * Says messages, whatever they are and whenever it is.
   *
   * @param messages written in the {@linkplain #format() format} in force, one after the other
   * @return this
   * @throws AssertionError if they cannot be written, because the other side has hung up or has not
   *     gone through the transport's handshake
   * @throws org.verack.wire.EncodeException if the format has no such message
   */
  public ScriptedPeer send(Message... messages) {
    ScriptedPeer unused = expectReady();
    for (Message message : messages) {
      EncodedMessage encoded = network.encode(message, format());
      if (message instanceof VersionMessage ours && said == null) {
        // Before the other side can answer in the format that follows from it.
        said = ours;
        agree();
      }
      write(() -> line.write(encoded));
    }
    return this;
  }

  /**
   * Says bytes, past the transport.
   *
   * @param bytes any
   * @return this
   * @throws AssertionError if they cannot be written, because the other side has hung up
   */
  public ScriptedPeer sendRaw(Bytes bytes) {
    Bytes shown = bytes.slice(0, Math.min(bytes.length(), SHOWN_BYTES));
    String what =
        bytes.length()
            + " bytes: "
            + shown.toHex()
            + (shown.length() < bytes.length() ? "..." : "");
    write(() -> line.write(bytes, what));
    return this;
  }

  /**
   * Says a frame of the plain transport with whatever in it, past the transport.
   *
   * @param command at most 12 characters, each a byte; neither need be a command
   * @param payload the payload
   * @param goodChecksum whether the checksum is right
   * @return this
   * @throws IllegalArgumentException if the command is longer
   * @throws AssertionError if it cannot be written, because the other side has hung up
   */
  public ScriptedPeer sendFrame(String command, Bytes payload, boolean goodChecksum) {
    byte[] name = command.getBytes(StandardCharsets.ISO_8859_1);
    if (name.length > COMMAND_END - Integer.BYTES) {
      throw new IllegalArgumentException("a command of " + name.length + " bytes");
    }
    ByteBuffer frame =
        ByteBuffer.allocate(EncodedMessage.HEADER_LENGTH + payload.length())
            .order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(network.magic()).put(name).position(COMMAND_END);
    int sum = network.checksum().of(payload.array(), payload.offset(), payload.length());
    frame.putInt(payload.length()).putInt(goodChecksum ? sum : ~sum).put(payload.toArray());
    return sendRaw(Bytes.wrap(frame.array()));
  }

  /** Something that writes. */
  private interface Write {
    void run() throws IOException, InterruptedException;
  }

  private void write(Write write) {
    PeerRuntime.@Nullable Timer deadline = null;
    if (!(runtime instanceof VirtualRuntime)) {
      // A write that is stuck in a real socket can only be ended by closing it.
      deadline = runtime.schedule(patience(), line.connection()::close);
    }
    try {
      write.run();
    } catch (IOException e) {
      throw new AssertionError("cannot be said, the line is gone\n" + conversation(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      if (deadline != null) {
        deadline.cancel();
      }
    }
  }

  private static AssertionError interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", cause);
  }

  // Hearing.

  /**
   * Expects a message to be the next.
   *
   * @param <M> the message
   * @param type its class, or an interface that it implements
   * @return the message
   * @throws AssertionError if something else came, or nothing
   */
  public <M extends Message> M expect(Class<M> type) {
    return expect(type, message -> true, type.getSimpleName(), patience());
  }

  /**
   * Expects a message to be the next and to be like this.
   *
   * @param <M> the message
   * @param type its class, or an interface that it implements
   * @param condition what must be true of it
   * @return the message
   * @throws AssertionError if something else came, or nothing
   */
  public <M extends Message> M expect(Class<M> type, Predicate<? super M> condition) {
    return expect(type, condition, type.getSimpleName() + " that fits", patience());
  }

  /**
   * Expects a message to come in time and to be the next. On a {@link VirtualRuntime} the clock is
   * turned until something comes.
   *
   * @param <M> the message
   * @param limit how long to wait
   * @param type its class, or an interface that it implements
   * @return the message
   * @throws AssertionError if something else came, or nothing in time
   */
  public <M extends Message> M expectWithin(Duration limit, Class<M> type) {
    return expect(type, message -> true, type.getSimpleName(), limit);
  }

  private <M extends Message> M expect(
      Class<M> type, Predicate<? super M> condition, String expected, Duration limit) {
    Heard next =
        next(
            thing -> !(thing instanceof Heard.Said(var message) && type.isInstance(message)),
            limit);
    if (next instanceof Heard.Said(var message)
        && type.isInstance(message)
        && condition.test(type.cast(message))) {
      line.take();
      return type.cast(message);
    }
    throw failure(expected, next, limit);
  }

  /**
   * Expects exactly these messages to have come, in this order, and nothing after them. For a
   * {@link VirtualRuntime}; where time is real there is no moment at which nothing more comes.
   * Nothing is passed over.
   *
   * @param types the classes of the messages, or interfaces that they implement; none if nothing
   *     may have come; the end of the connection, if it came, is not looked at
   * @return the messages
   * @throws AssertionError if others came
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final List<Message> expectOnly(Class<? extends Message>... types) {
    List<Message> all = heard();
    boolean fits = all.size() == types.length;
    for (int i = 0; fits && i < types.length; i++) {
      fits = types[i].isInstance(all.get(i));
    }
    if (!fits) {
      String expected =
          Stream.of(types).map(Class::getSimpleName).collect(Collectors.joining(", "));
      String messages =
          all.stream().map(Heard::describe).collect(Collectors.joining("\n          "));
      throw new AssertionError(
          "expected: "
              + (types.length == 0 ? "nothing" : expected + " and nothing else")
              + "\ncame:     "
              + (all.isEmpty() ? "nothing" : messages)
              + "\n"
              + conversation());
    }
    return all;
  }

  /**
   * Expects that nothing comes for some time, neither a message nor the end. On a {@link
   * VirtualRuntime} the clock is turned. While the input is {@linkplain #holdInput held}, nothing
   * can come.
   *
   * @param time how long; zero for what has come up to now
   * @throws AssertionError if something came
   */
  public void expectNothingFor(Duration time) {
    Predicate<Heard> none = thing -> true;
    VirtualRuntime clock = clockToTurn();
    if (clock != null) {
      clock.advance(time);
    } else {
      boolean unused = await(none, time);
    }
    Heard next = line.first(passedOver(none));
    if (next != null) {
      throw failure("nothing for " + seconds(time), next, time);
    }
  }

  /**
   * Expects the other side to hang up, or the connection to break, next.
   *
   * @throws AssertionError if something came before the end, or the end did not
   */
  public void expectDisconnect() {
    expectDisconnectWithin(patience());
  }

  /**
   * Expects the other side to hang up in time, or the connection to break. On a {@link
   * VirtualRuntime} the clock is turned until something comes.
   *
   * @param limit how long to wait
   * @throws AssertionError if something came before the end, or the end did not
   */
  public void expectDisconnectWithin(Duration limit) {
    Heard next = next(thing -> true, limit);
    if (!(next instanceof Heard.Ended)) {
      throw failure("the end of the connection", next, limit);
    }
  }

  /**
   * Returns and forgets all messages that have come, pings and preferences among them. On a {@link
   * VirtualRuntime} everything comes to rest before; if the input is held, what waits on the line
   * is read, and then the input is held again.
   *
   * @return the messages in order
   * @throws AssertionError if something came that is no message
   */
  public List<Message> heard() {
    boolean held = line.isHeld();
    line.hold(false);
    try {
      VirtualRuntime clock = clockToTurn();
      if (clock != null) {
        clock.awaitQuiet();
      }
    } finally {
      line.hold(held);
    }
    List<Message> all = new ArrayList<>();
    Heard next = line.first(thing -> false);
    while (next instanceof Heard.Said(var message)) {
      all.add(message);
      line.take();
      next = line.first(thing -> false);
    }
    if (next instanceof Heard.Unreadable) {
      throw failure("messages", next, Duration.ZERO);
    }
    return all;
  }

  /** The next thing that is not passed over, waiting for it; null if none came in time. */
  private @Nullable Heard next(Predicate<Heard> unexpected, Duration limit) {
    Predicate<Heard> passedOver = passedOver(unexpected);
    boolean held = line.isHeld();
    line.hold(false);
    try {
      VirtualRuntime clock = clockToTurn();
      boolean unused =
          clock != null
              ? clock.advanceUntil(limit, () -> line.first(passedOver) != null)
              : await(unexpected, limit);
    } finally {
      line.hold(held);
    }
    return line.first(passedOver);
  }

  private boolean await(Predicate<Heard> unexpected, Duration limit) {
    try {
      return line.await(passedOver(unexpected), TimeUnit.NANOSECONDS.convert(limit));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What no test is about, unless it is just what this one expects. */
  private Predicate<Heard> passedOver(Predicate<Heard> unexpected) {
    return thing ->
        !byHand
            && thing instanceof Heard.Said(var message)
            && (message instanceof PingMessage || message instanceof PreferenceMessage)
            && unexpected.test(thing);
  }

  /** The clock, if there is one that the calling thread may turn. */
  private @Nullable VirtualRuntime clockToTurn() {
    return runtime instanceof VirtualRuntime virtual && !virtual.isOwnThread() ? virtual : null;
  }

  private Duration patience() {
    if (patience != null) {
      return patience;
    }
    return clockToTurn() == null ? DEFAULT_PATIENCE : Duration.ZERO;
  }

  private AssertionError failure(String expected, @Nullable Heard next, Duration limit) {
    String nothing =
        limit.isZero() ? "nothing, and all is at rest" : "nothing within " + seconds(limit);
    AssertionError failure =
        new AssertionError(
            "expected: "
                + expected
                + "\ncame:     "
                + (next == null ? nothing : next)
                + "\n"
                + conversation());
    if (next instanceof Heard.Unreadable unreadable) {
      failure.initCause(unreadable.cause());
    }
    return failure;
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  private String conversation() {
    return this + ", since the line was opened:\n" + transcript;
  }

  // Everything else.

  /**
   * Stops reading, except while a call of this peer's waits for something to come. What the other
   * side writes holds it up when the line is full. If the connection is none in memory, one more
   * read may go through.
   *
   * @return this
   */
  public ScriptedPeer holdInput() {
    line.hold(true);
    return this;
  }

  /**
   * Reads again.
   *
   * @return this
   */
  public ScriptedPeer releaseInput() {
    line.hold(false);
    return this;
  }

  /**
   * Returns how messages are written and read: by the version messages of both sides, once they
   * have been said; before, as of the network's newest version.
   *
   * @return the protocol version and whether there are witnesses
   */
  public WireFormat format() {
    return line.format();
  }

  /**
   * Writes and reads messages in another way from now on.
   *
   * @param format the protocol version and whether there are witnesses
   * @return this
   */
  public ScriptedPeer useFormat(WireFormat format) {
    line.format(Objects.requireNonNull(format, "format"));
    return this;
  }

  /**
   * Returns the connection under it, for what a script cannot say.
   *
   * @return the connection
   */
  public Connection connection() {
    return line.connection();
  }

  /**
   * Returns all that was said, one line each, with seconds since the line was opened.
   *
   * @return the text; of more than 10,000 lines the last ones
   */
  public String transcript() {
    return transcript.toString();
  }

  /** Hangs up and waits until the reading thread has ended. What was sent before is on the line. */
  @Override
  public void close() {
    line.close();
  }

  /** Returns where it is and who is on the other side. */
  @Override
  public String toString() {
    return "scripted peer at " + connection().local() + " with " + connection().remote();
  }

  /** Collects the parts of a scripted peer. Not safe for use by several threads at once. */
  public static final class Builder {

    private final Network network;
    private final PeerRuntime runtime;
    private final Random random = new Random(SEED);
    private @Nullable Function<Network, Transport> transport;
    private TransportKind kind = TransportKind.V1;
    private Supplier<V2Greeting> greetings = () -> V2Greeting.random(random);
    private Optional<VersionMessage> version = Optional.empty();
    private int protocolVersion;
    private ServiceFlags services = ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS);
    private String userAgent = "/verack-scripted:0.1.0/";
    private int height;
    private long nonce = 0x5c21_97ed_0000_0001L;
    private boolean byHand;
    private @Nullable Duration patience;

    private Builder(Network network, PeerRuntime runtime) {
      this.network = Objects.requireNonNull(network, "network");
      this.runtime = Objects.requireNonNull(runtime, "runtime");
      this.protocolVersion = network.latestVersion();
    }

    /**
     * Sets the newest protocol version that it says it speaks.
     *
     * @param value any; by default the network's latest
     * @return this builder
     */
    public Builder protocolVersion(int value) {
      protocolVersion = value;
      return this;
    }

    /**
     * Sets what it offers.
     *
     * @param value by default NETWORK and WITNESS
     * @return this builder
     */
    public Builder services(ServiceFlags value) {
      services = Objects.requireNonNull(value, "services");
      return this;
    }

    /**
     * Sets what it calls itself.
     *
     * @param value at most 256 bytes
     * @return this builder
     */
    public Builder userAgent(String value) {
      userAgent = Objects.requireNonNull(value, "userAgent");
      return this;
    }

    /**
     * Sets the height of its best block.
     *
     * @param value by default 0
     * @return this builder
     */
    public Builder height(int value) {
      height = value;
      return this;
    }

    /**
     * Sets the nonce of its version message.
     *
     * @param value by default some number that is always the same
     * @return this builder
     */
    public Builder nonce(long value) {
      nonce = value;
      return this;
    }

    /**
     * Sets the whole version message, for what the other settings cannot say.
     *
     * @param value the message; what was set of its parts does not count
     * @return this builder
     */
    public Builder version(VersionMessage value) {
      version = Optional.of(value);
      return this;
    }

    /**
     * Leaves everything to the test: pings are not answered, and no message is passed over.
     *
     * @return this builder
     */
    public Builder byHand() {
      byHand = true;
      return this;
    }

    /**
     * Sets how long expectations wait, and writes over a real socket may take.
     *
     * @param value not negative; by default 10 s, and on a test's own thread with a {@link
     *     VirtualRuntime} zero: what has not come when all is at rest does not come
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder patience(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException("patience " + value + " is negative");
      }
      patience = value;
      return this;
    }

    /**
     * Sets the transport.
     *
     * @param value {@link TransportKind#V1}, the default, for the plain one; {@link
     *     TransportKind#V2} for the encrypted one (<a
     *     href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>) and
     *     nothing else; {@link TransportKind#DETECTING} for whichever the other side begins with,
     *     and the encrypted one if this side has dialed
     * @return this builder
     */
    public Builder transport(TransportKind value) {
      kind = Objects.requireNonNull(value, "transport");
      transport = null;
      return this;
    }

    /**
     * Sets a transport of the test's own, such as a {@link RawV2Transport}.
     *
     * @param value makes one for each connection
     * @return this builder
     */
    public Builder transport(Function<Network, Transport> value) {
      transport = Objects.requireNonNull(value, "transport");
      return this;
    }

    /**
     * Sets what encrypted connections begin with: key, garbage, decoys before the version packet,
     * and what that contains.
     *
     * @param value makes one for each connection; by default with new keys and random garbage, the
     *     same in every run
     * @return this builder
     */
    public Builder greetings(Supplier<V2Greeting> value) {
      greetings = Objects.requireNonNull(value, "greetings");
      return this;
    }

    private Transport newTransport(boolean dialer) {
      if (transport != null) {
        return transport.apply(network);
      }
      return switch (kind) {
        case V1 -> new V1Transport(network);
        case V2 -> dialer ? initiator() : V2Transport.responder(network, greetings.get());
        case DETECTING -> dialer ? initiator() : new DetectingTransport(network, greetings);
      };
    }

    private Transport initiator() {
      return V2Transport.initiator(network, greetings.get());
    }

    /**
     * Takes a connection on which the other side speaks first.
     *
     * @param connection closed with the result
     * @return the peer
     */
    public ScriptedPeer accepted(Connection connection) {
      return new ScriptedPeer(this, connection, false);
    }

    /**
     * Takes a connection on which it speaks first itself.
     *
     * @param connection closed with the result
     * @return the peer
     */
    public ScriptedPeer dialed(Connection connection) {
      return new ScriptedPeer(this, connection, true);
    }

    /**
     * Waits for somebody to dial.
     *
     * @param listener stays open
     * @return the peer
     * @throws IOException if the listener is closed or broken
     */
    public ScriptedPeer accept(ConnectionListener listener) throws IOException {
      return accepted(listener.accept());
    }

    /**
     * Dials somebody. Waits for at most the patience, or 10 s.
     *
     * @param dialer how
     * @param endpoint where to
     * @return the peer
     * @throws IOException if there is no connection
     */
    public ScriptedPeer dial(Dialer dialer, Endpoint endpoint) throws IOException {
      Duration limit = patience == null || patience.isZero() ? DEFAULT_PATIENCE : patience;
      return dialed(dialer.dial(endpoint, limit, runtime));
    }

    private VersionMessage version(Connection connection, PeerRuntime clock) {
      return version.orElseGet(
          () ->
              network
                  .handshake()
                  .version(
                      new LocalVersion(
                          protocolVersion,
                          services,
                          clock.now(),
                          nonce,
                          userAgent,
                          height,
                          true,
                          connection.remote().address().orElse(NetworkAddress.UNSPECIFIED),
                          connection.remote().port())));
    }
  }
}
