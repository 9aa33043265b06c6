package org.verack.peer.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.runtime.SystemRuntime;

/**
 * Dials through a SOCKS5 proxy (<a href="https://www.rfc-editor.org/rfc/rfc1928">RFC 1928</a>),
 * such as Tor.
 *
 * <p>It is the proxy that resolves names: what is dialed is handed over as it is, an IPv4 or IPv6
 * address as such and everything else, onion names included, as a name. This machine looks up
 * nothing but the proxy's own host.
 *
 * {@snippet :
 * Dialer tor = Socks5Dialer.parse("socks5://127.0.0.1:9050").isolated();
 * PeerConfig config =
 *     PeerConfig.builder(Networks.MAINNET).dialer(tor).dialTimeout(Duration.ofMinutes(1)).build();
 * assert config.hideRemote(); // the version message does not say whom we think we have dialed
 * }
 *
 * <p>The time given for dialing covers everything up to the proxy's word that it is connected;
 * through Tor that takes longer than the default of {@link
 * org.verack.peer.PeerConfig#dialTimeout()}. When the time is up, or the dialing thread is
 * interrupted, the connection to the proxy is closed.
 *
 * <p>Immutable and safe for use from any thread.
 */
public final class Socks5Dialer implements Dialer {

  /** RFC 1929 counts the bytes of a name, and those of a password, in one byte. */
  private static final int MOST_BYTES = 255;

  private static final int ISOLATION_BYTES = 16;

  private enum Progress {
    DIALING,
    DONE,
    OUT_OF_TIME
  }

  /** What the proxy wants to know of us. Never printed. */
  static final class Credentials {
    private final byte[] user;
    private final byte[] password;

    Credentials(String user, String password) {
      this.user = bytes("user name", user);
      this.password = bytes("password", password);
    }

    private static byte[] bytes(String what, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length == 0 || bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException(
            "a proxy's " + what + " has 1 to " + MOST_BYTES + " bytes, not " + bytes.length);
      }
      return bytes;
    }

    byte[] user() {
      return user;
    }

