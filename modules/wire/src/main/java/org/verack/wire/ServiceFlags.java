package org.verack.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The services that a node offers, as the 64 bits of {@code version} and of addresses.
 *
 * <p>The names are those of the Bitcoin network; bits without a name are kept and printed as a
 * number.
 *
 * {@snippet :
 * ServiceFlags services = new ServiceFlags(0x409);
 *
 * assert services.has(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS));
 * assert !services.has(ServiceFlags.COMPACT_FILTERS);
 * assert services.toString().equals("NETWORK|WITNESS|NETWORK_LIMITED");
 * }
 *
 * @param bits all 64 bits
 */
public record ServiceFlags(long bits) {

  /** No service. */
  public static final ServiceFlags NONE = new ServiceFlags(0);

  /** Serves the whole chain. */
  public static final ServiceFlags NETWORK = new ServiceFlags(1);

  /**
   * Answers getutxos (<a href="https://github.com/bitcoin/bips/blob/master/bip-0064.mediawiki">BIP
   * 64</a>, dead).
   */
  public static final ServiceFlags GETUTXO = new ServiceFlags(1 << 1);

  /**
   * Serves bloom-filtered connections (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0111.mediawiki">BIP 111</a>).
   */
  public static final ServiceFlags BLOOM = new ServiceFlags(1 << 2);

  /**
   * Serves blocks and transactions with their witnesses (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a>).
   */
  public static final ServiceFlags WITNESS = new ServiceFlags(1 << 3);

  /** Served Xtreme Thinblocks (a fork's). */
  public static final ServiceFlags XTHIN = new ServiceFlags(1 << 4);

  /**
   * Serves compact filters (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>).
   */
  public static final ServiceFlags COMPACT_FILTERS = new ServiceFlags(1 << 6);

  /**
   * Serves at least the last 288 blocks (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0159.mediawiki">BIP 159</a>).
   */
  public static final ServiceFlags NETWORK_LIMITED = new ServiceFlags(1 << 10);

  /**
   * Speaks the encrypted transport (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>).
   */
  public static final ServiceFlags P2P_V2 = new ServiceFlags(1 << 11);

  private static final String[] NAMES = new String[64];

  static {
    NAMES[0] = "NETWORK";
    NAMES[1] = "GETUTXO";
    NAMES[2] = "BLOOM";
    NAMES[3] = "WITNESS";
    NAMES[4] = "XTHIN";
    NAMES[6] = "COMPACT_FILTERS";
    NAMES[10] = "NETWORK_LIMITED";
    NAMES[11] = "P2P_V2";
  }

  /**
   * Combines services.
   *
   * @param services which
   * @return all of their bits
   */
  public static ServiceFlags of(ServiceFlags... services) {
    long bits = 0;
    for (ServiceFlags each : services) {
      bits |= each.bits;
    }
    return new ServiceFlags(bits);
  }

  /**
   * Tells whether all of the given services are offered.
   *
   * @param services which
   * @return whether every bit of them is set here
   */
  public boolean has(ServiceFlags services) {
    return (bits & services.bits) == services.bits;
  }

  /**
   * Adds services.
   *
   * @param services which
   * @return these and those
   */
  public ServiceFlags with(ServiceFlags services) {
    return new ServiceFlags(bits | services.bits);
  }

  /**
   * Removes services.
   *
   * @param services which
   * @return these without those
   */
  public ServiceFlags without(ServiceFlags services) {
    return new ServiceFlags(bits & ~services.bits);
  }

  /** Returns the names, in ascending order of their bits, and the rest as a number. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    long unknown = bits;
    for (int bit = 0; bit < 64; bit++) {
      String name = NAMES[bit];
      if (name != null && (bits >>> bit & 1) != 0) {
        parts.add(name);
        unknown &= ~(1L << bit);
      }
    }
    if (unknown != 0 || parts.isEmpty()) {
      parts.add("0x" + Long.toHexString(unknown));
    }
    return String.join("|", parts);
  }
}
