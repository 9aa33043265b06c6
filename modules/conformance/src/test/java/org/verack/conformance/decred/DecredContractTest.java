package org.verack.conformance.decred;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.verack.peer.testkit.contract.MessageContract;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.WireFormat;
import org.verack.wire.decred.DecredMessages;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.arbitrary.DecredArbitraries;
import org.verack.wire.decred.message.Version;
import org.verack.wire.decred.mix.MixDCNet;

/** Decred's messages keep the contract that the testkit holds any message to. */
class DecredContractTest {

  private static final int SAMPLES = 5;

  @TestFactory
  Stream<DynamicTest> everyMessageKeepsTheContract() {
    return DecredMessages.ALL.types().stream()
        .map(type -> DynamicTest.dynamicTest(type.command(), () -> check(type)));
  }

  private static <M extends Message> void check(MessageType<M> type) {
    // The message addr exists up to the version before the newest.
    int latest = DecredProtocolVersion.LATEST - (type.command().equals("addr") ? 1 : 0);
    MessageContract<M> contract =
        MessageContract.of(type).formats(WireFormat.base(latest)).memoryFactor(6);
    if (type.type() == Version.class) {
      contract = contract.withOptionalEnd().readingMoreThanItWrites();
    } else if (type.type() == MixDCNet.class) {
      contract = contract.readingMoreThanItWrites();
    }
    contract.checkSamples(
        SAMPLES, random -> DecredArbitraries.sample(type.type(), random.nextLong()));
  }
}
