package org.verack.wire.decred;

import java.util.ArrayList;
import java.util.List;
import org.verack.wire.ServiceFlags;

/**
 * The services that a Decred node offers. The bits have other meanings than Bitcoin's, whose names
 * {@link ServiceFlags#toString()} gives; {@link #toString(ServiceFlags)} gives Decred's.
 *
 * {@snippet :
 * ServiceFlags services = ServiceFlags.of(DecredServices.NETWORK, DecredServices.CF);
 * assert DecredServices.toString(services).equals("NETWORK|CF");
 * assert services.toString().equals("NETWORK|BLOOM"); // the bits' names in Bitcoin
 * }
 */
public final class DecredServices {

  /** Serves the whole chain. */
  public static final ServiceFlags NETWORK = new ServiceFlags(1);

  /** Served bloom-filtered connections; no longer in use. */
  public static final ServiceFlags BLOOM = new ServiceFlags(1 << 1);

  /** Serves committed filters of the first version; no longer in use. */
  public static final ServiceFlags CF = new ServiceFlags(1 << 2);

  private static final List<String> NAMES = List.of("NETWORK", "BLOOM", "CF");

  private DecredServices() {}

  /**
   * Names services.
   *
   * @param services any bits
   * @return the names, in ascending order of their bits, and the rest as a number
   */
  public static String toString(ServiceFlags services) {
    List<String> parts = new ArrayList<>();
    long unknown = services.bits();
    for (int bit = 0; bit < NAMES.size(); bit++) {
      if ((unknown >>> bit & 1) != 0) {
        parts.add(NAMES.get(bit));
        unknown &= ~(1L << bit);
      }
    }
    if (unknown != 0 || parts.isEmpty()) {
      parts.add("0x" + Long.toHexString(unknown));
    }
    return String.join("|", parts);
  }
}
