package org.verack.wire.request;

import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.verack.wire.ServiceFlags;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.PreferenceMessage;

/**
 * What an exchange knows of its connection.
 *
 * <p>At the beginning of a request for something that not every peer has:
 *
 * {@snippet :
 * Setting setting = new Setting(peer.negotiation(), List.of(), network.handshake(), () -> 7);
 * setting.requireServices(ServiceFlags.NETWORK, "blocks"); // it has
 * setting.requireVersion(ProtocolVersion.WTXID_RELAY, "wtxids");
 * try {
 *   setting.requireServices(ServiceFlags.XTHIN, "thin blocks");
 *   assert false;
 * } catch (RequestException e) {
 *   assert !setting.prefers(FeeFilter.class); // asked nothing, sent nothing
 * }
 * }
 *
 * @param negotiation how the two sides greeted each other
 * @param preferences the latest of each kind of preference that the remote has stated since
 * @param script the network's handshake, which knows how to ping
 * @param random where nonces come from
 */
public record Setting(
    Negotiation negotiation,
    List<PreferenceMessage> preferences,
    HandshakeScript script,
    LongSupplier random) {

  /** Copies the list. */
  public Setting {
    Objects.requireNonNull(negotiation, "negotiation");
    preferences = List.copyOf(preferences);
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(random, "random");
  }

  /**
   * Tells whether the remote has stated a preference of some kind.
   *
   * @param type the kind
   * @return whether one of {@link #preferences()} is of it
   */
  public boolean prefers(Class<? extends PreferenceMessage> type) {
    return preferences.stream().anyMatch(type::isInstance);
  }

  /**
   * Tells whether the remote offers services.
   *
   * @param services which
   * @return whether it offers all of them
   */
  public boolean offers(ServiceFlags services) {
    return negotiation.remote().services().has(services);
  }

  /**
   * Requires a service without which the remote must not be asked, because it would disconnect.
   *
   * @param services what the remote has to offer
   * @param what what is asked for, for the exception
   * @throws RequestException if it does not offer all of them
   */
  public void requireServices(ServiceFlags services, String what) throws RequestException {
    if (!offers(services)) {
      throw new RequestException(
          "the peer cannot be asked for "
              + what
              + ": it does not offer "
              + services
              + ", only "
              + negotiation.remote().services());
    }
  }

  /**
   * Requires a protocol version.
   *
   * @param version the least that has to be in force
   * @param what what is asked for, for the exception
   * @throws RequestException if the version in force is lower
   */
  public void requireVersion(int version, String what) throws RequestException {
    if (negotiation.protocolVersion() < version) {
      throw new RequestException(
          "the peer cannot be asked for "
              + what
              + ": that needs protocol version "
              + version
              + ", and "
              + negotiation.protocolVersion()
              + " is in force");
    }
  }
}
