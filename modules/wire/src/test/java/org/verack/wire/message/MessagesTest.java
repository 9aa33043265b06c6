package org.verack.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.wire.BitcoinMessages;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.RejectCode;

class MessagesTest {

  private static final WireFormat LATEST = WireFormat.witness(70017);
  private static final Hash HASH = Hash.sha256d(Bytes.ofHex("00"));
  private static final String HASH_HEX = Bytes.wrap(HASH.toArray()).toHex();

  private static Message decode(String command, String hex) throws WireException {
    return BitcoinMessages.ALL.decode(command, Bytes.ofHex(hex), LATEST);
  }

  private static String encode(Message message) {
    return BitcoinMessages.ALL.encode(message, LATEST).toHex();
  }

  private static WireFault violation(String command, String hex) {
    return catchFault(command, hex, ViolationException.class);
  }

  private static WireFault fault(String command, String hex) {
    return catchFault(command, hex, PayloadException.class);
  }

  private static WireFault catchFault(
      String command, String hex, Class<? extends WireException> type) {
    try {
      Message message = decode(command, hex);
      throw new AssertionError("decoded: " + message);
    } catch (WireException e) {
      assertThat(e).isInstanceOf(type);
      assertThat(e.getMessage()).matches("[ -~]{1,300}");
      return e.fault();
    }
  }

  @Test
  void negotiationMessagesAreMarked() {
    for (Message each :
        List.of(
            WtxidRelay.INSTANCE,
            SendAddrV2.INSTANCE,
            new SendTxRcncl(1, 2),
            new Feature("BIP1", Bytes.EMPTY))) {
      assertThat(each).isInstanceOf(NegotiationMessage.class);
    }
  }

  @Test
  void everyTypeKnowsItsCommand() {
    List<Message> messages =
        List.of(
            Verack.INSTANCE,
            SendHeaders.INSTANCE,
            GetAddr.INSTANCE,
            MemPool.INSTANCE,
            FilterClear.INSTANCE,
            new Ping(1),
            new Pong(1),
            new FeeFilter(1),
            new SendCmpct(true, 2),
            Inv.of(),
            GetData.of(),
            NotFound.of(),
            Headers.of(),
            new Addr(List.of()),
            new AddrV2(List.of()),
            new CmpctBlock(BlockHeader.of(1, Hash.ZERO, HASH, 5, 6, 7), 8, Bytes.EMPTY, List.of()));
    for (Message each : messages) {
      MessageType<?> type = BitcoinMessages.ALL.find(each.command()).orElseThrow();
      assertThat(type.type()).isEqualTo(each.getClass());
      assertThat(each.toString()).startsWith(each.command());
    }
  }

  private static Stream<Arguments> firstVersions() {
    BlockHeader header = BlockHeader.of(1, Hash.ZERO, HASH, 5, 6, 7);
    return Stream.of(
        Arguments.of(new Pong(1), 60001),
        Arguments.of(MemPool.INSTANCE, 60002),
        Arguments.of(new FilterLoad(Bytes.EMPTY, 1, 2, 0), 70001),
        Arguments.of(new FilterAdd(Bytes.ofHex("01")), 70001),
        Arguments.of(FilterClear.INSTANCE, 70001),
        Arguments.of(new MerkleBlock(header, 1, List.of(HASH), Bytes.ofHex("01")), 70001),
        Arguments.of(new Reject("inv", 1, "", null), 70002),
        Arguments.of(SendHeaders.INSTANCE, 70012),
        Arguments.of(new FeeFilter(1), 70013),
        Arguments.of(new SendCmpct(true, 2), 70014),
        Arguments.of(new CmpctBlock(header, 8, Bytes.EMPTY, List.of()), 70014),
        Arguments.of(new GetBlockTxn(HASH, List.of(1)), 70014),
        Arguments.of(new BlockTxn(HASH, List.of()), 70014),
        Arguments.of(new SendTxRcncl(1, 2), 70016));
  }

