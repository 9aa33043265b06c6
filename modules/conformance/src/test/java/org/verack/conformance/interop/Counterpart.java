package org.verack.conformance.interop;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitcoinj.core.VersionMessage;

/** An implementation that is not ours. */
public enum Counterpart {
  BITCOINJ("bitcoinj") {
    @Override
    String version() {
      return VersionMessage.BITCOINJ_VERSION;
    }
  },
  BCOIN("bcoin, full node"),
  BCOIN_SPV("bcoin, SPV node");

  private final String title;

  Counterpart(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The version that the tests run with: the one that {@code install-bcoin} installs. */
  String version() {
    try {
      return JsonParser.parseString(Files.readString(folder().resolve("package.json")))
          .getAsJsonObject()
          .getAsJsonObject("dependencies")
          .get("bcoin")
          .getAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The top of the source tree. */
  static Path root() {
    return Path.of(System.getProperty("verack.root", "../.."));
  }

  /** Where the scripts are that start the counterparts. */
  static Path folder() {
    return root().resolve("modules/conformance/interop");
  }
}
