package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.Peer;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.Socks5Dialer;
import org.verack.peer.connection.Socks5Exception;
import org.verack.peer.connection.Socks5Exception.Reason;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.pipe.PipeListener;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Bytes;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Version;

/** Dialing through a SOCKS5 proxy: RFC 1928, RFC 1929, and what Tor adds. */
class Socks5DialerTest extends PeerTests {

  private static final Endpoint PROXY = new Endpoint("127.0.0.1", 9050);
  private static final Endpoint TARGET = new Endpoint("seed.example", 8333);
  private static final String ONION =
      "zljnhsg4ttcng4btgdcshlyc5xcj36ggwbhhi3j3kfl2ofp6ta26jlid.onion";

  private final PeerContext others = PeerContext.builder().runtime(time).build();

  /** One byte at a time is on its way, so that every read and every write is split. */
  private PipeNetwork network = new PipeNetwork(Pipes.on(time).capacity(1));

  /** What somebody does with a connection. */
  @FunctionalInterface
  private interface Script {
    void play(PipeConnection connection) throws Exception;
  }

  @AfterEach
  void theOthersEnd() {
    var closing =
        time.async(
            "close",
            () -> {
              others.close();
              return "closed";
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    network.close();
  }

  private Socks5Dialer dialer() {
    return Socks5Dialer.at(PROXY).over(network);
  }

  /** Puts somebody where the proxy should be. */
  private void proxy(Script script) throws IOException {
    PipeListener listener = network.listen(PROXY);
    CompletableFuture<@Nullable Void> unused =
        time.async(
            "proxy",
            () -> {
              while (true) {
                script.play(listener.accept());
              }
            });
  }

  /** Puts somebody there who does not listen before he speaks. */
  private void hostileProxy(Script script) throws IOException {
    network = new PipeNetwork(Pipes.on(time));
    proxy(script);
  }

  private CompletableFuture<Connection> dialing(Dialer dialer, Endpoint endpoint) {
    CompletableFuture<Connection> dialing =
        time.async("dial", () -> dialer.dial(endpoint, seconds(30), time));
    time.awaitQuiet();
    return dialing;
  }

  private Connection dial(Dialer dialer, Endpoint endpoint) throws Exception {
    CompletableFuture<Connection> dialing = dialing(dialer, endpoint);
    assertThat(dialing).isDone();
    return dialing.get();
  }

  private Throwable failure(CompletableFuture<Connection> dialing) {
    assertThat(dialing).isCompletedExceptionally();
    try {
      dialing.get().close();
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("it did connect");
  }

  private Reason refusal(Dialer dialer, Endpoint endpoint) {
    Throwable failure = failure(dialing(dialer, endpoint));
    assertThat(failure)
        .isInstanceOf(Socks5Exception.class)
        .hasMessageContaining(PROXY.toString())
        .hasMessageContaining(endpoint.toString());
    return ((Socks5Exception) failure).reason();
  }

  private static Bytes hex(String text) {
    return Bytes.ofHex(text.replace(" ", ""));
  }

  private static String ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII)).toHex();
  }

  // What is asked.

  @Test
  void namesAreHandedOverAsTheyAre() throws Exception {
    Socks5Server server = Socks5Server.open();
    proxy(server::serve);
    for (String host : List.of("no-such-host.invalid", ONION, "MiXeD.example", "127.1")) {
      Connection connection = dial(dialer(), new Endpoint(host, 8333));
      assertThat(connection.remote()).isEqualTo(new Endpoint(host, 8333));
      assertThat(server.visits().getLast().greeting()).isEqualTo(hex("05 01 00"));
      assertThat(server.visits().getLast().request())
          .isEqualTo(hex("05010003" + String.format("%02x", host.length()) + ascii(host) + "208d"));
      connection.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 01 01020304",
    "2001:db8::1, 04 20010db8000000000000000000000001",
    "::ffff:1.2.3.4, 01 01020304",
    "fc00::1, 04 fc000000000000000000000000000001",
    "200::1, 04 02000000000000000000000000000001",
  })
  void addressesAreHandedOverAsSuch(String host, String expected) throws Exception {
    Socks5Server server = Socks5Server.open();
    proxy(server::serve);
    dial(dialer(), new Endpoint(host, 65535)).close();
    assertThat(server.visits().getLast().request()).isEqualTo(hex("05 01 00" + expected + "ffff"));
  }

  @Test
  void namesThatNoProxyCouldLookUpAreRefusedBeforeItIsAsked() {
    for (String host : List.of("b\u00fccher.example", "a".repeat(256), "two words", "nul\0")) {
      assertThat(failure(dialing(dialer(), new Endpoint(host, 1))))
          .isInstanceOf(UnknownHostException.class);
    }
  }

