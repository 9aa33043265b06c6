package org.verack.cli;

import java.util.Iterator;
import org.verack.wire.Network;
import org.verack.wire.RemoteText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of networks, as values of an option. */
final class NetworkNames implements ITypeConverter<Network>, Iterable<String> {

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
