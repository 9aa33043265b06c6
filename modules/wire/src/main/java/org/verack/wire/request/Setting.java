package org.verack.wire.request;

import java.util.function.LongSupplier;
import org.verack.wire.ServiceFlags;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.Negotiation;

/**
 * What an exchange knows of its connection.
 *
 * @param negotiation how the two sides greeted each other
 * @param script the network's handshake, which knows how to ping
 * @param random where nonces come from
 */
public record Setting(Negotiation negotiation, HandshakeScript script, LongSupplier random) {

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
