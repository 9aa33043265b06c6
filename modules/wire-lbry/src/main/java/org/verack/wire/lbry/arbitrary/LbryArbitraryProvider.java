package org.verack.wire.lbry.arbitrary;

import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Gives jqwik the generators of {@link LbryArbitraries} for LBRY's own types, so that
 * {@code @ForAll Block block} needs nothing else. jqwik finds it by itself. The messages that LBRY
 * shares with Bitcoin are left to who generates Bitcoin's.
 *
 * {@snippet :
 * @Property(tries = 20)
 * void aBlockIsItsBytes(@ForAll Block block) throws Exception {
 *   assertEquals(block, Block.parse(block.bytes()));
 * }
 * }
 */
@SuppressWarnings("exports") // whoever uses this has jqwik; the module does not pass it on
public final class LbryArbitraryProvider implements ArbitraryProvider {

  private static final String OURS = "org.verack.wire.lbry.";

  /** For the service loader. */
  public LbryArbitraryProvider() {}

  @Override
  public boolean canProvideFor(TypeUsage targetType) {
    Class<?> type = targetType.getRawType();
    return type.getName().startsWith(OURS) && LbryArbitraries.types().contains(type);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
    return Set.of(LbryArbitraries.of(targetType.getRawType()));
  }
}
