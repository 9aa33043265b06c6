package org.verack.peer.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8333, 127.0.0.1, 8333",
    "seed.example.org:1, seed.example.org, 1",
    "[::1]:18444, ::1, 18444",
    "127.0.0.1, 127.0.0.1, 99",
    "2001:db8::1, 2001:db8::1, 99",
    "[2001:db8::1], 2001:db8::1, 99",
    "localhost:0, localhost, 0",
  })
  void readsHostsWithAndWithoutPorts(String text, String host, int port) {
    assertEquals(new Endpoint(host, port), Endpoint.parse(text, 99));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"host:", "host:65536", "host:-1", "host:x", ":8333", "[::1:8333", "", "h:123456"})
  void refusesWhatIsNoEndpoint(String text) {
    assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text, 99));
  }

  @Test
  void asksForThePortWhereThereIsNoDefault() {
    var e = assertThrows(IllegalArgumentException.class, () -> Endpoint.parse("localhost"));
    assertTrue(e.getMessage().contains("HOST:PORT"), e.getMessage());
  }

  @Test
  void printsAnIpv6AddressInBrackets() {
    assertEquals("[::1]:5", new Endpoint("::1", 5).toString());
    assertEquals("a.b:5", new Endpoint("a.b", 5).toString());
  }

  @Test
  void takesOverASocketAddressWithoutResolvingIt() {
    assertEquals(
        new Endpoint("never.resolved.example", 7),
        Endpoint.of(InetSocketAddress.createUnresolved("never.resolved.example", 7)));
  }

  @Test
  void readsBackWhatItPrints() {
    for (Endpoint each : new Endpoint[] {new Endpoint("::1", 1), new Endpoint("x.y", 65535)}) {
      assertEquals(each, Endpoint.parse(each.toString()));
    }
  }
}
