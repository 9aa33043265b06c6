package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.wire.Bytes;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredMessages;
import org.verack.wire.decred.DecredProtocolVersion;

/**
 * Decoding any payload allocates at most four times its size and 64 KiB, whatever its counts claim:
 * the largest payloads of every message, of the parts that cost most, and hostile ones. The largest
 * are at the same time as long as dcrd allows, and not a byte longer.
 */
class DecredMemoryBoundTest {

  private static final long CONSTANT = 64 * 1024;
  private static final int FACTOR = 4;
  private static final int WARM_UP = 3;
  private static final MessageSet MESSAGES = DecredMessages.ALL.with(DecredMessages.REJECT);
  private static final WireFormat LATEST = WireFormat.base(DecredProtocolVersion.LATEST);
  private static final WireFormat OLD = WireFormat.base(8);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Signature and identity. */
  private static final int MIX_HEAD = 64 + 33;

  /** The same and session and run. */
  private static final int SESSION = MIX_HEAD + 32 + 4;

  private enum Outcome {
    MESSAGE,
    REFUSED
  }

  private record Input(String command, byte[] payload, WireFormat format, Outcome outcome) {}

  /** The longest payload of each message, as the reference has it. */
  private static final Map<String, Integer> LONGEST =
      Map.ofEntries(
          Map.entry("addr", 30_003),
          Map.entry("addrv2", 51_003),
          Map.entry("getblocks", 16_039),
          Map.entry("getheaders", 16_039),
          Map.entry("inv", 1_800_003),
          Map.entry("getdata", 1_800_003),
          Map.entry("notfound", 1_800_003),
          Map.entry("headers", 362_003),
          Map.entry("miningstate", 1_546),
          Map.entry("getinitstate", 1_057),
          Map.entry("initstate", 1_763),
          Map.entry("getcfheaders", 16_036),
          Map.entry("cfheaders", 64_036),
          Map.entry("cftypes", 259),
          Map.entry("cfilter", 262_182),
          Map.entry("cfilterv2", 263_210),
          Map.entry("cfiltersv2", 26_321_001),
          Map.entry("mixkeyxchg", 17_815),
          Map.entry("mixcphrtxt", 552_584),
          Map.entry("mixslotres", 17_318_030),
          Map.entry("mixfactpoly", 49_291),
          Map.entry("mixdcnet", 20_988_047),
          Map.entry("mixsecrets", 70_831));

  private static Map<String, Input> largest() {
    Map<String, Input> inputs = new LinkedHashMap<>();
    for (String command : new String[] {"inv", "getdata", "notfound"}) {
      put(inputs, command, list(0, new byte[36], 50_000));
    }
    put(inputs, "headers", list(0, new byte[181], 2000));
    inputs.put("addr", new Input("addr", list(0, new byte[30], 1000), OLD, Outcome.MESSAGE));
    put(inputs, "addrv2", list(0, torAddress(), 1000));
    for (String command : new String[] {"getblocks", "getheaders"}) {
      put(inputs, command, joined(list(4, new byte[32], 500), new byte[32]));
    }
    put(inputs, "miningstate", joined(list(8, new byte[32], 8), list(0, new byte[32], 40)));
    put(inputs, "getinitstate", list(0, list(0, new byte[] {'a'}, 32), 32));
    put(
        inputs,
        "initstate",
        joined(list(0, new byte[32], 8), list(0, new byte[32], 40), list(0, new byte[32], 7)));
    put(inputs, "getcfheaders", joined(list(0, new byte[32], 500), new byte[33]));
    put(inputs, "cfheaders", list(33, new byte[32], 2000));
    put(inputs, "cftypes", list(0, new byte[1], 256));
    put(inputs, "cfilter", list(33, new byte[1], 262_144));
    put(inputs, "cfilterv2", filter(262_144, 32));
    put(inputs, "cfiltersv2", list(0, filter(262_144, 32), 100));
    byte[] seen = list(0, new byte[32], 512);
    put(inputs, "mixkeyxchg", joined(new byte[SESSION + 8 + 4 + 33 + 1218 + 32], seen));
    put(inputs, "mixcphrtxt", joined(list(SESSION, new byte[1047], 512), new byte[512 * 32]));
    byte[] value = list(0, new byte[1], 32);
    put(
        inputs,
        "mixslotres",
        joined(
            new byte[SESSION],
            compactSize(1024),
            compactSize(512),
            repeated(value, 1024 * 512),
            seen));
    // dcrd's limit leaves out the lengths of the roots; with them 1,024 have 31 bytes at most.
    put(inputs, "mixfactpoly", joined(list(SESSION, list(0, new byte[1], 31), 1024), seen));
    put(
        inputs,
        "mixdcnet",
        joined(
            new byte[SESSION],
            compactSize(1024),
            compactSize(1024),
            compactSize(20),
            new byte[1024 * 1024 * 20],
            seen));
    put(
        inputs,
        "mixsecrets",
        joined(
            list(SESSION + 32, value, 1024),
            compactSize(1024),
            compactSize(20),
            new byte[1024 * 20],
            seen));
    return inputs;
  }

