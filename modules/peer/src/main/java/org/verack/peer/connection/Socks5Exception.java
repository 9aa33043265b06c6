package org.verack.peer.connection;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A SOCKS5 proxy did not connect us. Its message names the proxy and what was dialed.
 *
 * {@snippet :
 * Dialer tor = Socks5Dialer.parse("socks5://127.0.0.1:9050").over(lan); // nobody is there
 * String advice;
 * try (Connection line = tor.dial(Endpoint.parse("node.example:8333"), Duration.ofSeconds(60))) {
 *   advice = "none needed";
 * } catch (Socks5Exception e) {
 *   advice =
 *       switch (e.reason()) {
 *         case PROXY_UNREACHABLE -> "is Tor running?";
 *         case CREDENTIALS_REFUSED, NO_ACCEPTABLE_METHOD -> "look at the password";
 *         case ONION_DESCRIPTOR_NOT_FOUND, HOST_UNREACHABLE -> "that node is gone";
 *         default -> e.getMessage(); // names proxy, target and reason
 *       };
 * }
 * assert advice.equals("is Tor running?");
 * }
 */
public final class Socks5Exception extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Why. The replies are those of <a href="https://www.rfc-editor.org/rfc/rfc1928">RFC 1928</a>,
   * section 6, and those that Tor adds for onion services (its socks-extensions; only where {@code
   * ExtendedErrors} is set for its port, else it says {@link #GENERAL_FAILURE} or {@link
   * #HOST_UNREACHABLE}).
   */
  public enum Reason {
    /** There is no proxy, or it cannot be reached; the cause says more. */
    PROXY_UNREACHABLE("the proxy cannot be reached"),
    /** What is there does not speak SOCKS5. */
    NOT_SOCKS5("it does not speak SOCKS5"),
    /** It closed the connection before it gave an answer. */
    HUNG_UP("it hung up"),
    /** It wants credentials and we have none, or has no use for those that we have. */
    NO_ACCEPTABLE_METHOD("no way to authenticate that both know"),
    /** It does not know the user, or the password is wrong. */
    CREDENTIALS_REFUSED("it refused the user and the password"),
    /** Reply 1. */
    GENERAL_FAILURE("general failure", 0x01),
    /** Reply 2: its rules do not allow the connection. */
    NOT_ALLOWED("not allowed by its rules", 0x02),
    /** Reply 3. */
    NETWORK_UNREACHABLE("network unreachable", 0x03),
    /** Reply 4; also a name that it cannot resolve. */
    HOST_UNREACHABLE("host unreachable", 0x04),
    /** Reply 5. */
    CONNECTION_REFUSED("connection refused", 0x05),
    /** Reply 6; Tor says so when its time is up. */
    TTL_EXPIRED("time to live expired", 0x06),
    /** Reply 7. */
    COMMAND_NOT_SUPPORTED("it does not know how to connect", 0x07),
    /** Reply 8. */
    ADDRESS_TYPE_NOT_SUPPORTED("address type not supported", 0x08),
    /** Tor's reply F0. */
    ONION_DESCRIPTOR_NOT_FOUND("the onion service's descriptor was not found", 0xf0),
    /** Tor's reply F1. */
    ONION_DESCRIPTOR_INVALID("the onion service's descriptor is invalid", 0xf1),
    /** Tor's reply F2. */
    ONION_INTRODUCTION_FAILED("no introduction to the onion service", 0xf2),
    /** Tor's reply F3. */
    ONION_RENDEZVOUS_FAILED("no rendezvous with the onion service", 0xf3),
    /** Tor's reply F4. */
    ONION_AUTHORIZATION_MISSING("the onion service wants client authorization", 0xf4),
    /** Tor's reply F5. */
    ONION_AUTHORIZATION_WRONG("the onion service refused our client authorization", 0xf5),
    /** Tor's reply F6. */
    ONION_ADDRESS_INVALID("the onion address is invalid", 0xf6),
    /** Tor's reply F7. */
    ONION_INTRODUCTION_TIMED_OUT("the introduction to the onion service timed out", 0xf7),
    /** Any other reply; the message has its number. */
    OTHER_REPLY("it could not connect");

    private static final int NO_REPLY = -1;

    private final String text;
    private final int reply;

    Reason(String text) {
      this(text, NO_REPLY);
    }

    Reason(String text, int reply) {
      this.text = text;
      this.reply = reply;
    }

    String text() {
      return text;
    }

    static Reason ofReply(int code) {
      return Arrays.stream(values())
          .filter(each -> each.reply == code)
          .findFirst()
          .orElse(OTHER_REPLY);
    }
  }

  /** What went wrong. */
  private final Reason reason;

  Socks5Exception(Reason reason, String message) {
    this(reason, message, null);
  }

  Socks5Exception(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /**
   * Returns why there is no connection.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