    byte[] password() {
      return password;
    }
  }

  private final Endpoint proxy;
  private final Dialer way;
  private final Supplier<@Nullable Credentials> credentials;

  private Socks5Dialer(Endpoint proxy, Dialer way, Supplier<@Nullable Credentials> credentials) {
    this.proxy = Objects.requireNonNull(proxy, "proxy");
    this.way = Objects.requireNonNull(way, "way");
    this.credentials = credentials;
  }

  /**
   * Dials through a proxy that wants no credentials.
   *
   * @param proxy where it listens; its name, if it is one, is resolved by this machine
   * @return the dialer
   */
  public static Socks5Dialer at(Endpoint proxy) {
    return new Socks5Dialer(proxy, Dialer.TCP, () -> null);
  }

  /**
   * Reads {@code socks5://[user:password@]host:port}, or the same with {@code socks5h}.
   *
   * @param text the address of a proxy; an IPv6 address stands in brackets; in user and password,
   *     bytes may be written as {@code %} and two hexadecimal digits
   * @return a dialer with these credentials, or without any
   * @throws IllegalArgumentException if the text is anything else; the message does not quote it,
   *     because it may hold a password
   */
  public static Socks5Dialer parse(String text) {
    return ProxyText.parse(text);
  }

  /**
   * Changes who we say we are (<a href="https://www.rfc-editor.org/rfc/rfc1929">RFC 1929</a>). A
   * proxy that does not ask for it is refused.
   *
   * @param user 1 to 255 bytes of UTF-8
   * @param password 1 to 255 bytes of UTF-8
   * @return a new dialer
   * @throws IllegalArgumentException if one of them is empty or longer
   */
  public Socks5Dialer withCredentials(String user, String password) {
    Credentials fixed = new Credentials(user, password);
    return new Socks5Dialer(proxy, way, () -> fixed);
  }

  /**
   * Makes up a random user and password for each connection. Tor never lets connections with
   * different credentials share a circuit, so nobody can tell by the way they take that they belong
   * to the same program. A proxy that does not ask for credentials is refused.
   *
   * @return a new dialer
   */
  public Socks5Dialer isolated() {
    SecureRandom random = new SecureRandom();
    return new Socks5Dialer(
        proxy, way, () -> new Credentials(randomText(random), randomText(random)));
  }

  private static String randomText(SecureRandom random) {
    byte[] bytes = new byte[ISOLATION_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Changes how the proxy is reached.
   *
   * @param dialer dials the proxy, by default {@link Dialer#TCP}
   * @return a new dialer
   */
  public Socks5Dialer over(Dialer dialer) {
    return new Socks5Dialer(proxy, dialer, credentials);
  }

  /**
   * Returns where the proxy listens.
   *
   * @return its endpoint
   */
  public Endpoint proxy() {
    return proxy;
  }

  @Override
  public boolean viaProxy() {
    return true;
  }

  /**
   * Connects, with a clock and a timer of its own.
   *
   * @throws Socks5Exception as in {@link #dial(Endpoint, Duration, PeerRuntime)}
   */
  @Override
  public Connection dial(Endpoint endpoint, Duration timeout) throws IOException {
    try (SystemRuntime runtime = new SystemRuntime()) {
      return dial(endpoint, timeout, runtime);
    }
  }

  /**
   * Connects to the proxy, and through it. Blocks until it has, or cannot.
   *
   * @throws Socks5Exception if the proxy refuses, cannot connect, or does not speak SOCKS5
   * @throws UnknownHostException if the host is no name that a proxy could look up
   * @throws SocketTimeoutException if it took too long
   */
  @Override
  public Connection dial(Endpoint endpoint, Duration timeout, PeerRuntime runtime)
      throws IOException {
    byte[] request = Socks5Handshake.request(endpoint);
    long begin = runtime.nanoTime();
    Connection connection = reachProxy(endpoint, timeout, runtime);
    Duration left = timeout.minusNanos(runtime.nanoTime() - begin);
    AtomicReference<Progress> progress = new AtomicReference<>(Progress.DIALING);
    PeerRuntime.Timer timer =
        runtime.schedule(
            left.isNegative() ? Duration.ZERO : left,
            () -> {
              if (progress.compareAndSet(Progress.DIALING, Progress.OUT_OF_TIME)) {
                connection.close();
              }
            });
    try {
      Socks5Handshake handshake = new Socks5Handshake(connection, this + " for " + endpoint);
      handshake.authenticate(credentials.get());
      handshake.connect(request);
      if (!progress.compareAndSet(Progress.DIALING, Progress.DONE)) {
        throw outOfTime(endpoint, timeout);
      }
      return new ProxiedConnection(connection, endpoint);
    } catch (IOException e) {
      connection.close();
      if (progress.get() == Progress.OUT_OF_TIME) {
        throw outOfTime(endpoint, timeout);
      }
      throw e;
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    } finally {
      timer.cancel();
    }
  }

  private Connection reachProxy(Endpoint endpoint, Duration timeout, PeerRuntime runtime)
      throws IOException {
    try {
      return way.dial(proxy, timeout, runtime);
    } catch (SocketTimeoutException e) {
      throw outOfTime(endpoint, timeout);
    } catch (IOException e) {
      throw new Socks5Exception(
          Socks5Exception.Reason.PROXY_UNREACHABLE,
          "no proxy for " + endpoint + ": " + e.getMessage(),
          e);
    }
  }

  private SocketTimeoutException outOfTime(Endpoint endpoint, Duration timeout) {
    return new SocketTimeoutException(
        this + " did not connect to " + endpoint + " within " + timeout.toMillis() + " ms");
  }

  /** Returns where the proxy is. */
  @Override
  public String toString() {
    return "proxy " + proxy;
  }
}
