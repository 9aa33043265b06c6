package org.verack.wire.kaspa;

import java.util.ArrayList;
import java.util.List;
import org.verack.wire.ServiceFlags;

/**
 * The services that a Kaspa node offers. The bits have other meanings than Bitcoin's from the
 * fourth on, because there is no segregated witness; {@link ServiceFlags#toString()} gives
 * Bitcoin's names, {@link #toString(ServiceFlags)} gives Kaspa's.
 *
 * {@snippet :
 * ServiceFlags services = ServiceFlags.of(KaspaServices.NETWORK, KaspaServices.CF);
 * assert KaspaServices.toString(services).equals("NETWORK|CF");
 * assert KaspaServices.XTHIN.equals(ServiceFlags.WITNESS); // the same bit in Bitcoin
 * }
 */
public final class KaspaServices {

  /** Serves the whole DAG. */
  public static final ServiceFlags NETWORK = new ServiceFlags(1);

  /** Answers getutxos. */
  public static final ServiceFlags GETUTXO = new ServiceFlags(1 << 1);

  /** Serves bloom-filtered connections. */
  public static final ServiceFlags BLOOM = new ServiceFlags(1 << 2);

  /** Serves Xtreme Thinblocks. */
  public static final ServiceFlags XTHIN = new ServiceFlags(1 << 3);

  /** Reserved. */
  public static final ServiceFlags BIT5 = new ServiceFlags(1 << 4);

  /** Serves compact filters. */
  public static final ServiceFlags CF = new ServiceFlags(1 << 5);

  private static final List<String> NAMES =
      List.of("NETWORK", "GETUTXO", "BLOOM", "XTHIN", "BIT5", "CF");

  private KaspaServices() {}

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
