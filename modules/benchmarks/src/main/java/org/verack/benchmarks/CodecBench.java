package org.verack.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.core.BitcoinSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.Networks;
import org.verack.wire.WireException;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.OutputCursor;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.Headers;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * The codec. Names say what is measured and by whom: {@code floor} is the machine's own limit,
 * {@code verack} is ours, {@code bitcoinj} the rival's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class CodecBench {

  private static final MessageSet MESSAGES = Networks.MAINNET.messages();

  private final byte[] block = Inputs.block("mainnet-413567");
  private final byte[] segwitBlock = Inputs.block("mainnet-c835b");
  private final byte[] blockFrame;
  private final byte[] headers = Inputs.payload(Inputs.headers());
  private final byte[] headersFrame = Inputs.frame(Inputs.headers());
  private final byte[] inventory = Inputs.payload(Inputs.inventory());
  private final byte[] inventoryFrame = Inputs.frame(Inputs.inventory());
  private final byte[] addresses = Inputs.payload(Inputs.addresses());
  private final byte[] transaction = Inputs.transaction();

  private final Block decodedBlock;
  private final Block decodedSegwitBlock;
  private final Block receivedBlock;
  private final AddrV2 builtAddresses = Inputs.addresses();
  private final AddrV2 decodedAddresses;
  private final Headers decodedHeaders = Inputs.headers();
  private final int[] slices;
  private final byte[] target = new byte[2_000_000];
  private final byte[] scratch = new byte[32];
  private final MessageDigest digest = Inputs.sha256();

  private final BitcoinSerializer serializer = new BitcoinSerializer(BitcoinNetwork.MAINNET);
  private final org.bitcoinj.core.Block rivalBlock;
  private final org.bitcoinj.core.AddressV2Message rivalAddresses;

  /** Decodes what is needed decoded. */
  public CodecBench() {
    try {
      decodedBlock = Block.parse(Bytes.wrap(block));
      decodedSegwitBlock = Block.parse(Bytes.wrap(segwitBlock));
      blockFrame = Inputs.frame(decodedBlock);
      receivedBlock = (Block) receive(blockFrame);
      decodedAddresses = (AddrV2) MESSAGES.decode("addrv2", Bytes.wrap(addresses), Inputs.FORMAT);
      rivalBlock = org.bitcoinj.core.Block.read(ByteBuffer.wrap(block));
      rivalAddresses = org.bitcoinj.core.AddressV2Message.read(ByteBuffer.wrap(addresses));
    } catch (WireException e) {
      throw new IllegalStateException(e);
    }
    List<Transaction> all = decodedBlock.transactions();
    slices = new int[all.size() + 1];
    for (int i = 0; i < all.size(); i++) {
      slices[i] = all.get(i).bytes().offset();
    }
    slices[all.size()] = block.length;
  }

  private void doubleSha(byte[] array, int from, int length) {
    try {
      digest.update(array, from, length);
      digest.digest(scratch, 0, 32);
      digest.update(scratch, 0, 32);
      digest.digest(scratch, 0, 32);
    } catch (DigestException e) {
      throw new AssertionError(e);
    }
  }

  /** A whole frame through a fresh connection's transport, in the pieces that it asks for. */
  private static Message receive(byte[] frame) throws WireException {
    V1Transport transport = new V1Transport(Networks.MAINNET);
    int at = 0;
    while (true) {
      Frame received = transport.poll();
      if (received != null) {
        return received.decode(MESSAGES, Inputs.FORMAT);
      }
      ByteBuffer input = transport.input();
      int count = Math.min(input.remaining(), frame.length - at);
      input.put(frame, at, count);
      at += count;
    }
  }

  // Receiving a 1 MB block.

  @Benchmark
  public byte[] blockFrame_floor_checksum() {
    doubleSha(block, 0, block.length);
    return scratch;
  }

  @Benchmark
  public Message blockFrame_verack() throws WireException {
    return receive(blockFrame);
  }

  /** The same frame where it is all in memory already, as for bitcoinj. */
  @Benchmark
  public Message blockFrameInMemory_verack() throws WireException {
    return V1Transport.read(Networks.MAINNET, Bytes.wrap(blockFrame))
        .decode(MESSAGES, Inputs.FORMAT);
  }

  @Benchmark
  public byte[] blockFrameInMemory_floor_checksum() {
    return blockFrame_floor_checksum();
  }

  @Benchmark
  public Object blockFrame_bitcoinj() throws Exception {
    return serializer.deserialize(ByteBuffer.wrap(blockFrame));
  }

  // Decoding it.

  @Benchmark
  public Block blockDecode_verack() throws WireException {
    return Block.parse(Bytes.wrap(block));
  }

  @Benchmark
  public Object blockDecode_bitcoinj() {
    return org.bitcoinj.core.Block.read(ByteBuffer.wrap(block));
  }

  @Benchmark
  public Block segwitBlockDecode_verack() throws WireException {
    return Block.parse(Bytes.wrap(segwitBlock));
  }

  @Benchmark
  public Object segwitBlockDecode_bitcoinj() {
    return org.bitcoinj.core.Block.read(ByteBuffer.wrap(segwitBlock));
  }

  // Its ids.

  @Benchmark
  public byte[] txids_floor_slices() {
    for (int i = 0; i + 1 < slices.length; i++) {
      doubleSha(block, slices[i], slices[i + 1] - slices[i]);
    }
    return scratch;
  }

  @Benchmark
  public List<Hash> txids_verack() {
    return decodedBlock.txids();
  }

  @Benchmark
  public Object txids_bitcoinj() {
    org.bitcoinj.core.Block parsed = org.bitcoinj.core.Block.read(ByteBuffer.wrap(block));
    Object last = parsed;
    for (org.bitcoinj.core.Transaction each : Objects.requireNonNull(parsed.getTransactions())) {
      last = each.getTxId();
    }
    return last;
  }

  @Benchmark
  public List<Hash> wtxids_verack() {
    return decodedSegwitBlock.wtxids();
  }

  @Benchmark
  public byte[] wtxids_floor_slices() {
    List<Transaction> all = decodedSegwitBlock.transactions();
    for (Transaction each : all) {
      doubleSha(each.bytes().array(), each.bytes().offset(), each.bytes().length());
    }
    return scratch;
  }

  // Sending it on.

  @Benchmark
  public byte[] blockEncode_floor_copy() {
    System.arraycopy(block, 0, target, 24, block.length);
    return target;
  }

  @Benchmark
  public byte[] blockEncode_verack() {
    EncodedMessage encoded = Networks.MAINNET.encode(receivedBlock, Inputs.FORMAT);
    encoded.header().copyTo(target, 0);
    encoded.payload().copyTo(target, 24);
    return target;
  }

  @Benchmark
  public Object blockEncode_bitcoinj() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream(block.length + 24);
    serializer.serialize(rivalBlock, out);
    return out;
  }

  // Headers.

  @Benchmark
  public byte[] headersFrame_floor_checksum() {
    doubleSha(headers, 0, headers.length);
    return scratch;
  }

  @Benchmark
  public Message headersFrame_verack() throws WireException {
    return receive(headersFrame);
  }

  @Benchmark
  public Object headersFrame_bitcoinj() throws Exception {
    return serializer.deserialize(ByteBuffer.wrap(headersFrame));
  }

  @Benchmark
  public byte[] headerHashes_floor_slices() {
    for (int at = 3; at < headers.length; at += 81) {
      doubleSha(headers, at, 80);
    }
    return scratch;
  }

  @Benchmark
  public List<Hash> headerHashes_verack() {
    return decodedHeaders.hashes();
  }

  // Inventory.

  @Benchmark
  public byte[] invFrame_floor_checksum() {
    doubleSha(inventory, 0, inventory.length);
    return scratch;
  }

  @Benchmark
  public Message invFrame_verack() throws WireException {
    return receive(inventoryFrame);
  }

  @Benchmark
  public Message invFrameInMemory_verack() throws WireException {
    return V1Transport.read(Networks.MAINNET, Bytes.wrap(inventoryFrame))
        .decode(MESSAGES, Inputs.FORMAT);
  }

  @Benchmark
  public byte[] invFrameInMemory_floor_checksum() {
    return invFrame_floor_checksum();
  }

  // Every output script of a block.

  @Benchmark
  public Block outputScripts_floor_scan() throws WireException {
    return blockDecode_verack();
  }

  @Benchmark
  public long outputScripts_verack() {
    long sum = 0;
    OutputCursor cursor = decodedBlock.outputCursor();
    while (cursor.next()) {
      sum += cursor.scriptLength() + block[cursor.scriptOffset()];
    }
    return sum;
  }

  @Benchmark
  public Object invFrame_bitcoinj() throws Exception {
    return serializer.deserialize(ByteBuffer.wrap(inventoryFrame));
  }

  // Addresses.

  @Benchmark
  public Message addrv2Decode_verack() throws WireException {
    return MESSAGES.decode("addrv2", Bytes.wrap(addresses), Inputs.FORMAT);
  }

  @Benchmark
  public int addrv2DecodeAndLook_verack() throws WireException {
    AddrV2 message = (AddrV2) MESSAGES.decode("addrv2", Bytes.wrap(addresses), Inputs.FORMAT);
    int ports = 0;
    for (var each : message.addresses()) {
      ports += each.port();
    }
    return ports;
  }

  @Benchmark
  public Object addrv2Decode_bitcoinj() {
    return org.bitcoinj.core.AddressV2Message.read(ByteBuffer.wrap(addresses));
  }

  @Benchmark
  public Bytes addrv2Encode_verack() {
    return MESSAGES.encode(decodedAddresses, Inputs.FORMAT);
  }

  /** From a list of one's own instead of a message that was received. */
  @Benchmark
  public Bytes addrv2EncodeBuilt_verack() {
    return MESSAGES.encode(builtAddresses, Inputs.FORMAT);
  }

  @Benchmark
  public byte[] addrv2EncodeBuilt_bitcoinj() {
    return rivalAddresses.serialize();
  }

  @Benchmark
  public byte[] addrv2Encode_bitcoinj() {
    return rivalAddresses.serialize();
  }

  // One transaction.

  @Benchmark
  public Transaction txDecode_verack() throws WireException {
    return Transaction.parse(Bytes.wrap(transaction));
  }

  @Benchmark
  public Object txDecode_bitcoinj() {
    return org.bitcoinj.core.Transaction.read(ByteBuffer.wrap(transaction));
  }

  @Benchmark
  public byte[] txIds_floor_hashing() {
    doubleSha(transaction, 0, transaction.length);
    doubleSha(transaction, 0, 154);
    return scratch;
  }

  @Benchmark
  public Hash txIds_verack() throws WireException {
    Transaction parsed = Transaction.parse(Bytes.wrap(transaction));
    parsed.txid();
    return parsed.wtxid();
  }

  @Benchmark
  public Object txIds_bitcoinj() {
    org.bitcoinj.core.Transaction parsed =
        org.bitcoinj.core.Transaction.read(ByteBuffer.wrap(transaction));
    parsed.getTxId();
    return parsed.getWTxId();
  }
}
