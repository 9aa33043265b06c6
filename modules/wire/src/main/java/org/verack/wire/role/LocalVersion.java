package org.verack.wire.role;

import java.time.Instant;
import java.util.Objects;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;

/**
 * What the local side says of itself; a {@link HandshakeScript} turns it into its version message.
 *
 * {@snippet :
 * LocalVersion local =
 *     new LocalVersion(
 *         network.latestVersion(),
 *         ServiceFlags.NONE,
 *         Instant.parse("2024-01-01T00:00:00Z"),
 *         7,
 *         "/Wallet:1.0/",
 *         840_000,
 *         true,
 *         NetworkAddress.UNSPECIFIED, // tells the remote nothing about where we believe it is
 *         0);
 *
 * VersionMessage version = network.handshake().version(local);
 * assert version.nonce() == 7 && version.bestHeight().getAsInt() == 840_000;
 * assert version instanceof Version bitcoins && bitcoins.receiver().equals(NodeAddress.NONE);
 * }
 *
 * @param protocolVersion the newest version we speak
 * @param services what we offer
 * @param time our clock
 * @param nonce 64 random bits by which we recognise ourselves
 * @param userAgent what we call ourselves (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0014.mediawiki">BIP 14</a>)
 * @param bestHeight the height of our best block, for families that announce one
 * @param relay whether we want transactions announced
 * @param remote the address we talk to; {@link NetworkAddress#UNSPECIFIED} to say nothing, as
 *     behind a proxy
 * @param remotePort the port we talk to
 */
public record LocalVersion(
    int protocolVersion,
    ServiceFlags services,
    Instant time,
    long nonce,
    String userAgent,
    int bestHeight,
    boolean relay,
    NetworkAddress remote,
    int remotePort) {

  /** Checks that nothing is missing. */
  public LocalVersion {
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(userAgent, "userAgent");
    Objects.requireNonNull(remote, "remote");
  }
}
