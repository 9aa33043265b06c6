package org.verack.conformance.hostile;

import org.verack.peer.PeerConfig;

/** Which transport an attack goes over. */
enum Wire {
  PLAIN(PeerConfig.Encryption.PREFERRED),
  ENCRYPTED(PeerConfig.Encryption.REQUIRED);

  private final PeerConfig.Encryption encryption;

  Wire(PeerConfig.Encryption encryption) {
    this.encryption = encryption;
  }

  /** What the one who is attacked is configured to. */
  PeerConfig.Encryption encryption() {
    return encryption;
  }
}
