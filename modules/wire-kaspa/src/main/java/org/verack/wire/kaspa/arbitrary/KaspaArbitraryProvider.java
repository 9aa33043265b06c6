package org.verack.wire.kaspa.arbitrary;

import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Gives jqwik the generators of {@link KaspaArbitraries} for Kaspa's own types, so that
 * {@code @ForAll Block block} needs nothing else. jqwik finds it by itself. The messages that Kaspa
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
public final class KaspaArbitraryProvider implements ArbitraryProvider {

  private static final String OURS = "org.verack.wire.kaspa.";

  /** For the service loader. */
  public KaspaArbitraryProvider() {}

  @Override
  public boolean canProvideFor(TypeUsage targetType) {
    Class<?> type = targetType.getRawType();
    return type.getName().startsWith(OURS) && KaspaArbitraries.types().contains(type);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
    return Set.of(KaspaArbitraries.of(targetType.getRawType()));
  }
}
