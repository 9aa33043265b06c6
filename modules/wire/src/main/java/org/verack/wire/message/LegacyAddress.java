package org.verack.wire.message;

import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/** The sixteen bytes of an address in {@code version} and {@code addr}. */
final class LegacyAddress {

  static final int SIZE = 16;

  private LegacyAddress() {}

  static NetworkAddress read(PayloadReader in, String what) throws PayloadException {
    in.require(SIZE, what);
    return NetworkAddress.fromLegacy(in.readBytes(SIZE));
  }

  static void write(NetworkAddress address, PayloadWriter out) {
    Bytes legacy =
        address
            .toLegacy()
            .orElseThrow(
                () ->
                    new EncodeException(
                        WireFault.BAD_ADDRESS,
                        address + " does not fit the sixteen bytes of version and addr"));
    out.writeBytes(legacy);
  }

  static String withPort(NetworkAddress address, int port) {
    String text = address.toString();
    return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
  }
}
