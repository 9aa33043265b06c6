package org.verack.benchmarks.hostile;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

/** All that is measured, in the order of the table. */
final class Assaults {

  private static final byte[] PINGS = Words.many(Words.PING);
  private static final byte[] SMALL = Words.many(Words.SMALL);
  private static final byte[] GET_HEADERS = Words.many(Words.GET_HEADERS);
  private static final byte[] GET_BLOCKS = Words.many(Words.GET_BLOCK);
  private static final byte[] WRONG = Words.many(Words.damaged(Words.SMALL));
  private static final byte[] LARGEST = Words.frame(Words.LARGEST);
  private static final byte[] INV = Words.frame(Words.INV);
  private static final byte[] VERSIONS = Words.many(Words.version());

  /** As many as a listener takes by default, but for the honest one. */
  private static final int CROWD = 124;

  private static final int FEW = 4;

  private static final List<Assault> ALL =
      List.of(
          Assault.plain("silence", "says nothing", CROWD, raid -> raid.hold(raid.connect())),
          Assault.plain(
              "storm", "connects, beyond the limit, and holds on", 1000, Assaults::holdOn),
          Assault.plain("resets", "version, reset", 8, Assaults::reset),
          Assault.plain("drip", "early messages, byte by byte", CROWD, Assaults::drip),
          Assault.plain("garbage", "5 KB of garbage, reset", 8, Assaults::garbage),
          Assault.encrypted("keys", "64 bytes as a key, reset", 8, Assaults::key),
          Assault.plain(
              "versions",
              "version after version",
              FEW,
              raid -> raid.flood(connect(raid), VERSIONS)),
          Assault.plain("small", "floods of unknown messages", FEW, flood(SMALL)),
          Assault.encrypted(
              "small-v2",
              "floods of unknown messages",
              FEW,
              raid -> raid.floodEncrypted(Words.encoded(Words.SMALL))),
          Assault.plain("checksums", "floods of wrong checksums", FEW, flood(WRONG)),
          Assault.plain("inv", "floods of inv, 50,000 entries", FEW, flood(INV)),
          Assault.plain("largest", "floods of 4 MB messages", FEW, flood(LARGEST)),
          Assault.encrypted(
              "largest-v2",
              "floods of 4 MB messages",
              FEW,
              raid -> raid.floodEncrypted(Words.encoded(Words.LARGEST))),
          Assault.plain("claims", "claims 4 MB, brings nothing", CROWD, Assaults::claim),
          Assault.plain("pings", "pings, reads the pongs", FEW, floodAndRead(PINGS)),
          Assault.encrypted(
              "pings-v2",
              "pings, reads the pongs",
              FEW,
              raid -> raid.floodEncrypted(Words.encoded(Words.PING))),
          Assault.plain("pings-unread", "pings, reads no pong", FEW, flood(PINGS)),
          Assault.plain("headers", "getheaders, reads the answers", FEW, floodAndRead(GET_HEADERS)),
          Assault.plain("headers-unread", "getheaders, reads nothing", FEW, flood(GET_HEADERS)),
          Assault.plain("blocks", "getdata, reads the blocks", FEW, floodAndRead(GET_BLOCKS)),
          Assault.plain("blocks-unread", "getdata, reads nothing", FEW, flood(GET_BLOCKS)),
          Assault.plain("resets", "version, reset", FEW, Assaults::reset).dialing(),
          Assault.plain("garbage", "5 KB of garbage, reset", FEW, Assaults::garbage).dialing(),
          Assault.plain("pings-unread", "pings, reads no pong", FEW, flood(PINGS)).dialing());

  private Assaults() {}

  static List<Assault> all() {
    return ALL;
  }

  static Assault named(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no attack '"
                        + name
                        + "', there are "
                        + ALL.stream().map(Assault::name).toList()));
  }

  private static Assault.Action flood(byte[] what) {
    return raid -> raid.flood(raid.greeted(), what);
  }

  private static Assault.Action floodAndRead(byte[] what) {
    return raid -> raid.floodAndRead(raid.greeted(), what);
  }

  private static Socket connect(Raid raid) throws IOException {
    Socket socket = raid.connect();
    raid.say(socket, Words.version());
    return socket;
  }

  private static void holdOn(Raid raid) throws IOException {
    Socket socket = raid.connect();
    try {
      raid.hold(socket);
    } finally {
      raid.reset(socket);
    }
  }

  private static void reset(Raid raid) throws IOException {
    raid.reset(connect(raid));
  }

  private static void garbage(Raid raid) throws IOException {
    Socket socket = raid.connect();
    raid.say(socket, Words.garbage(5000));
    // The end of it says that it was read.
    raid.hold(socket);
    raid.reset(socket);
  }

  private static void key(Raid raid) throws IOException {
    Socket socket = raid.connect();
    raid.say(socket, Words.garbage(64));
    // A byte of the answer says that it was computed.
    int unused = socket.getInputStream().read();
    raid.reset(socket);
  }

  private static void drip(Raid raid) throws IOException, InterruptedException {
    Socket socket = raid.connect();
    raid.say(socket, Words.version());
    byte[] early = Words.frame(Words.SMALL);
    while (raid.goesOn()) {
      for (int i = 0; i < early.length && raid.goesOn(); i++) {
        raid.say(socket, new byte[] {early[i]});
        Thread.sleep(20);
      }
    }
  }

  private static void claim(Raid raid) throws IOException {
    Socket socket = raid.greeted();
    raid.say(socket, Words.header(Words.LARGEST));
    raid.hold(socket);
  }
}
