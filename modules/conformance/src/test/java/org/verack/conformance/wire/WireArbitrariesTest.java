package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.peer.testkit.arbitrary.WireArbitraryProvider;
import org.verack.wire.BitcoinMessages;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.message.Feature;

/** The generators outside of properties. */
class WireArbitrariesTest {

  @Test
  void everyMessageOfTheNetworkHasAGenerator() {
    Set<Class<?>> types =
        BitcoinMessages.ALL.types().stream().map(MessageType::type).collect(Collectors.toSet());
    types.add(UnknownMessage.class);
    assertThat(WireArbitraries.messageTypes()).isEqualTo(types);
  }

  @Test
  void aSeedAlwaysGivesTheSameValueAndOthersGiveOthers() {
    for (Class<?> type : WireArbitraries.types()) {
      Set<Object> values = new HashSet<>();
      for (long seed = 0; seed < 20; seed++) {
        Object value = WireArbitraries.sample(type, seed);
        assertThat(value).isInstanceOf(type).isEqualTo(WireArbitraries.sample(type, seed));
        values.add(value);
      }
      int least = type.isRecord() && type.getRecordComponents().length == 0 ? 1 : 3;
      assertThat(values).as(type.getName()).hasSizeGreaterThanOrEqualTo(least);
    }
  }

  @Test
  void everyTypeHasEdgeCasesAndNotTooManyOfThem() {
    JqwikSession.run(
        () -> {
          Set<Class<?>> types = new LinkedHashSet<>(WireArbitraries.types());
          types.add(Message.class);
          for (Class<?> type : types) {
            var edges = WireArbitraries.of(type).edgeCases();
            for (var edge : edges) {
              assertThat(edge.value()).isInstanceOf(type);
            }
            assertThat(edges.size()).as(type.getName()).isBetween(0, 1000);
          }
        });
  }

  @Test
  void samplesStayTheSameFromBuildToBuild() {
    assertThat(WireArbitraries.sample(Block.class, 7).hash().toString())
        .isEqualTo("cba619deda9e03697d869b4a5a65b8fe532db9168383cc39c4fbce8ab9578d17");
  }

  @Test
  void theFirstVersionOfAMessageIsTheFirstThatItCanBeWrittenAt() {
    for (Class<? extends Message> type : WireArbitraries.messageTypes()) {
      int since = WireArbitraries.since(type);
      assertThat(BitcoinMessages.ALL.encode(sample(type, since), WireFormat.witness(since)))
          .isNotNull();
      if (since > 0) {
        assertThatIllegalArgumentException()
            .isThrownBy(
                () ->
                    BitcoinMessages.ALL.encode(sample(type, since), WireFormat.witness(since - 1)));
      }
    }
  }

  private static Message sample(Class<? extends Message> type, int version) {
    return WireArbitraries.sample(type, WireFormat.witness(version), 1);
  }

  @Test
  void aMessageThatAVersionDoesNotHaveIsNotMadeForIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireArbitraries.message(Feature.class, WireFormat.witness(70016)))
        .withMessage("Feature exists from protocol version 70017 on, not at 70016");
  }

  @Test
  void aTypeThatIsNotOfTheWireHasNoGenerator() {
    assertThat(WireArbitraries.types()).doesNotContain(Object.class, String.class);
    assertThatIllegalArgumentException().isThrownBy(() -> WireArbitraries.of(OwnMessage.class));
    assertThatIllegalArgumentException().isThrownBy(() -> WireArbitraries.of(String.class));
  }

  private record OwnMessage() implements Message {

    @Override
    public String command() {
      return "own";
    }
  }

  @Test
  void theServiceLoaderFindsTheProvider() {
    assertThat(ServiceLoader.load(ArbitraryProvider.class))
        .hasAtLeastOneElementOfType(WireArbitraryProvider.class);
  }
}
