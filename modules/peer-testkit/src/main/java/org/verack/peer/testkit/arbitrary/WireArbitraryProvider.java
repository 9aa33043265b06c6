package org.verack.peer.testkit.arbitrary;

import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;
import org.verack.wire.Message;

/**
 * Gives jqwik the generators of {@link WireArbitraries}, so that {@code @ForAll Block block} needs
 * nothing else. jqwik finds it by itself.
 *
 * {@snippet :
 * @Property(tries = 20)
 * void aBlockIsItsBytes(@ForAll Block block) throws Exception { // nothing else is needed
 *   assertEquals(block, Block.parse(block.bytes()));
 * }
 * }
 */
@SuppressWarnings("exports") // whoever uses this has jqwik; the module does not pass it on
public final class WireArbitraryProvider implements ArbitraryProvider {

  /** For the service loader. */
  public WireArbitraryProvider() {}

  @Override
  public boolean canProvideFor(TypeUsage targetType) {
    Class<?> type = targetType.getRawType();
    return type == Message.class || WireArbitraries.types().contains(type);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
    return Set.of(WireArbitraries.of(targetType.getRawType()));
  }
}