  @CoreScenario("p2p_i2p_ports/no-look-up")
  @Test
  void withoutAProxyOnionNamesAreNotLookedUp() {
    for (String host : List.of(ONION, "X.ONION", "x.onion.", "x.b32.i2p")) {
      assertThatThrownBy(() -> Dialer.TCP.dial(new Endpoint(host, 8333), seconds(1)))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("through a proxy only");
    }
  }

  // Who asks.

  @Test
  void credentialsAreGivenToAProxyThatAsks() throws Exception {
    Socks5Server server = Socks5Server.withPassword();
    proxy(server::serve);
    String longest = "\u00e4".repeat(127) + "x";
    dial(dialer().withCredentials("user", longest), TARGET).close();
    assertThat(server.visits().getLast().greeting()).isEqualTo(hex("05 01 02"));
    assertThat(server.visits().getLast().user()).isEqualTo("user");
    assertThat(server.visits().getLast().password()).isEqualTo(longest);
  }

  @ParameterizedTest
  @CsvSource({
    "user:secret, user, secret",
    "us%65r:s%3Acr%40t%25, user, s:cr@t%",
    "user:s:cr@t, user, s:cr@t",
    "%C3%A4:\u00e4, \u00e4, \u00e4",
  })
  void credentialsCanStandInTheTextOfAProxy(String given, String user, String password)
      throws Exception {
    Socks5Server server = Socks5Server.withPassword();
    proxy(server::serve);
    Socks5Dialer parsed = Socks5Dialer.parse("socks5://" + given + "@" + PROXY);
    assertThat(parsed.proxy()).isEqualTo(PROXY);
    dial(parsed.over(network), TARGET).close();
    assertThat(server.visits().getLast().user()).isEqualTo(user);
    assertThat(server.visits().getLast().password()).isEqualTo(password);
  }

