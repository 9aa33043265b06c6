package org.verack.soak;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.verack.peer.DisconnectReason;
import org.verack.peer.testkit.fault.FaultPlan;

/** What goes wrong with a line. */
enum Trouble {
  /** Nothing. */
  NONE(true, false),
  /** Reads and writes are cut into pieces. */
  PIECES(true, false),
  /** Everything takes its time. */
  SLOW(true, false),
  /** The connection breaks. */
  RESET(false, false),
  /** The stream ends, in the middle of a message mostly. */
  END(false, false),
  /** Nothing passes any more. */
  STALL(false, false),
  /** A byte is changed. Only where it is noticed: a plain stream has no checksum for headers. */
  CORRUPT(false, true),
  /** Bytes are missing. */
  DROP(false, true),
  /** Bytes come twice. */
  DUPLICATE(false, true);

  private static final Trouble[] ALL = values();

  private final boolean harmless;
  private final boolean onlyEncrypted;

  Trouble(boolean harmless, boolean onlyEncrypted) {
    this.harmless = harmless;
    this.onlyEncrypted = onlyEncrypted;
  }

  static Trouble draw(RandomGenerator random) {
    return random.nextBoolean() ? NONE : ALL[random.nextInt(ALL.length)];
  }

  /** Whether every message has to arrive nevertheless. */
  boolean isHarmless() {
    return harmless;
  }

  boolean isOnlyEncrypted() {
    return onlyEncrypted;
  }

  /**
   * Tells whether one end of a connection may end so, if the line has this trouble. Nobody breaks a
   * rule here, so what accuses the other end of that never may.
   */
  boolean mayCause(DisconnectReason reason) {
    return switch (reason) {
      // Somebody hung up, and that may reach the other end as a reset.
      case DisconnectReason.LocalClose closed -> true;
      case DisconnectReason.RemoteClose closed -> true;
      case DisconnectReason.ConnectionLost lost -> true;
      // Nothing comes, or not the rest of what has begun to come.
      case DisconnectReason.Idle idle -> !harmless;
      case DisconnectReason.PingTimeout silent -> !harmless;
      case DisconnectReason.HandshakeTimeout silent -> !harmless;
      case DisconnectReason.Stalled stalled -> !harmless;
      case DisconnectReason.WriteStalled stalled -> !harmless;
      // What comes is not what was sent: as the encryption says, or, of its first bytes, the
      // transport.
      case DisconnectReason.TransportFault fault -> onlyEncrypted;
      case DisconnectReason.TransportRefused refused -> onlyEncrypted;
      default -> false;
    };
  }

  FaultPlan plan(RandomGenerator random) {
    FaultPlan plan = FaultPlan.seeded(random.nextLong());
    // One in four within the handshake.
    long at = random.nextInt(4) == 0 ? random.nextInt(400) : 400 + random.nextInt(200_000);
    boolean reading = random.nextBoolean();
    return switch (this) {
      case NONE -> plan;
      case PIECES -> plan.onBoth(line -> line.splitRandomly(1 + random.nextInt(500)));
      case SLOW ->
          plan.onBoth(
              line ->
                  line.delay(Duration.ofMillis(1), Duration.ofMillis(30))
                      .bytesPerSecond(2_000_000));
      case RESET ->
          reading
              ? plan.onReads(line -> line.resetAt(at))
              : plan.onWrites(line -> line.resetAt(at));
      case END ->
          reading ? plan.onReads(line -> line.endAt(at)) : plan.onWrites(line -> line.endAt(at));
      case STALL -> plan.onBoth(line -> line.stallAt(at));
      case CORRUPT -> plan.onBoth(line -> line.corruptAt(at));
      case DROP -> plan.onBoth(line -> line.dropAt(at, 1 + random.nextInt(100)));
      case DUPLICATE -> plan.onBoth(line -> line.duplicateAt(at, 1 + random.nextInt(100)));
    };
  }
}
