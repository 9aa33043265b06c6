package org.verack.fuzz;

import java.util.Locale;

/** What can be fuzzed. */
enum Target {
  /** A stream of bytes into the v1 transport, in pieces. */
  FRAMES,
  /** Packets of the encrypted transport, and streams that are to be told from them. */
  PACKETS,
  /** One payload of any message, at any protocol version. */
  PAYLOAD,
  /** A transaction and all that it can be asked. */
  TRANSACTION,
  /** A block and all that it can be asked. */
  BLOCK,
  /** Compact blocks: built and put together again, or as they come. */
  COMPACT,
  /** Bloom filters, block filters, partial merkle trees, filter headers. */
  FILTER,
  /** Addresses as text and as bytes, and user agents. */
  ADDRESS;

  /** Returns the name in commands and of folders. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Target of(String id) {
    for (Target each : values()) {
      if (each.id().equals(id)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no target " + id);
  }

  /**
   * Does what is to be done with an input.
   *
   * @throws RuntimeException or an error, if there is a finding
   */
  void run(byte[] data) {
    Allocation.bounded(data.length, () -> run(new Input(data)));
  }

  private void run(Input in) {
    switch (this) {
      case FRAMES -> FramesTarget.run(in);
      case PACKETS -> PacketsTarget.run(in);
      case PAYLOAD -> PayloadTarget.run(in);
      case TRANSACTION -> ChainTargets.transaction(in);
      case BLOCK -> ChainTargets.block(in);
      case COMPACT -> CompactTarget.run(in);
      case FILTER -> FilterTarget.run(in);
      case ADDRESS -> AddressTarget.run(in);
    }
  }
}
