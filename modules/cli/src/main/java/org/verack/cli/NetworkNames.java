package org.verack.cli;

import java.util.Iterator;
import org.verack.wire.Network;
import org.verack.wire.RemoteText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of networks, as values of an option. */
final class NetworkNames implements ITypeConverter<Network>, Iterable<String> {

  // A line for each family, because help text may be broken behind any colon.
  static final String BITCOIN = "mainnet, testnet3, testnet4, signet, regtest, simnet,";
  static final String LBRY = "lbry:mainnet, lbry:testnet3, lbry:regtest, lbry:simnet, lbry:signet,";
  static final String DECRED = "decred:mainnet, decred:testnet3, decred:simnet, decred:regnet,";
  static final String KASPA =
      "kaspa:mainnet, kaspa:testnet, kaspa:regtest,%nkaspa:simnet, kaspa:devnet.";

  @Override
  public Network convert(String name) {
    return Family.allNetworks().stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "unknown network " + RemoteText.escape(name) + ", known are " + list()));
  }

  @Override
  public Iterator<String> iterator() {
    return Family.allNetworks().stream().map(Network::name).iterator();
  }

  private String list() {
    return String.join(", ", this);
  }
}
