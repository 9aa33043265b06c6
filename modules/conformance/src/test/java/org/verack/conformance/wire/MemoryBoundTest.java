package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * Decoding any payload allocates at most four times its size and 64 KiB, whatever its counts claim:
 * the largest legal payloads of every message, and hostile ones.
 */
class MemoryBoundTest {

  private static final int LARGEST = 4_000_000;
  private static final long CONSTANT = 64 * 1024;
  private static final int FACTOR = 4;
  private static final int WARM_UP = 3;
  private static final WireFormat WITNESS = WireFormat.witness(ProtocolVersion.LATEST);
  private static final WireFormat BASE = WireFormat.base(ProtocolVersion.LATEST);
  private static final Network NETWORK = Networks.REGTEST;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A transaction of ten bytes: no inputs, no outputs. A reader of witnesses cannot see it. */
  private static final byte[] EMPTY_TRANSACTION = new byte[10];

  private enum Outcome {
    MESSAGE,
    PAYLOAD_FAULT,
    VIOLATION
  }

  private record Input(String command, byte[] payload, WireFormat format, Outcome outcome) {}

  // The largest payloads.

  private static Map<String, Input> legal() {
    Map<String, Input> inputs = new LinkedHashMap<>();
    byte[] noInput = smallestWitnessTransaction();
    byte[] oneInput = smallestTransaction();
    put(inputs, "tx of 3.9 million empty witness items", "tx", emptyPushes(3_900_000), WITNESS);
    put(inputs, "tx of empty inputs", "tx", manyInputs(97_000), WITNESS);
    put(inputs, "tx of empty outputs", "tx", manyOutputs(440_000), WITNESS);
    put(inputs, "tx of one script", "tx", oneScript(3_999_900), WITNESS);
    put(inputs, "block of empty tx", "block", list(80, EMPTY_TRANSACTION, 399_990), BASE);
    put(inputs, "block of small tx", "block", list(80, oneInput, 78_000), WITNESS);
    put(inputs, "block of witness tx", "block", list(80, noInput, 71_000), WITNESS);
    put(inputs, "blocktxn of empty tx", "blocktxn", list(32, EMPTY_TRANSACTION, 65_536), BASE);
    put(inputs, "blocktxn of small tx", "blocktxn", list(32, oneInput, 65_536), WITNESS);
    put(inputs, "cmpctblock of empty tx", "cmpctblock", prefilled(EMPTY_TRANSACTION), BASE);
    put(inputs, "cmpctblock of small tx", "cmpctblock", prefilled(oneInput), WITNESS);
    byte[] ids = joined(list(88, new byte[6], 65_535), new byte[1]);
    put(inputs, "cmpctblock of short ids", "cmpctblock", ids, WITNESS);
    put(inputs, "getblocktxn", "getblocktxn", list(32, new byte[1], 65_536), WITNESS);
    for (String command : List.of("inv", "getdata", "notfound")) {
      put(inputs, command, command, list(0, new byte[36], 50_000), WITNESS);
    }
    put(inputs, "headers", "headers", list(0, new byte[81], 2000), WITNESS);
    put(inputs, "addr", "addr", list(0, new byte[30], 1000), WITNESS);
    WireFormat old = WireFormat.base(ProtocolVersion.MULTIPLE_ADDRESSES);
    put(inputs, "addr without times", "addr", list(0, new byte[26], 1000), old);
    byte[] noAddress = {0, 0, 0, 0, 0, (byte) 0xc8, 0, 0, 0};
    put(inputs, "addrv2 of empty addresses", "addrv2", list(0, noAddress, 1000), WITNESS);
    put(inputs, "addrv2 of long addresses", "addrv2", list(0, longAddress(), 1000), WITNESS);
    for (String command : List.of("getblocks", "getheaders")) {
      byte[] locator = joined(list(4, new byte[32], 500), new byte[32]);
      put(inputs, command, command, locator, WITNESS);
    }
    byte[] flags = joined(compactSize(50_000), new byte[50_000]);
    byte[] hashes = list(84, new byte[32], 123_000);
    put(inputs, "merkleblock", "merkleblock", joined(hashes, flags), WITNESS);
    put(inputs, "cfcheckpt", "cfcheckpt", list(33, new byte[32], 100_000), WITNESS);
    put(inputs, "cfheaders", "cfheaders", list(65, new byte[32], 2000), WITNESS);
    put(inputs, "cfilter", "cfilter", list(33, new byte[1], 256 * 1024), WITNESS);
    put(
        inputs,
        "filterload",
        "filterload",
        joined(list(0, new byte[1], 36_000), new byte[9]),
        BASE);
    put(inputs, "filteradd", "filteradd", list(0, new byte[1], 520), WITNESS);
    byte[] reason = list(0, new byte[] {'x'}, 1_999_900);
    put(inputs, "reject", "reject", joined(reason, new byte[1], reason), WITNESS);
    put(inputs, "a command that is unknown", "unknown", new byte[LARGEST], WITNESS);
    return inputs;
  }