  @Test
  void aProxyCanBeWrittenWithoutCredentials() {
    assertThat(Socks5Dialer.parse("socks5://127.0.0.1:9050").proxy()).isEqualTo(PROXY);
    assertThat(Socks5Dialer.parse("SOCKS5H://127.0.0.1:9050/").proxy()).isEqualTo(PROXY);
    assertThat(Socks5Dialer.parse("socks5://[::1]:9050").proxy())
        .isEqualTo(new Endpoint("::1", 9050));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "127.0.0.1:9050",
        "http://user:secret@127.0.0.1:9050",
        "socks5://user:secret@127.0.0.1",
        "socks5://user:secret@127.0.0.1:secret",
        "socks5://user:secret@:9050",
        "socks5://secret@127.0.0.1:9050",
        "socks5://user:@127.0.0.1:9050",
        "socks5://user:secret%@127.0.0.1:9050",
        "socks5://user:secret%2@127.0.0.1:9050",
        "socks5://user:secret%zz@127.0.0.1:9050",
        "socks5://user:secret%ff@127.0.0.1:9050",
        "socks5://user:secret@127.0.0.1:9050/secret",
      })
  void otherTextsAreRefusedWithoutBeingQuoted(String text) {
    assertThatThrownBy(() -> Socks5Dialer.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"))
        .hasNoCause();
  }

  @Test
  void credentialsOfOtherLengthsAreRefused() {
    assertThatThrownBy(() -> dialer().withCredentials("", "password"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dialer().withCredentials("user", "secret".repeat(43)))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
  }

  @Test
  void isolatedConnectionsComeEachUnderAnotherName() throws Exception {
    Socks5Server server = Socks5Server.withPassword();
    proxy(server::serve);
    Dialer isolated = dialer().isolated();
    for (int i = 0; i < 20; i++) {
      dial(isolated, TARGET).close();
    }
    assertThat(server.visits()).extracting(Socks5Server.Visit::user).doesNotHaveDuplicates();
    assertThat(server.visits()).extracting(Socks5Server.Visit::password).doesNotHaveDuplicates();
    assertThat(server.visits()).allMatch(visit -> visit.user().length() == 32);
  }

  /** Else they would share circuits, and nobody would know. */
  @Test
  void isolationIsNotGivenUpForAProxyThatDoesNotAsk() throws Exception {
    hostileProxy(connection -> Socks5Server.say(connection, 5, 0xff));
    assertThat(refusal(dialer().isolated(), TARGET)).isEqualTo(Reason.NO_ACCEPTABLE_METHOD);
  }

  @Test
  void aProxyMayNotChooseWhatWasNotOffered() throws Exception {
    hostileProxy(connection -> Socks5Server.say(connection, 5, 0));
    assertThat(refusal(dialer().isolated(), TARGET)).isEqualTo(Reason.NOT_SOCKS5);
  }

  @Test
  void aProxyThatWantsCredentialsIsNotGivenNone() throws Exception {
    proxy(Socks5Server.withPassword()::serve);
    assertThat(refusal(dialer(), TARGET)).isEqualTo(Reason.NO_ACCEPTABLE_METHOD);
  }

  @Test
  void aWrongPasswordIsNamedAsSuchAndNotQuoted() throws Exception {
    proxy(
        connection -> {
          byte[] unused = Socks5Server.read(connection, 3);
          Socks5Server.say(connection, 5, 2);
          unused = Socks5Server.read(connection, 1 + 1 + 4 + 1 + 6);
          Socks5Server.say(connection, 1, 1);
        });
    Socks5Dialer dialer = dialer().withCredentials("user", "secret");
    assertThat(dialer.toString()).isEqualTo("proxy 127.0.0.1:9050");
    Throwable failure = failure(dialing(dialer, TARGET));
    assertThat(((Socks5Exception) failure).reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
    assertThat(failure).hasNoCause();
    assertThat(failure.toString()).doesNotContain("secret");
  }

  // What is answered.

  @ParameterizedTest
  @CsvSource({
    "01, GENERAL_FAILURE",
    "02, NOT_ALLOWED",
    "03, NETWORK_UNREACHABLE",
    "04, HOST_UNREACHABLE",
    "05, CONNECTION_REFUSED",
    "06, TTL_EXPIRED",
    "07, COMMAND_NOT_SUPPORTED",
    "08, ADDRESS_TYPE_NOT_SUPPORTED",
    "09, OTHER_REPLY",
    "ef, OTHER_REPLY",
    "f0, ONION_DESCRIPTOR_NOT_FOUND",
    "f1, ONION_DESCRIPTOR_INVALID",
    "f2, ONION_INTRODUCTION_FAILED",
    "f3, ONION_RENDEZVOUS_FAILED",
    "f4, ONION_AUTHORIZATION_MISSING",
    "f5, ONION_AUTHORIZATION_WRONG",
    "f6, ONION_ADDRESS_INVALID",
    "f7, ONION_INTRODUCTION_TIMED_OUT",
    "ff, OTHER_REPLY",
  })
  void everyReplyHasAReasonAndIsNamed(String code, Reason reason) throws Exception {
    proxy(Socks5Server.replying((byte) 5, hex(code).toArray()[0], (byte) 0, (byte) 1)::serve);
    CompletableFuture<Connection> dialing = dialing(dialer(), TARGET);
    assertThat(((Socks5Exception) failure(dialing)).reason()).isEqualTo(reason);
    assertThat(failure(dialing)).hasMessageContaining("0x" + code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 01020304 0000",
        "04 00000000000000000000000000000000 ffff",
        "03 00 1234",
        "03 03 616263 1234",
        "03 ff LONG 1234",
      })
  void notAByteOfWhatTheTargetSaysIsTaken(String bound) throws Exception {
    String name = "78".repeat(255);
    byte[] reply = hex("05 00 00" + bound.replace("LONG", name) + "68656c6c6f").toArray();
    proxy(Socks5Server.replying(reply)::serve);
    Connection connection = dial(dialer(), TARGET);
    CompletableFuture<String> first =
        time.async(
            "read", () -> new String(Socks5Server.read(connection, 5), StandardCharsets.US_ASCII));
    time.awaitQuiet();
    assertThat(first).isCompletedWithValue("hello");
    connection.close();
  }

  @Test
  void whatDoesNotSpeakSocks5IsNotAProxy() throws Exception {
    hostileProxy(
        connection ->
            connection.write(
                ByteBuffer.wrap("HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII))));
    assertThat(refusal(dialer(), TARGET)).isEqualTo(Reason.NOT_SOCKS5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0400",
        "0501",
        "0580",
        "0500 04",
        "0500 04000001",
        "0500 0500 0000",
        "0500 050000 02",
        "0500 050000 ff",
      })
  void nonsenseIsRefused(String said) throws Exception {
    hostileProxy(
        connection -> {
          connection.write(ByteBuffer.wrap(hex(said).toArray()));
          connection.write(ByteBuffer.wrap(new byte[300]));
        });
    assertThat(refusal(dialer(), TARGET)).isEqualTo(Reason.NOT_SOCKS5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "05", "0500", "0500 0500", "0500 05000001 0102", "0500 05000003 ff 6161"})
  void aProxyThatHangsUpIsNamedAsSuch(String said) throws Exception {
    hostileProxy(
        connection -> {
          connection.write(ByteBuffer.wrap(hex(said).toArray()));
          connection.closeOutput();
        });
    assertThat(refusal(dialer(), TARGET)).isEqualTo(Reason.HUNG_UP);
  }

  @Test
  void noProxyIsNamedAsSuch() {
    assertThat(refusal(dialer(), TARGET)).isEqualTo(Reason.PROXY_UNREACHABLE);
  }

  // How long it takes.

  @ParameterizedTest
  @ValueSource(strings = {"", "05", "0500", "0500 0500", "0500 05000003 ff 616263"})
  void aSilentProxyIsLeftWhenTheTimeIsUp(String said) throws Exception {
    List<Connection> clients = new ArrayList<>();
    hostileProxy(
        connection -> {
          clients.add(connection);
          connection.write(ByteBuffer.wrap(hex(said).toArray()));
          while (connection.read(ByteBuffer.allocate(100)) >= 0) {
            // Listens and says nothing more.
          }
          connection.close();
        });
    CompletableFuture<Connection> dialing = dialing(dialer(), TARGET);
    time.advance(seconds(29));
    assertThat(dialing).isNotDone();
    time.advance(seconds(1));
    assertThat(failure(dialing))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("within 30000 ms");
    assertThat(clients).hasSize(1);
    assertThat(time.timers()).isZero();
  }

  @Test
  void theTimeIsForAllOfItAndNotForEachByte() throws Exception {
    byte[] answers = hex("0500 05000003 ff" + "61".repeat(255) + "0000").toArray();
    hostileProxy(
        connection -> {
          for (byte each : answers) {
            pause();
            connection.write(ByteBuffer.wrap(new byte[] {each}));
          }
        });
    CompletableFuture<Connection> dialing = dialing(dialer(), TARGET);
    for (int i = 0; i < 31 && !dialing.isDone(); i++) {
      time.advance(seconds(1));
    }
    assertThat(failure(dialing)).isInstanceOf(SocketTimeoutException.class);
    time.advance(seconds(2));
  }

  private void pause() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition never = time.newCondition(lock);
    lock.lockInterruptibly();
    try {
      long left = seconds(1).toNanos();
      while (left > 0) {
        left = never.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Test
  void interruptionEndsTheDialing() throws Exception {
    List<Integer> ends = new ArrayList<>();
    proxy(
        connection -> {
          byte[] unused = Socks5Server.read(connection, 3);
          ends.add(connection.read(ByteBuffer.allocate(1)));
        });
    List<Throwable> failures = new ArrayList<>();
    Peer peer = Peer.outbound(context, config(builder -> builder.dialer(dialer())));
    Thread thread =
        time.start(
            "dial",
            () -> {
              try {
                peer.connect(TARGET);
              } catch (IOException | InterruptedException e) {
                failures.add(e);
              }
            });
    time.awaitQuiet();
    thread.interrupt();
    time.awaitQuiet();
    assertThat(failures).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
    assertThat(ends).containsExactly(-1);
  }

  // A peer behind it.

  @Test
  void aPeerThroughAProxyIsGreetedAndToldNothingOfItsAddress_P022() throws Exception {
    Socks5Server server = Socks5Server.withPassword();
    List<Version> heard = new ArrayList<>();
    Peer target = Peer.inbound(others, config(builder -> builder));
    target.on(Version.class, (from, version) -> heard.add(version));
    proxy(
        connection -> {
          server.serve(connection);
          target.connect(connection);
        });
    Endpoint endpoint = new Endpoint("1.2.3.4", 18444);
    Peer peer = Peer.outbound(context, config(builder -> builder.dialer(dialer().isolated())));
    CompletableFuture<@Nullable Void> connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(endpoint);
              return null;
            });
    time.awaitQuiet();
    assertThat(connecting).isCompleted();
    assertThat(target.isOpen()).isTrue();
    assertThat(peer.stats().remote()).isEqualTo(endpoint);
    assertThat(peer.config().hideRemote()).isTrue();
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).receiver()).isEqualTo(NodeAddress.NONE);
    assertThat(heard.get(0).receiver().address()).isEqualTo(NetworkAddress.UNSPECIFIED);
  }

  /** The same over sockets, with a clock of its own. */
  @Test
  void itWorksOverLoopback() throws Exception {
    Socks5Server server = Socks5Server.withPassword();
    try (ConnectionListener listener = TcpListener.listen(new Endpoint("127.0.0.1", 0))) {
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Connection client = listener.accept()) {
                      server.serve(client);
                      Socks5Server.say(client, 'h', 'e', 'l', 'l', 'o');
                    } catch (IOException e) {
                      // The dialer's side of the test fails then, too.
                    }
                  });
      Socks5Dialer dialer = Socks5Dialer.at(listener.local()).isolated();
      try (Connection connection = dialer.dial(new Endpoint(ONION, 8333), seconds(60))) {
        assertThat(Socks5Server.read(connection, 5)).asString().isEqualTo("hello");
      }
      thread.join();
    }
    assertThat(server.visits()).hasSize(1);
  }
}
