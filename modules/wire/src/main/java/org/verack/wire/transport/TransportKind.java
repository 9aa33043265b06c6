package org.verack.wire.transport;

/** Which transport a connection has. */
public enum TransportKind {
  /**
   * Not known yet: nothing has come by which an incoming connection tells, or the encrypted
   * transport's handshake is not complete.
   */
  DETECTING,
  /** The plain one. */
  V1,
  /** The encrypted one (BIP 324), and both sides have the same keys. */
  V2
}