  private static void put(
      Map<String, Input> inputs, String name, String command, byte[] payload, WireFormat format) {
    inputs.put(name, new Input(command, payload, format, Outcome.MESSAGE));
  }

  // Payloads that lie.

  private static Map<String, Input> hostile() {
    Map<String, Input> inputs = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("block", 80);
    counts.put("tx", 4);
    counts.put("blocktxn", 32);
    counts.put("cmpctblock", 88);
    counts.put("getblocktxn", 32);
    counts.put("merkleblock", 84);
    counts.put("cfcheckpt", 33);
    counts.put("cfheaders", 65);
    counts.put("cfilter", 33);
    counts.put("filterload", 0);
    counts.put("filteradd", 0);
    counts.put("reject", 0);
    counts.put("version", 80);
    Set<String> punished =
        Set.of("inv", "getdata", "notfound", "headers", "addr", "addrv2", "feature");
    punished.forEach(command -> counts.put(command, 0));
    counts.put("getblocks", 4);
    counts.put("getheaders", 4);
    for (long claim : new long[] {65_536, 400_000, 0x7fff_ffffL, 0xffff_ffffL, -1}) {
      counts.forEach(
          (command, at) -> {
            byte[] few = joined(new byte[at], compactSize(claim), new byte[30]);
            String name = command + " claims " + Long.toUnsignedString(claim);
            boolean violation = punished.contains(command) || command.startsWith("get") && at == 4;
            Outcome outcome = violation ? Outcome.VIOLATION : Outcome.PAYLOAD_FAULT;
            inputs.put(name, new Input(command, few, WITNESS, outcome));
          });
    }
    // Right up to the last byte.
    legal()
        .forEach(
            (name, input) -> {
              if (!input.command.equals("unknown")) {
                byte[] cut = Arrays.copyOf(input.payload, input.payload.length - 1);
                inputs.put(
                    name + ", one byte missing",
                    new Input(input.command, cut, input.format, Outcome.PAYLOAD_FAULT));
              }
            });
    byte[] noMarker = list(32, EMPTY_TRANSACTION, 65_536);
    inputs.put(
        "empty transactions where witnesses are read",
        new Input("blocktxn", noMarker, WITNESS, Outcome.PAYLOAD_FAULT));
    byte[] emptyWitnesses = joined(new byte[] {1, 0, 0, 0, 0, 1}, manyInputs(90_000));
    inputs.put(
        "tx with the marker in the wrong place",
        new Input("tx", emptyWitnesses, WITNESS, Outcome.PAYLOAD_FAULT));
    return inputs;
  }

  @TestFactory
  Stream<DynamicTest> theLargestPayloadsStayWithinTheBound() {
    return tests(legal());
  }

  @TestFactory
  Stream<DynamicTest> hostilePayloadsStayWithinTheBound() {
    return tests(hostile());
  }