  @ParameterizedTest
  @MethodSource("firstVersions")
  void aMessageIsReadAndWrittenFromTheVersionOnThatBroughtIt(Message message, int first)
      throws Exception {
    WireFormat before = WireFormat.witness(first - 1);
    Bytes payload = BitcoinMessages.ALL.encode(message, WireFormat.witness(first));
    assertThat(BitcoinMessages.ALL.decode(message.command(), payload, WireFormat.witness(first)))
        .isEqualTo(message);
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> BitcoinMessages.ALL.decode(message.command(), payload, before))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.NOT_AT_THIS_VERSION));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> BitcoinMessages.ALL.encode(message, before))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.NOT_AT_THIS_VERSION));
  }

  /** BIP 31: there was a time when a ping had nothing to say. */
  @Test
  void aPingHasNoPayloadUpToVersion60000() {
    PayloadReader eightBytes = PayloadReader.over(Bytes.ofHex("0102030405060708"));
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> Ping.TYPE.codec().decode(eightBytes, WireFormat.base(60000)))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TRAILING_BYTES));
  }

  @Test
  void versionClampsItsTime() {
    assertThat(version(Long.MAX_VALUE, "").sentAt())
        .isEqualTo(Instant.ofEpochSecond(Instant.MAX.getEpochSecond()));
    assertThat(version(Long.MIN_VALUE, "").sentAt()).isEqualTo(Instant.MIN);
    assertThat(version(1231006505, "").sentAt()).isEqualTo("2009-01-03T18:15:05Z");
    assertThat(version(0, "").bestHeight()).hasValue(2);
  }

  private static Version version(long timestamp, String userAgent) {
    return new Version(
        70016,
        ServiceFlags.NETWORK,
        timestamp,
        NodeAddress.NONE,
        NodeAddress.NONE,
        1,
        userAgent,
        2,
        false);
  }

  @Test
  void versionPrintsHostileUserAgentsSafely() {
    assertThat(version(0, "\u001b[31m\r\nfake log line"))
        .hasToString(
            "version 70016, \\x1b[31m\\x0d\\x0afake log line, services NETWORK, height 2, no"
                + " relay");
  }

  @Test
  void versionRefusesALongUserAgentOnlyWhenWritten() {
    Version version = version(0, "x".repeat(257));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(version))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TOO_LONG));
    assertThat(encode(version(0, "x".repeat(256)))).isNotEmpty();
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(version(0, "\u20ac")))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.BAD_VALUE));
  }

  @Test
  void sendCmpctTakesAnyVersion() throws Exception {
    assertThat(decode("sendcmpct", "000200000000000000")).isEqualTo(new SendCmpct(false, 2));
    assertThat(decode("sendcmpct", "01ffffffffffffffff")).isEqualTo(new SendCmpct(true, -1));
    assertThat(encode(new SendCmpct(true, 1))).isEqualTo("010100000000000000");
    assertThat(fault("sendcmpct", "0002000000000000")).isEqualTo(WireFault.TRUNCATED);
    assertThat(new SendCmpct(true, 2).isMeaningful()).isTrue();
    assertThat(new SendCmpct(true, 1).isMeaningful()).as("without witnesses").isFalse();
    assertThat(new SendCmpct(false, -1))
        .hasToString("sendcmpct, version 18446744073709551615, low bandwidth");
  }

  @Test
  void sendTxRcncl() throws Exception {
    String hex = "010000000807060504030201";
    assertThat(decode("sendtxrcncl", hex)).isEqualTo(new SendTxRcncl(1, 0x0102030405060708L));
    assertThat(encode(new SendTxRcncl(1, 0x0102030405060708L))).isEqualTo(hex);
    assertThatIllegalArgumentException().isThrownBy(() -> new SendTxRcncl(1L << 32, 0));
    assertThat(new SendTxRcncl(1, 255)).hasToString("sendtxrcncl, version 1, salt ff");
  }

  @Test
  void feature() throws Exception {
    Feature feature = new Feature("BIP9", Bytes.ofHex("0102"));
    assertThat(encode(feature)).isEqualTo("0442495039020102");
    assertThat(decode("feature", "0442495039020102")).isEqualTo(feature);
    assertThat(encode(new Feature("~ BIP", Bytes.EMPTY))).isEqualTo("057e2042495000");
    Feature largest = new Feature("x".repeat(80), Bytes.wrap(new byte[512]));
    assertThat(decode("feature", encode(largest))).isEqualTo(largest);
  }

  @Test
  void everyFaultOfAFeatureIsAViolation() {
    assertThat(violation("feature", "")).isEqualTo(WireFault.TRUNCATED);
    assertThat(violation("feature", "0341424300")).isEqualTo(WireFault.BAD_VALUE);
    assertThat(violation("feature", "51" + "41".repeat(81) + "00")).isEqualTo(WireFault.TOO_LONG);
    assertThat(violation("feature", "0441424344fd0102" + "00".repeat(513)))
        .isEqualTo(WireFault.TOO_LONG);
    assertThat(violation("feature", "04414243440000")).isEqualTo(WireFault.TRAILING_BYTES);
    assertThat(violation("feature", "04414243440200")).isEqualTo(WireFault.TRUNCATED);
    assertThat(violation("feature", "00".repeat(100_000))).isEqualTo(WireFault.TRAILING_BYTES);
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(
            () ->
                BitcoinMessages.ALL.decode(
                    "feature", Bytes.ofHex("044142434400"), WireFormat.witness(70016)))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.NOT_AT_THIS_VERSION));
  }

  @Test
  void aFeatureIdMayBeReadThatMayNotBeWritten() throws Exception {
    Message odd = decode("feature", "04ff1b414200");
    assertThat(odd).hasToString("feature \\xff\\x1bAB");
    for (String id : new String[] {"\u00ff\u001bAB", "abc", "x".repeat(81)}) {
      assertThatExceptionOfType(EncodeException.class)
          .isThrownBy(() -> encode(new Feature(id, Bytes.EMPTY)));
    }
  }

  @Test
  void inventoriesAreViews() throws Exception {
    InventoryVector block = InventoryVector.block(HASH);
    InventoryVector odd = new InventoryVector(0xdeadbeef, Hash.ZERO);
    Inv built = Inv.of(block, odd);
    Inv read = (Inv) decode("inv", encode(built));

    assertThat(read).isEqualTo(built).hasSameHashCodeAs(built);
    assertThat(read.items()).containsExactly(block, odd).isEqualTo(List.of(block, odd));
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.typeCode(1)).isEqualTo(0xdeadbeef);
    assertThat(read.hash(0)).isEqualTo(HASH);
    assertThat(read).hasToString("inv, 2 items, first MSG_BLOCK " + HASH);
    assertThat(Inv.of(odd)).hasToString("inv, type 3735928559 " + Hash.ZERO);
    assertThat(Inv.of(block)).isNotEqualTo(GetData.of(block)).isNotEqualTo(Inv.of(odd));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> read.items().get(2));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> read.items().set(0, odd));
    assertThat(Inv.of(Collections.nCopies(50_000, block)).toString()).hasSizeLessThan(120);
    assertThat(GetData.of(read.items()).items()).isEqualTo(read.items());
  }

  @Test
  void whatIsAskedForAndNotFoundCanBeLookedAtEntryByEntry() {
    InventoryVector block = InventoryVector.block(HASH);
    InventoryVector other = InventoryVector.tx(Hash.ZERO);
    GetData asked = GetData.of(other, block);
    assertThat(asked.size()).isEqualTo(2);
    assertThat(asked.typeCode(1)).isEqualTo(InventoryVector.BLOCK);
    assertThat(asked.hash(1)).isEqualTo(HASH);
    assertThat(asked).isNotEqualTo(GetData.of(block, other));
    NotFound missing = NotFound.of(other, block);
    assertThat(missing.size()).isEqualTo(2);
    assertThat(missing.typeCode(1)).isEqualTo(InventoryVector.BLOCK);
    assertThat(missing.hash(1)).isEqualTo(HASH);
    assertThat(missing).isNotEqualTo(NotFound.of(block, other));
  }

  @Test
  void anInventoryHasFiftyThousandEntries() throws Exception {
    InventoryVector tx = InventoryVector.tx(HASH);
    Inv largest = Inv.of(Collections.nCopies(50_000, tx));
    assertThat(
            BitcoinMessages.ALL.decode("inv", BitcoinMessages.ALL.encode(largest, LATEST), LATEST))
        .isEqualTo(largest);
    Inv over = Inv.of(Collections.nCopies(50_001, tx));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(over))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TOO_MANY));
    // With all its bytes: the length alone must not turn the violation into a mere payload fault.
    String hex = "fd51c3" + ("01000000" + HASH_HEX).repeat(50_001);
    for (String command : List.of("inv", "getdata", "notfound")) {
      assertThat(violation(command, hex)).isEqualTo(WireFault.TOO_MANY);
    }
  }

  @Test
  void headersAreViews() throws Exception {
    BlockHeader first = BlockHeader.of(1, Hash.ZERO, HASH, 5, 6, 7);
    BlockHeader second = BlockHeader.of(2, first.hash(), HASH, 8, 9, 10);
    Headers built = Headers.of(first, second);
    Headers read = (Headers) decode("headers", encode(built));

    assertThat(read).isEqualTo(built).hasSameHashCodeAs(built);
    assertThat(read.headers()).containsExactly(first, second);
    assertThat(read.header(1).previousBlock()).isEqualTo(first.hash());
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.hashes()).containsExactly(first.hash(), second.hash());
    assertThat(read).isNotEqualTo(Headers.of(second, first));
    assertThat(read).hasToString("headers, 2 headers, last " + second.hash());
    assertThat(Headers.of()).hasToString("headers, 0 headers");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> read.header(2));
  }

  @Test
  void headersAreTwoThousandAndHaveNoTransactions() {
    String header = "00".repeat(80);
    assertThat(violation("headers", "fdd107" + (header + "00").repeat(2001)))
        .isEqualTo(WireFault.TOO_MANY);
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> decode("headers", "02" + header + "00" + header + "01"))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.BAD_VALUE))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(1 + 81 + 80));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(
            () ->
                encode(
                    Headers.of(
                        Collections.nCopies(2001, BlockHeader.of(1, Hash.ZERO, HASH, 0, 0, 0)))));
  }

  @Test
  void coreTakesFewerLocatorHashesThanTheLayout() throws Exception {
    new GetHeaders(1, Collections.nCopies(101, HASH), Hash.ZERO).requireCoreLimits();
    new GetBlocks(1, Collections.nCopies(101, HASH), Hash.ZERO).requireCoreLimits();
    GetHeaders headers = new GetHeaders(1, Collections.nCopies(102, HASH), Hash.ZERO);
    GetBlocks blocks = new GetBlocks(1, Collections.nCopies(102, HASH), Hash.ZERO);
    assertThatExceptionOfType(ViolationException.class).isThrownBy(headers::requireCoreLimits);
    assertThatExceptionOfType(ViolationException.class).isThrownBy(blocks::requireCoreLimits);
    assertThat(decode("getheaders", encode(headers))).isEqualTo(headers);
    String over = "00000000fdf501" + HASH_HEX.repeat(502);
    assertThat(violation("getheaders", over)).isEqualTo(WireFault.TOO_MANY);
    assertThat(violation("getblocks", over)).isEqualTo(WireFault.TOO_MANY);
  }

  @Test
  void getHeadersPrintsWhatMatters() {
    assertThat(new GetHeaders(1, List.of(HASH), Hash.ZERO))
        .hasToString("getheaders, 1 hash from " + HASH);
    assertThat(new GetBlocks(1, List.of(), HASH)).hasToString("getblocks, 0 hashes, stop " + HASH);
  }

  @Test
  void locatorsAreDenseAndThenSparse() {
    assertThat(Locator.heights(0)).containsExactly(0);
    assertThat(Locator.heights(3)).containsExactly(3, 2, 1, 0);
    assertThat(Locator.heights(100))
        .containsExactly(100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 89, 85, 77, 61, 29, 0);
    assertThat(Locator.heights(Integer.MAX_VALUE)).hasSizeLessThanOrEqualTo(42).endsWith(0);
    for (int tip = 0; tip < 3000; tip++) {
      List<Integer> heights = Locator.heights(tip);
      assertThat(heights).doesNotHaveDuplicates().startsWith(tip).endsWith(0);
      assertThat(heights).isSortedAccordingTo(Collections.reverseOrder());
    }
    assertThat(Locator.of(height -> Hash.sha256d(Bytes.copyOf((byte) height)), 1))
        .containsExactly(Hash.sha256d(Bytes.ofHex("01")), HASH);
    assertThatIllegalArgumentException().isThrownBy(() -> Locator.heights(-1));
  }

  private static TimedAddress timed(String address) {
    return new TimedAddress(1, ServiceFlags.NETWORK, NetworkAddress.parse(address), 8333);
  }

  @Test
  void addr() throws Exception {
    Addr built = new Addr(List.of(timed("1.2.3.4"), timed("2001:db8::1")));
    Addr read = (Addr) decode("addr", encode(built));
    assertThat(read).isEqualTo(built).hasSameHashCodeAs(built);
    assertThat(read).hasToString("addr, 2 addresses: 1.2.3.4:8333, [2001:db8::1]:8333");
    // A view of one layout is written in another.
    Bytes untimed = BitcoinMessages.ALL.encode(read, WireFormat.base(31401));
    assertThat(untimed.length()).isEqualTo(1 + 2 * 26);
    assertThat(BitcoinMessages.ALL.decode("addr", untimed, WireFormat.base(31401)))
        .isNotEqualTo(built);
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> BitcoinMessages.ALL.encode(built, WireFormat.base(208)));
    Addr noLegacyForm = new Addr(List.of(timed("fc00::1")));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(noLegacyForm))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.BAD_ADDRESS));
    assertThat(violation("addr", "fde903" + "00".repeat(1001 * 30))).isEqualTo(WireFault.TOO_MANY);
  }

  @Test
  void addrV2() throws Exception {
    AddrV2 built =
        new AddrV2(
            List.of(
                timed("1.2.3.4"),
                timed("777myonionurl777.onion"),
                timed("network-200/" + "ab".repeat(512)),
                timed("200::1")));
    AddrV2 read = (AddrV2) decode("addrv2", encode(built));
    assertThat(read).isEqualTo(built).hasSameHashCodeAs(built);
    assertThat(encode(read)).isEqualTo(encode(built));
    assertThat(read)
        .hasToString(
            "addrv2, 4 addresses: 1.2.3.4:8333, 777myonionurl777.onion:8333, network 200, ...");
    // One layout's view is written in the other's form.
    Addr addr = (Addr) decode("addr", encode(new Addr(List.of(timed("1.2.3.4")))));
    assertThat(encode(new AddrV2(addr.addresses())))
        .isEqualTo(encode(new AddrV2(List.of(timed("1.2.3.4")))));
    assertThat(violation("addrv2", "fde903" + "000000000008000000".repeat(1001)))
        .isEqualTo(WireFault.TOO_MANY);
    assertThat(((AddrV2) decode("addrv2", "010000000000c8000000")).addresses())
        .as("of a network that we do not know")
        .singleElement()
        .satisfies(each -> assertThat(each.address().bytes()).isEqualTo(Bytes.EMPTY));
    assertThat(fault("addrv2", "010000000000080001020000")).isEqualTo(WireFault.TRAILING_BYTES);
    assertThat(fault("addrv2", "01000000000001ffffffffffffffffff0000"))
        .isEqualTo(WireFault.BAD_ADDRESS);
  }

  @Test
  void addressesArePrintedAsTheirNetworksWriteThem() {
    assertThat(timed("::1")).hasToString("[::1]:8333");
    String i2p = "a".repeat(52) + ".b32.i2p";
    assertThat(new AddrV2(List.of(timed(i2p)))).hasToString("addrv2, 1 address: " + i2p + ":8333");
  }

  @Test
  void rangesOfAddressesAreChecked() {
    NetworkAddress none = NetworkAddress.UNSPECIFIED;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimedAddress(1L << 32, ServiceFlags.NONE, none, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimedAddress(-1, ServiceFlags.NONE, none, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimedAddress(0, ServiceFlags.NONE, none, 65536));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NodeAddress(ServiceFlags.NONE, none, -1));
    assertThat(new TimedAddress(0xffff_ffffL, ServiceFlags.NONE, none, 65535).lastSeen())
        .isEqualTo("2106-02-07T06:28:15Z");
  }

  @Test
  void listsAreCopied() {
    List<TimedAddress> list = new ArrayList<>(List.of(timed("1.2.3.4")));
    Addr addr = new Addr(list);
    list.clear();
    assertThat(addr.addresses()).hasSize(1);
    assertThatNullPointerException()
        .isThrownBy(() -> new Addr(Arrays.asList(timed("1.2.3.4"), null)));
  }

  @Test
  void feeFilterRange() {
    assertThat(new FeeFilter(0).isInRange()).isTrue();
    assertThat(new FeeFilter(2_100_000_000_000_000L).isInRange()).isTrue();
    assertThat(new FeeFilter(2_100_000_000_000_001L).isInRange()).isFalse();
    assertThat(new FeeFilter(-1).isInRange()).isFalse();
    assertThat(new FeeFilter(0).isMeaningful()).isTrue();
    assertThat(new FeeFilter(-1).isMeaningful()).isFalse();
  }

  @Test
  void aRejectHasAHashForBlocksAndTransactions() {
    assertThat(new Reject("tx", RejectCode.DUST, "dust", HASH))
        .hasToString("reject of tx, REJECT_DUST: dust, " + HASH);
    assertThat(new Reject("\u001b", 7, "\n", null)).hasToString("reject of \\x1b, code 7: \\x0a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reject("tx", 1, "", null))
        .withMessage("a reject of tx needs a hash");
    assertThatIllegalArgumentException().isThrownBy(() -> new Reject("block", 1, "", null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reject("inv", 1, "", HASH))
        .withMessage("a reject of inv has no hash");
    assertThatIllegalArgumentException().isThrownBy(() -> new Reject("inv", 256, "", null));
  }

  // Compact blocks (BIP 152). The overflow cases follow those that Bitcoin Core tests.

  @Test
  void getBlockTxnCountsDistances() throws Exception {
    GetBlockTxn message = new GetBlockTxn(HASH, List.of(0, 1, 3, 4, 65535));
    String hex = HASH_HEX + "050000" + "0100" + "fdfaff";
    assertThat(encode(message)).isEqualTo(hex);
    assertThat(decode("getblocktxn", hex)).isEqualTo(message);
    assertThat(message).hasToString("getblocktxn of " + HASH + ", 5 transactions");
    GetBlockTxn last = new GetBlockTxn(HASH, List.of(65535));
    assertThat(decode("getblocktxn", HASH_HEX + "01fdffff")).isEqualTo(last);
    assertThat(decode("getblocktxn", HASH_HEX + "00")).isEqualTo(new GetBlockTxn(HASH, List.of()));
  }

  /** A distance of 252 is one byte, of 253 three. */
  @ParameterizedTest
  @ValueSource(ints = {253, 254, 255, 256})
  void distancesTakeTheBytesTheyNeed(int second) throws Exception {
    GetBlockTxn message = new GetBlockTxn(HASH, List.of(0, second));
    String distance = second == 253 ? "fc" : "fd%02x00".formatted(second - 1);
    assertThat(encode(message)).isEqualTo(HASH_HEX + "0200" + distance);
    assertThat(decode("getblocktxn", encode(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01fe00000100",
        "01ffffffffffffffffff",
        "02fdffff00",
        "02fdfefffd0100",
        "03fdfdff0001",
        "02fd0080fdff7f",
      })
  void indexesDoNotOverflow(String indexes) {
    assertThat(fault("getblocktxn", HASH_HEX + indexes))
        .isIn(WireFault.BAD_VALUE, WireFault.NON_CANONICAL_SIZE);
  }

  @Test
  void aMillionIndexesAreTooMany() {
    assertThat(fault("getblocktxn", HASH_HEX + "fe01000100" + "00".repeat(65537)))
        .isEqualTo(WireFault.TOO_MANY);
  }

  @Test
  void indexesRise() {
    assertThatIllegalArgumentException().isThrownBy(() -> new GetBlockTxn(HASH, List.of(1, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new GetBlockTxn(HASH, List.of(2, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new GetBlockTxn(HASH, List.of(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new GetBlockTxn(HASH, List.of(65536)));
  }

  private static Transaction transaction(long lockTime) {
    return Transaction.of(
        1,
        List.of(new TxIn(new OutPoint(HASH, 0), Bytes.EMPTY, TxIn.FINAL_SEQUENCE)),
        List.of(new TxOut(1, Bytes.EMPTY)),
        lockTime);
  }

  @Test
  void cmpctBlock() throws Exception {
    BlockHeader header = BlockHeader.of(1, Hash.ZERO, HASH, 5, 6, 7);
    CmpctBlock block =
        new CmpctBlock(
            header,
            8,
            Bytes.ofHex("010203040506ffffffffffff"),
            List.of(
                new PrefilledTransaction(0, transaction(1)),
                new PrefilledTransaction(3, transaction(2))));

    assertThat(decode("cmpctblock", encode(block))).isEqualTo(block);
    // The second index is written as its distance to the first, less one.
    assertThat(encode(block))
        .isEqualTo(
            header.bytes().toHex()
                + "0800000000000000"
                + "02"
                + "010203040506ffffffffffff"
                + "02"
                + "00"
                + encode(transaction(1))
                + "02"
                + encode(transaction(2)));
    assertThat(block.shortIdCount()).isEqualTo(2);
    assertThat(block.shortId(0)).isEqualTo(0x060504030201L);
    assertThat(block.shortId(1)).isEqualTo(0xffffffffffffL);
    assertThat(block.transactionCount()).isEqualTo(4);
    assertThat(block).hasToString("cmpctblock " + header.hash() + ", 2 short ids, 2 prefilled");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> block.shortId(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CmpctBlock(header, 8, Bytes.ofHex("00"), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CmpctBlock(
                    header,
                    8,
                    Bytes.EMPTY,
                    List.of(
                        new PrefilledTransaction(1, transaction(1)),
                        new PrefilledTransaction(1, transaction(2)))));
  }

  @Test
  void cmpctBlockHoldsSixteenBitsOfTransactions() {
    BlockHeader header = BlockHeader.of(1, Hash.ZERO, HASH, 5, 6, 7);
    CmpctBlock over =
        new CmpctBlock(
            header,
            0,
            Bytes.wrap(new byte[6 * 65535]),
            List.of(new PrefilledTransaction(0, transaction(1))));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(over))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TOO_MANY));
    String start = header.bytes().toHex() + "0000000000000000";
    assertThat(
            fault("cmpctblock", start + "fdffff" + "00".repeat(6 * 65535) + "01" + "00".repeat(11)))
        .isEqualTo(WireFault.TOO_MANY);
    assertThat(fault("cmpctblock", start + "00" + "01" + "fe00000100" + "00".repeat(10)))
        .isEqualTo(WireFault.BAD_VALUE);
    assertThat(fault("cmpctblock", start + "feffffff7f")).isEqualTo(WireFault.TOO_MANY);
  }

  @Test
  void blockTxn() throws Exception {
    BlockTxn message = new BlockTxn(HASH, List.of(transaction(1), transaction(2)));
    assertThat(decode("blocktxn", encode(message))).isEqualTo(message);
    assertThat(message).hasToString("blocktxn of " + HASH + ", 2 transactions");
    assertThat(fault("blocktxn", HASH_HEX + "feffffff00")).isEqualTo(WireFault.TOO_MANY);
    assertThat(fault("blocktxn", HASH_HEX + "fdff00")).isEqualTo(WireFault.TRUNCATED);
  }

  private static Transaction witnessed(long lockTime) {
    Witness witness = Witness.of(Bytes.ofHex("0102"));
    return Transaction.of(
        1,
        List.of(new TxIn(new OutPoint(HASH, 0), Bytes.EMPTY, TxIn.FINAL_SEQUENCE, witness)),
        List.of(new TxOut(1, Bytes.EMPTY)),
        lockTime);
  }

  /** BIP 152, version 1: compact blocks without witnesses. */
  @Test
  void transactionsThatWereReadWithWitnessesAreWrittenWithoutThem() throws Exception {
    WireFormat base = WireFormat.base(70015);
    BlockTxn transactions = new BlockTxn(HASH, List.of(witnessed(1), transaction(2)));
    CmpctBlock block =
        new CmpctBlock(
            BlockHeader.of(1, Hash.ZERO, HASH, 5, 6, 7),
            8,
            Bytes.EMPTY,
            List.of(
                new PrefilledTransaction(0, witnessed(1)),
                new PrefilledTransaction(300, transaction(2))));
    for (Message built : List.of(transactions, block)) {
      Message read = decode(built.command(), encode(built));
      Bytes expected = BitcoinMessages.ALL.encode(built, base);
      assertThat(BitcoinMessages.ALL.encode(read, base)).isEqualTo(expected);
      assertThat(expected.toHex()).doesNotContain("020102").contains(encode(transaction(2)));
      assertThat(encode(read)).isEqualTo(encode(built));
    }
  }

  @Test
  void transactionsOfABlockAreCopied() {
    List<Transaction> list = new ArrayList<>(List.of(transaction(1)));
    BlockTxn message = new BlockTxn(HASH, list);
    list.clear();
    assertThat(message.transactions()).hasSize(1);
  }

  @Test
  void aMerkleBlockCountsIn32Bits() {
    BlockHeader header = BlockHeader.of(1, Hash.ZERO, HASH, 5, 6, 7);
    for (long count : new long[] {-1, 1L << 32}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MerkleBlock(header, count, List.of(), Bytes.EMPTY));
    }
  }

  @Test
  void numbersOfCompactFiltersHaveTheirBytes() {
    for (int type : new int[] {-1, 256}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new CFilter(type, HASH, Bytes.EMPTY));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CFHeaders(type, HASH, HASH, List.of()));
      assertThatIllegalArgumentException().isThrownBy(() -> new CFCheckpt(type, HASH, List.of()));
      assertThatIllegalArgumentException().isThrownBy(() -> new GetCFilters(type, 0, HASH));
      assertThatIllegalArgumentException().isThrownBy(() -> new GetCFHeaders(type, 0, HASH));
      assertThatIllegalArgumentException().isThrownBy(() -> new GetCFCheckpt(type, HASH));
    }
    for (long height : new long[] {-1, 1L << 32}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new GetCFilters(0, height, HASH));
      assertThatIllegalArgumentException().isThrownBy(() -> new GetCFHeaders(0, height, HASH));
    }
  }

  @Test
  void aTransactionIsPrefilledAtAPlaceThatIsThere() {
    for (int place : new int[] {-1, 65536}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new PrefilledTransaction(place, transaction(1)));
    }
  }

  @Test
  void numbersOfAFilterHaveTheirBytes() {
    for (long number : new long[] {-1, 1L << 32}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new FilterLoad(Bytes.EMPTY, number, 0, 0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new FilterLoad(Bytes.EMPTY, 1, number, 0));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new FilterLoad(Bytes.EMPTY, 1, 0, 256));
  }

  @Test
  void theLimitOfHashFunctionsIsNamed() {
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(() -> decode("filterload", "00330000000000000000"))
        .withMessageContaining("51 hash functions, limit 50");
  }

  @Test
  void limitsOfFiltersAreTheWritersToo() {
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(new FilterLoad(Bytes.EMPTY, 51, 0, 0)));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(new FilterLoad(Bytes.wrap(new byte[36_001]), 1, 0, 0)));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(new FilterAdd(Bytes.wrap(new byte[521]))));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(new CFilter(0, HASH, Bytes.wrap(new byte[256 * 1024 + 1]))));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(new CFHeaders(0, HASH, HASH, Collections.nCopies(2001, HASH))));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> encode(new CFCheckpt(0, HASH, Collections.nCopies(100_001, HASH))));
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> BitcoinMessages.ALL.encode(FilterClear.INSTANCE, WireFormat.base(70000)));
  }

  @Test
  void namesOfInventoryTypes() {
    assertThat(InventoryVector.tx(HASH).typeCode()).isEqualTo(1);
    assertThat(InventoryVector.block(HASH).typeCode()).isEqualTo(2);
    assertThat(InventoryVector.filteredBlock(HASH).typeCode()).isEqualTo(3);
    assertThat(InventoryVector.compactBlock(HASH).typeCode()).isEqualTo(4);
    assertThat(InventoryVector.wtx(HASH).typeCode()).isEqualTo(5);
    assertThat(InventoryVector.witnessTx(HASH).typeCode()).isEqualTo(0x40000001);
    assertThat(InventoryVector.witnessBlock(HASH).typeCode()).isEqualTo(0x40000002);
    assertThat(InventoryVector.filteredWitnessBlock(HASH).typeCode()).isEqualTo(0x40000003);
    assertThat(InventoryVector.wtx(HASH)).hasToString("MSG_WTX " + HASH);
    assertThat(InventoryVector.witnessBlock(HASH).isBlock()).isTrue();
    assertThat(InventoryVector.wtx(HASH).isTransaction()).isTrue();
    assertThat(InventoryVector.wtx(HASH).isBlock()).isFalse();
    assertThat(new InventoryVector(InventoryVector.ANCESTORS, HASH).isTransaction()).isFalse();
    assertThat(IntStream.rangeClosed(1, 7).mapToObj(InventoryVector::typeName))
        .allMatch(name -> name.startsWith("MSG_"));
  }

  @Test
  void hashListsAreImmutableViews() throws Exception {
    CFCheckpt read = (CFCheckpt) decode("cfcheckpt", encode(new CFCheckpt(0, HASH, List.of(HASH))));
    assertThat(read.filterHeaders()).containsExactly(HASH);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> read.filterHeaders().add(HASH));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> read.filterHeaders().get(1));
  }
}
