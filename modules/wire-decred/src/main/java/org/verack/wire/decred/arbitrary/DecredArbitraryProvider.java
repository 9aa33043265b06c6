package org.verack.wire.decred.arbitrary;

import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Gives jqwik the generators of {@link DecredArbitraries} for Decred's own types, so that
 * {@code @ForAll Block block} needs nothing else. jqwik finds it by itself. The messages that
 * Decred shares with Bitcoin are left to who generates Bitcoin's.
 *
 * {@snippet :
 * @Property(tries = 20)
 * void aTransactionIsItsBytes(@ForAll Transaction transaction) throws Exception {
 *   assertEquals(transaction, Transaction.parse(transaction.bytes()));
 * }
 * }
 */
@SuppressWarnings("exports") // whoever uses this has jqwik; the module does not pass it on
public final class DecredArbitraryProvider implements ArbitraryProvider {

  private static final String OURS = "org.verack.wire.decred.";

  /** For the service loader. */
  public DecredArbitraryProvider() {}

  @Override
  public boolean canProvideFor(TypeUsage targetType) {
    Class<?> type = targetType.getRawType();
    return type.getName().startsWith(OURS) && DecredArbitraries.types().contains(type);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
    return Set.of(DecredArbitraries.of(targetType.getRawType()));
  }
}
