package org.verack.peer;

import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.wire.TransportException;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.TransportKind;

/**
 * Brings a transport through its own handshake, within the limits for those that others begin. Used
 * by the reader, which reads in between.
 */
final class TransportHandshake implements AutoCloseable {

  private final Peer peer;
  private final Connection connection;
  private final Transport transport;
  private final Prelude prelude;
  private final HandshakeAdmission admission;
  private HandshakeAdmission.@Nullable Ticket ticket;

  TransportHandshake(Peer peer, Connection connection, Transport transport, Prelude prelude) {
    this.peer = peer;
    this.connection = connection;
    this.transport = transport;
    this.prelude = prelude;
    this.admission = peer.context().admission();
  }

  /**
   * Goes on as far as what was read allows.
   *
   * @return whether more has to be read; if not, messages may follow
   */
  boolean proceed() throws TransportException, InterruptedException, Ended {
    while (peer.isInbound() && transport.computesNext()) {
      if (ticket == null) {
        ticket = admission.admit(connection.remote());
      }
      admission.compute();
      try {
        transport.proceed();
      } finally {
        admission.computed();
      }
    }
    transport.proceed();
    prelude.say(transport.takeOutput());
    if (!transport.isReady()) {
      return true;
    }
    if (transport.kind() == TransportKind.V1
        && peer.config().encryption() == PeerConfig.Encryption.REQUIRED) {
      throw new Ended(
          new DisconnectReason.TransportRefused("the remote does not speak the encrypted one"));
    }
    prelude.complete();
    return false;
  }

  @Override
  public void close() {
    if (ticket != null) {
      ticket.close();
    }
  }
}
