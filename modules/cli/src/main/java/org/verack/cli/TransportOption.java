package org.verack.cli;

import org.verack.peer.PeerConfig.Encryption;
import org.verack.wire.Network;
import picocli.CommandLine.Option;

/** Which transport to speak. */
final class TransportOption {

  /** The choices. */
  enum Choice {
    /** Plain. */
    v1,
    /** Encrypted. */
    v2,
    /** Encrypted where the other side can. */
    auto
  }

  @Option(
      names = "--transport",
      paramLabel = "v1|v2|auto",
      defaultValue = "auto",
      description =
          "Plain, encrypted (BIP 324), or encrypted where the other side can; default:"
              + " ${DEFAULT-VALUE}.")
  private Choice choice = Choice.auto;

  Encryption on(Network network) throws WrongUse {
    if (choice == Choice.v2 && !network.hasEncryptedTransport()) {
      throw new WrongUse("--transport: " + network.name() + " has no encrypted transport");
    }
    return switch (choice) {
      case v1 -> Encryption.OFF;
      case v2 -> Encryption.REQUIRED;
      case auto -> network.hasEncryptedTransport() ? Encryption.PREFERRED : Encryption.OFF;
    };
  }
}