  /** What has many parts of few bytes, which cost most. */
  private static Map<String, Input> dense() {
    Map<String, Input> inputs = new LinkedHashMap<>();
    byte[] tx = {1, 0, 2, 0, 0};
    byte[] block = joined(list(180, tx, 43_691), list(0, tx, 43_691));
    inputs.put("block of the smallest tx", new Input("block", block, LATEST, Outcome.MESSAGE));
    byte[] inputsOnly =
        joined(new byte[] {1, 0, 1, 0}, list(0, new byte[41], 31_000), new byte[1 + 8]);
    inputs.put("tx of inputs", new Input("tx", inputsOnly, LATEST, Outcome.MESSAGE));
    byte[] outputsOnly =
        joined(new byte[] {1, 0, 1, 0, 0}, list(0, new byte[11], 119_000), new byte[8]);
    inputs.put("tx of outputs", new Input("tx", outputsOnly, LATEST, Outcome.MESSAGE));
    byte[] witnesses = joined(new byte[] {1, 0, 2, 0}, list(0, new byte[17], 77_000));
    inputs.put("tx of witnesses", new Input("tx", witnesses, LATEST, Outcome.MESSAGE));
    byte[] script = joined(new byte[] {1, 0, 2, 0, 1}, list(16, new byte[1], 1_310_600));
    inputs.put("tx of one script", new Input("tx", script, LATEST, Outcome.MESSAGE));
    byte[] confirm = joined(new byte[SESSION], witnesses(58_000), new byte[1]);
    inputs.put("mixconfirm", new Input("mixconfirm", confirm, LATEST, Outcome.MESSAGE));
    inputs.put(
        "cfiltersv2 of empty filters",
        new Input("cfiltersv2", list(0, new byte[38], 100), LATEST, Outcome.MESSAGE));
    byte[] ip = joined(new byte[16], new byte[] {1}, new byte[6]);
    inputs.put("addrv2 of IPv4", new Input("addrv2", list(0, ip, 1000), LATEST, Outcome.MESSAGE));
    inputs.put(
        "mixslotres of empty values",
        new Input(
            "mixslotres",
            joined(
                new byte[SESSION],
                compactSize(1024),
                compactSize(512),
                new byte[1024 * 512],
                new byte[1]),
            LATEST,
            Outcome.MESSAGE));
    byte[] request = new byte[MIX_HEAD + 4 + 8 + 1 + 2 + 4 + 4 + 8];
    byte[] shortUtxo = joined(new byte[37], list(0, new byte[1], 1), list(0, new byte[1], 1));
    byte[] utxo = joined(shortUtxo, list(0, new byte[1], 1), new byte[1]);
    byte[] pairing = joined(request, list(0, utxo, 512), new byte[3]);
    inputs.put("mixpairreq", new Input("mixpairreq", pairing, LATEST, Outcome.MESSAGE));
    byte[] longUtxo =
        joined(
            new byte[37],
            list(0, new byte[1], 16_384),
            list(0, new byte[1], 33),
            list(0, new byte[1], 64),
            new byte[1]);
    byte[] longPairing = joined(request, list(0, longUtxo, 512), new byte[3]);
    inputs.put(
        "mixpairreq of long scripts",
        new Input("mixpairreq", longPairing, LATEST, Outcome.MESSAGE));
    byte[] reason = list(0, new byte[] {'x'}, 1_999_900);
    inputs.put(
        "reject", new Input("reject", joined(reason, new byte[1], reason), OLD, Outcome.MESSAGE));
    inputs.put(
        "a command that is unknown",
        new Input("unknown", new byte[4_000_000], LATEST, Outcome.MESSAGE));
    return inputs;
  }

