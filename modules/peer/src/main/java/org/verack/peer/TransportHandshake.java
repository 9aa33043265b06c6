package org.verack.peer;

import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.wire.Bytes;
import org.verack.wire.TransportException;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.TransportKind;

/**
 * Brings a transport through its own handshake, within the limits for those that others begin. Used
 * by the reader, which reads in between.
 */
final class TransportHandshake implements AutoCloseable {

  private static final int KEY = 64;
  private static final int MAX_EARLY_GARBAGE = 150;

  private final Peer peer;
  private final Connection connection;
  private final Transport transport;
  private final Prelude prelude;
  private final HandshakeAdmission admission;
  private HandshakeAdmission.@Nullable Ticket ticket;

  /** What is sent when the remote has answered. */
  private Bytes heldBack = Bytes.EMPTY;

  private boolean begun;

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
    speak(transport.takeOutput());
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

  /**
   * Says the beginning to who may turn out not to know this transport, and the rest when something
   * has come back. A node that knows only v1 takes every 24 bytes of it for a bad message, and may
   * ban who sends it many of them, as bcoin does; then it could not be dialed again. How much the
   * beginning has is random, so that it is not known by its length.
   */
  private void speak(Bytes output) {
    if (!begun && !peer.isInbound()) {
      int beginning = KEY + peer.random().nextInt(MAX_EARLY_GARBAGE + 1);
      int length = Math.min(output.length(), beginning);
      prelude.say(output.slice(0, length));
      heldBack = output.slice(length, output.length() - length);
    } else {
      prelude.say(heldBack);
      heldBack = Bytes.EMPTY;
      prelude.say(output);
    }
    begun = true;
  }

  @Override
  public void close() {
    if (ticket != null) {
      ticket.close();
    }
  }
}
