package org.verack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.Headers;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Reject;
import org.verack.wire.message.RejectCode;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.role.InventoryMessage;

/** How the messages are shown whose components alone do not say enough. */
final class MessageFields {

  /** The hash of a transaction, shortened to 48 bits. */
  private record ShortId(long bits) {}

  private MessageFields() {}

  /** Makes a dump that knows all types of the Bitcoin network. */
  static Dump dump(int limit) {
    return ChainFields.addTo(new Dump(limit))
        .with(ServiceFlags.class, (dump, name, value) -> Field.of(name, Texts.services(value)))
        .with(InventoryVector.class, (dump, name, value) -> Field.of(name, value.toString()))
        .with(NodeAddress.class, MessageFields::nodeAddress)
        .with(TimedAddress.class, MessageFields::timedAddress)
        .with(InventoryMessage.class, MessageFields::inventory)
        .with(Headers.class, MessageFields::headers)
        .with(CmpctBlock.class, MessageFields::compactBlock)
        .with(ShortId.class, (dump, name, value) -> Field.of(name, hex48(value.bits())))
        .with(Reject.class, MessageFields::reject)
        .with(FeeFilter.class, MessageFields::feeFilter);
  }

  private static Field nodeAddress(Dump dump, String name, NodeAddress value) {
    boolean nothing = value.equals(NodeAddress.NONE);
    return Field.of(name, nothing ? "not said" : value + services(value.services()));
  }

  private static Field timedAddress(Dump dump, String name, TimedAddress value) {
    String seen = value.time() == 0 ? "" : ", seen " + value.lastSeen();
    return Field.of(name, value + seen + services(value.services()));
  }

  private static String services(ServiceFlags services) {
    return services.bits() == 0 ? "" : ", " + Texts.services(services);
  }

  private static Field inventory(Dump dump, String name, InventoryMessage value) {
    return new Field(name, "", List.of(dump.list("entries", value.items())));
  }

  private static Field headers(Dump dump, String name, Headers value) {
    return new Field(name, "", List.of(dump.list("headers", value.headers())));
  }

  private static Field compactBlock(Dump dump, String name, CmpctBlock value) {
    Field listed =
        dump.list(
            "short ids",
            IntStream.range(0, value.shortIdCount())
                .mapToObj(i -> new ShortId(value.shortId(i)))
                .toList());
    List<Field> parts = new ArrayList<>();
    for (Field each : dump.components(value)) {
      parts.add(each.name().equals("short ids") ? listed : each);
    }
    return new Field(name, "", parts);
  }

  private static String hex48(long bits) {
    return String.format(Locale.ROOT, "%012x", bits);
  }

  private static Field reject(Dump dump, String name, Reject value) {
    List<Field> parts = new ArrayList<>();
    for (Field each : dump.components(value)) {
      boolean code = each.name().equals("code");
      parts.add(code ? Field.of("code", RejectCode.name(value.code())) : each);
    }
    return new Field(name, "", parts);
  }

  private static Field feeFilter(Dump dump, String name, FeeFilter value) {
    String rate = Units.count(value.satPerKvB()) + " satoshi per 1,000 virtual bytes";
    return Field.of(name, "", Field.of("fee rate", rate));
  }
}