  /** Counts that lie. */
  private static Map<String, Input> hostile() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String command :
        new String[] {
          "inv",
          "getdata",
          "notfound",
          "headers",
          "addrv2",
          "getinitstate",
          "initstate",
          "cftypes",
          "cfiltersv2",
          "getcfheaders"
        }) {
      counts.put(command, 0);
    }
    counts.put("getblocks", 4);
    counts.put("getheaders", 4);
    counts.put("miningstate", 8);
    counts.put("cfheaders", 33);
    counts.put("cfilter", 33);
    counts.put("cfilterv2", 32);
    counts.put("tx", 4);
    counts.put("block", 180);
    counts.put("version", 80);
    counts.put("mixpairreq", MIX_HEAD + 31);
    counts.put("mixkeyxchg", SESSION + 8 + 4 + 33 + 1218 + 32);
    for (String command : new String[] {"mixcphrtxt", "mixslotres", "mixfactpoly", "mixdcnet"}) {
      counts.put(command, SESSION);
    }
    counts.put("mixsecrets", SESSION + 32);
    counts.put("mixconfirm", SESSION + 4);
    Map<String, Input> inputs = new LinkedHashMap<>();
    for (long claim : new long[] {500, 65_536, 400_000, 0x7fff_ffffL, 0xffff_ffffL, -1}) {
      counts.forEach(
          (command, at) ->
              inputs.put(
                  command + " claims " + Long.toUnsignedString(claim),
                  new Input(
                      command,
                      joined(new byte[at], compactSize(claim), new byte[30]),
                      LATEST,
                      Outcome.REFUSED)));
    }
    // Right up to the last byte.
    Stream.of(largest(), dense())
        .forEach(
            map ->
                map.forEach(
                    (name, input) -> {
                      if (!input.command.equals("unknown")) {
                        byte[] cut = Arrays.copyOf(input.payload, input.payload.length - 1);
                        inputs.put(
                            name + ", one byte missing",
                            new Input(input.command, cut, input.format, Outcome.REFUSED));
                      }
                    }));
    return inputs;
  }

  private static void put(Map<String, Input> inputs, String command, byte[] payload) {
    inputs.put(command, new Input(command, payload, LATEST, Outcome.MESSAGE));
  }

  @TestFactory
  Stream<DynamicTest> theLongestPayloadsAreAsLongAsTheReferenceAllows() {
    return largest().values().stream()
        .map(
            input ->
                DynamicTest.dynamicTest(
                    input.command,
                    () -> assertThat(input.payload).hasSize(LONGEST.get(input.command))));
  }

  @TestFactory
  Stream<DynamicTest> theLongestPayloadsStayWithinTheBound() {
    return tests(largest());
  }

  @TestFactory
  Stream<DynamicTest> manySmallPartsStayWithinTheBound() {
    return tests(dense());
  }

  @TestFactory
  Stream<DynamicTest> hostilePayloadsStayWithinTheBound() {
    return tests(hostile());
  }

  @Test
  void everyMessageWithCountsIsAmongTheInputs() {
    Set<String> covered = new TreeSet<>();
    Stream.of(largest(), dense(), hostile())
        .forEach(map -> map.values().forEach(input -> covered.add(input.command)));
    for (MessageType<?> type : MESSAGES.types()) {
      if (type.maxPayload() > 64) {
        assertThat(covered).contains(type.command());
      }
    }
  }

  private static Stream<DynamicTest> tests(Map<String, Input> inputs) {
    return inputs.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check(each.getValue())));
  }

  private interface Source {
    PayloadReader open();
  }

  private static void check(Input input) {
    Bytes payload = Bytes.wrap(input.payload);
    check(input, () -> PayloadReader.over(payload));
    check(input, () -> PayloadReader.borrowing(input.payload, 0, input.payload.length));
  }

  private static void check(Input input, Source source) {
    long allocated = Long.MAX_VALUE;
    for (int i = 0; i < WARM_UP; i++) {
      PayloadReader in = source.open();
      long before = allocated();
      Outcome outcome = decode(input, in);
      allocated = Math.min(allocated, allocated() - before);
      assertThat(outcome).isEqualTo(input.outcome);
    }
    assertThat(allocated)
        .as("%s bytes", input.payload.length)
        .isLessThanOrEqualTo((long) FACTOR * input.payload.length + CONSTANT);
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  private static Outcome decode(Input input, PayloadReader in) {
    try {
      MESSAGES.decode(input.command, in, input.format);
      return Outcome.MESSAGE;
    } catch (PayloadException | ViolationException e) {
      return Outcome.REFUSED;
    }
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

  private static byte[] filter(int length, int proofs) {
    return joined(list(32, new byte[1], length), list(4, new byte[32], proofs));
  }

  private static byte[] torAddress() {
    return joined(new byte[16], new byte[] {3}, new byte[34]);
  }

  /** A transaction that is only its witnesses. */
  private static byte[] witnesses(int count) {
    return joined(new byte[] {1, 0, 2, 0}, list(0, new byte[17], count));
  }
}
