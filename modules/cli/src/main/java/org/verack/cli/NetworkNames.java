package org.verack.cli;

import java.util.Iterator;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.RemoteText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of networks, as values of an option. */
final class NetworkNames implements ITypeConverter<Network>, Iterable<String> {

  @Override
  public Network convert(String name) {
    return Networks.byName(name)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "unknown network " + RemoteText.escape(name) + ", known are " + list()));
  }

  @Override
  public Iterator<String> iterator() {
    return Networks.all().stream().map(Network::name).iterator();
  }

  private String list() {
    return String.join(", ", this);
  }
}