  private static Stream<DynamicTest> tests(Map<String, Input> inputs) {
    return inputs.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check(each.getValue())));
  }

  private static void check(Input input) throws Exception {
    assertThat(input.payload.length).isLessThanOrEqualTo(LARGEST);
    Bytes payload = Bytes.wrap(input.payload);
    int size = payload.length();
    checkBound(input, size, () -> PayloadReader.over(payload));
    checkBound(input, size, () -> PayloadReader.borrowing(input.payload, 0, size));
    byte[] frame =
        EncodedMessage.of(NETWORK, new UnknownMessage(input.command, payload), input.format)
            .frame()
            .toArray();
    long allocated = Long.MAX_VALUE;
    for (int i = 0; i < WARM_UP; i++) {
      allocated = Math.min(allocated, allocatedByReceiving(frame, input));
    }
    assertThat(allocated).as("through the transport").isLessThanOrEqualTo(bound(size));
  }

  private interface Source {
    PayloadReader open();
  }

  private static void checkBound(Input input, int size, Source source) {
    long allocated = Long.MAX_VALUE;
    for (int i = 0; i < WARM_UP; i++) {
      PayloadReader in = source.open();
      long before = allocated();
      Outcome outcome = decode(input, in);
      allocated = Math.min(allocated, allocated() - before);
      assertThat(outcome).isEqualTo(input.outcome);
    }
    assertThat(allocated).as("%s bytes", size).isLessThanOrEqualTo(bound(size));
  }

  private static long bound(int size) {
    return (long) FACTOR * size + CONSTANT;
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  private static Outcome decode(Input input, PayloadReader in) {
    try {
      NETWORK.messages().decode(input.command, in, input.format);
      return Outcome.MESSAGE;
    } catch (PayloadException e) {
      return Outcome.PAYLOAD_FAULT;
    } catch (ViolationException e) {
      return Outcome.VIOLATION;
    }
  }

  private static long allocatedByReceiving(byte[] stream, Input input) throws WireException {
    long before = allocated();
    V1Transport transport = new V1Transport(NETWORK);
    int at = 0;
    Frame frame = null;
    while (frame == null) {
      ByteBuffer room = transport.input();
      int piece = Math.min(room.remaining(), Math.min(stream.length - at, 1500));
      room.put(stream, at, piece);
      at += piece;
      frame = transport.poll();
    }
    try {
      frame.decode(NETWORK.messages(), input.format);
    } catch (PayloadException | ViolationException e) {
      assertThat(input.outcome).isNotEqualTo(Outcome.MESSAGE);
    }
    return allocated() - before;
  }

  @Test
  void everyMessageWithCountsIsAmongTheInputs() {
    Set<String> covered = new TreeSet<>();
    legal().values().forEach(input -> covered.add(input.command));
    hostile().values().forEach(input -> covered.add(input.command));
    for (MessageType<?> type : NETWORK.messages().types()) {
      if (type.maxPayload() > 64) {
        assertThat(covered).contains(type.command());
      }
    }
  }

  @Test
  void anyMessageStaysWithinTheBound() {
    for (Class<?> type : WireArbitraries.messageTypes()) {
      for (long seed = 0; seed < 30; seed++) {
        check(WireArbitraries.sample(type.asSubclass(Message.class), seed));
      }
    }
  }

  private static void check(Message message) {
    Bytes payload = NETWORK.messages().encode(message, WITNESS);
    Input input = new Input(message.command(), payload.toArray(), WITNESS, Outcome.MESSAGE);
    checkBound(input, payload.length(), () -> PayloadReader.over(payload));
    checkBound(
        input, payload.length(), () -> PayloadReader.borrowing(input.payload, 0, payload.length()));
  }

  // Bytes.

  private static byte[] compactSize(long value) {
    PayloadWriter out = new PayloadWriter(CompactSize.size(value));
    out.writeCompactSize(value);
    return out.finish().toArray();
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    PayloadWriter out = new PayloadWriter(length);
    for (byte[] part : parts) {
      out.writeBytes(part, 0, part.length);
    }
    return out.finish().toArray();
  }

  private static byte[] repeated(byte[] entry, int count) {
    byte[][] parts = new byte[count][];
    Arrays.fill(parts, entry);
    return joined(parts);
  }

  /** Zeros, a count, and so many entries. */
  private static byte[] list(int before, byte[] entry, int count) {
    return joined(new byte[before], compactSize(count), repeated(entry, count));
  }

  /** No short ids, and as many transactions as there may be, each at the next place. */
  private static byte[] prefilled(byte[] transaction) {
    byte[] entry = joined(new byte[1], transaction);
    return joined(
        new byte[88], new byte[1], list(0, entry, Math.min(65_535, 3_990_000 / entry.length)));
  }

  private static byte[] longAddress() {
    return joined(new byte[4], new byte[] {0, (byte) 0xc8}, list(0, new byte[1], 512), new byte[2]);
  }

  private static byte[] smallestTransaction() {
    return joined(new byte[4], new byte[] {1}, new byte[41], new byte[1], new byte[4]);
  }

  private static byte[] smallestWitnessTransaction() {
    byte[] marker = {0, 1};
    byte[] oneEmptyItem = {1, 0};
    return joined(
        new byte[4], marker, new byte[] {1}, new byte[41], new byte[1], oneEmptyItem, new byte[4]);
  }

  private static byte[] emptyPushes(int count) {
    return joined(
        new byte[4],
        new byte[] {0, 1, 1},
        new byte[41],
        new byte[1],
        list(0, new byte[1], count),
        new byte[4]);
  }

  private static byte[] manyInputs(int count) {
    return joined(new byte[4], list(0, new byte[41], count), new byte[1], new byte[4]);
  }

  private static byte[] manyOutputs(int count) {
    byte[] input = joined(new byte[] {1}, new byte[41]);
    return joined(new byte[4], input, list(0, new byte[9], count), new byte[4]);
  }

  private static byte[] oneScript(int length) {
    byte[] input = joined(new byte[] {1}, new byte[36], list(0, new byte[1], length), new byte[4]);
    return joined(new byte[4], input, new byte[1], new byte[4]);
  }
}
