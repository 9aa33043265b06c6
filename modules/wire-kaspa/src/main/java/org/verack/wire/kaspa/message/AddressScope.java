package org.verack.wire.kaspa.message;

import org.jspecify.annotations.Nullable;
import org.verack.wire.PayloadException;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.kaspa.chain.SubnetworkId;

/**
 * Which nodes' addresses are asked for or told: those of all nodes, of full nodes, or of the nodes
 * of one subnetwork.
 *
 * {@snippet :
 * assert network.messages().encode(new GetAddr(AddressScope.ALL), format).length() == 1;
 * assert network.messages().encode(new GetAddr(AddressScope.FULL_NODES), format).length() == 2;
 * var one = AddressScope.of(SubnetworkId.COINBASE);
 * assert network.messages().encode(new GetAddr(one), format).length() == 2 + 20;
 * }
 *
 * @param all whether it is those of all nodes
 * @param subnetwork the subnetwork; null for full nodes and for all
 */
public record AddressScope(boolean all, @Nullable SubnetworkId subnetwork) {

  /** All nodes. */
  public static final AddressScope ALL = new AddressScope(true, null);

  /** Full nodes, which take part in every subnetwork. */
  public static final AddressScope FULL_NODES = new AddressScope(false, null);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if it is all nodes and one subnetwork
   */
  public AddressScope {
    if (all && subnetwork != null) {
      throw new IllegalArgumentException("all nodes are not those of one subnetwork");
    }
  }

  /**
   * Makes the scope of one subnetwork.
   *
   * @param id the subnetwork
   * @return the scope
   */
  public static AddressScope of(SubnetworkId id) {
    return new AddressScope(false, id);
  }

  static AddressScope read(PayloadReader in) throws PayloadException {
    return in.readBoolean("all subnetworks flag")
        ? ALL
        : new AddressScope(false, readSubnetwork(in));
  }

  /** Reads whether something is of full nodes, and if not, of which subnetwork. */
  static @Nullable SubnetworkId readSubnetwork(PayloadReader in) throws PayloadException {
    return in.readBoolean("full node flag") ? null : SubnetworkId.read(in);
  }

  int size() {
    return all ? 1 : 1 + subnetworkSize(subnetwork);
  }

  static int subnetworkSize(@Nullable SubnetworkId subnetwork) {
    return subnetwork == null ? 1 : 1 + SubnetworkId.LENGTH;
  }

  void write(PayloadWriter out) {
    out.writeBoolean(all);
    if (!all) {
      writeSubnetwork(subnetwork, out);
    }
  }

  static void writeSubnetwork(@Nullable SubnetworkId subnetwork, PayloadWriter out) {
    out.writeBoolean(subnetwork == null);
    if (subnetwork != null) {
      out.writeBytes(subnetwork.bytes());
    }
  }

  @Override
  public String toString() {
    return all ? "all nodes" : subnetwork == null ? "full nodes" : "subnetwork " + subnetwork;
  }
}
