package org.verack.peer.testkit.arbitrary;

import java.util.List;
import net.jqwik.api.Combinators;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;

/** Compact block filters (BIP 157). */
final class FilterMessages {

  private static final int SANE_COUNT = 300;
  private static final int SANE_FILTER = 70_000;

  private FilterMessages() {}

  static List<MessageGenerator<?>> all() {
    return List.of(
        MessageGenerator.same(
            GetCFilters.class,
            0,
            Combinators.combine(Basics.u8(), Basics.u32(), Basics.HASHES).as(GetCFilters::new)),
        MessageGenerator.same(
            CFilter.class,
            0,
            Combinators.combine(Basics.u8(), Basics.HASHES, Basics.bytes(0, SANE_FILTER))
                .as(CFilter::new)),
        MessageGenerator.same(
            GetCFHeaders.class,
            0,
            Combinators.combine(Basics.u8(), Basics.u32(), Basics.HASHES).as(GetCFHeaders::new)),
        MessageGenerator.same(
            CFHeaders.class,
            0,
            Combinators.combine(
                    Basics.u8(),
                    Basics.HASHES,
                    Basics.HASHES,
                    ChainArbitraries.hashes(CFHeaders.MAX_HASHES, CFHeaders.MAX_HASHES))
                .as(CFHeaders::new)),
        MessageGenerator.same(
            GetCFCheckpt.class,
            0,
            Combinators.combine(Basics.u8(), Basics.HASHES).as(GetCFCheckpt::new)),
        MessageGenerator.same(
            CFCheckpt.class,
            0,
            Combinators.combine(
                    Basics.u8(),
                    Basics.HASHES,
                    Basics.listUpToLimit(Basics.HASHES, CFCheckpt.MAX_HEADERS, SANE_COUNT))
                .as(CFCheckpt::new)));
  }
}
