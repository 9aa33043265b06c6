package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.FrameChecksum;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.InputCursor;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.OutputCursor;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * Real blocks of mainnet and testnet, before and after segwit. The counts were computed
 * independently.
 */
class RealBlocksTest {

  private static final WireFormat FORMAT = WireFormat.witness(70016);

  static Block block(String name) throws Exception {
    return Block.parse(Bytes.wrap(Files.readAllBytes(Vectors.file("blocks/" + name + ".raw"))));
  }

  @ParameterizedTest
  @CsvSource({
    "mainnet-300025, 0000000000000000821c4e0acc40f88bedbce3b73ba2358b5ade58a9022cc78c, 461, 1428,"
        + " 1226, 0",
    "mainnet-413567, 0000000000000000025aff8be8a55df8f89c77296db6198f272d6577325d4069, 1557, 4887,"
        + " 3581, 0",
    "mainnet-426884, 00000000000000000431d0ead6e0bd9f90ff0d469e9b05d51e3d04971f472973, 409, 6032,"
        + " 798, 0",
    "mainnet-482683, 000000000000000000c238240ef6dcb26c37e75e16514e6ffc0aef7eee73e747, 12, 52, 25,"
        + " 2",
    "mainnet-c835b, 000000000000000000000c835b2adcaedc20fdf6ee440009c249452c726dafae, 2500, 6518,"
        + " 6015, 2065",
    "testnet3-928816, 00000000000001c4b87edf974ddc601d88dda332265b9849a944a5ff0141a378, 889, 8693,"
        + " 9241, 830",
    "testnet3-928848, 00000000000001dc1c2cbd9c2419e9fd396449be12176b3b7c78c2784eb2f5e7, 676, 11216,"
        + " 7379, 669",
    "testnet3-45e0b, 000000000000045e0b1660b6445b5e5c5ab63c9a4f956be7e1e69be04fa4497b, 15, 16, 29,"
        + " 1",
  })
  void hasTheContentsThatWereCountedIndependently(
      String name, String hash, int transactions, int inputs, int outputs, int withWitness)
      throws Exception {
    Block block = block(name);
    assertThat(block.hash()).isEqualTo(Hash.of(hash));
    assertThat(block.transactionCount()).isEqualTo(transactions);
    List<Transaction> all = block.transactions();
    assertThat(all.stream().mapToInt(tx -> tx.inputs().size()).sum()).isEqualTo(inputs);
    assertThat(all.stream().mapToInt(tx -> tx.outputs().size()).sum()).isEqualTo(outputs);
    assertThat(all.stream().mapToInt(Transaction::inputCount).sum()).isEqualTo(inputs);
    assertThat(all.stream().mapToInt(Transaction::outputCount).sum()).isEqualTo(outputs);
    assertThat(all.stream().filter(Transaction::hasWitness)).hasSize(withWitness);
  }

  static Stream<String> names() {
    return Stream.of(
        "mainnet-300025",
        "mainnet-413567",
        "mainnet-426884",
        "mainnet-482683",
        "mainnet-c835b",
        "testnet3-928816",
        "testnet3-928848",
        "testnet3-45e0b");
  }

  @ParameterizedTest
  @MethodSource("names")
  void provesItsWorkItsTransactionsAndItsWitnesses(String name) throws Exception {
    Block block = block(name);
    Network network = name.startsWith("mainnet") ? Networks.MAINNET : Networks.TESTNET3;
    assertThat(ProofOfWork.isMet(block.hash(), block.header().bits(), network.powLimitBits()))
        .isTrue();
    assertThat(block.hasValidMerkleRoot()).isTrue();
    assertThat(block.hasValidWitnessCommitment()).isTrue();
    assertThat(block.witnessCommitment().isPresent()).isEqualTo(block.hasWitness());
  }

  @ParameterizedTest
  @MethodSource("names")
  void idsFromSlicesAreThoseOfTheTransactionsRebuiltFromTheirParts(String name) throws Exception {
    Block block = block(name);
    List<Hash> txids = block.txids();
    List<Hash> wtxids = block.wtxids();
    List<Transaction> rebuilt = new ArrayList<>();
    for (Transaction tx : block.transactions()) {
      Transaction copy = Transaction.of(tx.version(), tx.inputs(), tx.outputs(), tx.lockTime());
      assertThat(copy).isEqualTo(tx);
      assertThat(copy.bytes()).isEqualTo(tx.bytes());
      rebuilt.add(copy);
    }
    assertThat(rebuilt).extracting(Transaction::txid).isEqualTo(txids);
    assertThat(rebuilt).extracting(Transaction::wtxid).isEqualTo(wtxids);
    assertThat(MerkleTree.root(txids)).isEqualTo(block.header().merkleRoot());
    assertThat(Block.of(block.header(), rebuilt)).isEqualTo(block);
  }

  @ParameterizedTest
  @MethodSource("names")
  void withoutItsWitnessesItIsTheBlockThatAnOldPeerSees(String name) throws Exception {
    Block block = block(name);
    Bytes stripped = block.strippedBytes();
    assertThat(stripped.length()).isEqualTo(block.strippedSize());
    Block old = Block.parse(stripped);
    assertThat(old.hasWitness()).isFalse();
    assertThat(old.hash()).isEqualTo(block.hash());
    assertThat(old.txids()).isEqualTo(block.txids());
    assertThat(old.hasValidMerkleRoot()).isTrue();
    assertThat(block.weight()).isEqualTo(3 * stripped.length() + block.size());
    assertThat(Networks.MAINNET.messages().encode(block, WireFormat.base(70016)))
        .isEqualTo(stripped);
  }

  @ParameterizedTest
  @MethodSource("names")
  void comesOutOfItsFrameAsItWentIn(String name) throws Exception {
    Block block = block(name);
    EncodedMessage encoded = Networks.MAINNET.encode(block, FORMAT);
    Vectors.Received received = Vectors.receive(encoded.frame());
    assertThat(received.frames()).hasSize(1);
    Frame frame = received.frames().get(0);
    assertThat(frame.decode(Networks.MAINNET.messages(), FORMAT)).isEqualTo(block);
  }

  @ParameterizedTest
  @MethodSource("names")
  void comesOutOfAFrameThatIsAllThere(String name) throws Exception {
    Block block = block(name);
    Bytes stream = Networks.MAINNET.encode(block, FORMAT).frame();
    Frame frame = V1Transport.read(Networks.MAINNET, stream);
    assertThat(frame.wireSize()).isEqualTo(stream.length());
    Block read = (Block) frame.decode(Networks.MAINNET.messages(), FORMAT);
    assertThat(read).isEqualTo(block);
    assertThat(read.bytes().array()).isSameAs(stream.array());
    Bytes cut = stream.slice(0, stream.length() - 1);
    assertThatThrownBy(() -> V1Transport.read(Networks.MAINNET, cut))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void isPassedOnWithoutBeingHashedAgain() throws Exception {
    AtomicInteger hashed = new AtomicInteger();
    FrameChecksum counting =
        () -> {
          hashed.incrementAndGet();
          return FrameChecksum.sha256d().begin();
        };
    Network network = Networks.MAINNET.toBuilder().checksum(counting).build();
    Block block = block("mainnet-c835b");
    Bytes frame = network.encode(block, FORMAT).frame();
    Block received = (Block) V1Transport.read(network, frame).decode(network.messages(), FORMAT);
    hashed.set(0);
    assertThat(network.encode(received, FORMAT).frame()).isEqualTo(frame);
    assertThat(hashed).hasValue(0);
    // Without its witnesses it is other bytes.
    assertThat(network.encode(received, WireFormat.base(70016)).header())
        .isEqualTo(network.encode(block, WireFormat.base(70016)).header());
    assertThat(hashed).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 511, 65_536, 300_000})
  void comesOutTheSameInPiecesOfAnySize(int piece) throws Exception {
    Block block = block("mainnet-482683");
    Bytes frame = Networks.MAINNET.encode(block, FORMAT).frame();
    V1Transport transport = new V1Transport(Networks.MAINNET);
    Frame found = null;
    for (int at = 0; found == null; ) {
      var input = transport.input();
      int count = Math.min(piece, Math.min(input.remaining(), frame.length() - at));
      input.put(frame.array(), frame.offset() + at, count);
      at += count;
      found = transport.poll();
    }
    assertThat(found.decode(Networks.MAINNET.messages(), FORMAT)).isEqualTo(block);
  }

  @Test
  void everyTruncationIsReportedAsOne() throws Exception {
    Bytes whole = block("testnet3-45e0b").bytes();
    for (int length = 0; length < whole.length(); length++) {
      Bytes cut = whole.slice(0, length);
      assertThatThrownBy(() -> Block.parse(cut)).isInstanceOf(PayloadException.class);
    }
  }

  @Test
  void aTransactionOutOfABlockCanBeFreedFromIt() throws Exception {
    Block block = block("mainnet-482683");
    Transaction shared = block.transaction(3);
    Transaction own = shared.detached();
    assertThat(own).isEqualTo(shared);
    assertThat(own.txid()).isEqualTo(shared.txid());
    assertThat(shared.bytes().isDetached()).isFalse();
    assertThat(own.bytes().isDetached()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("names")
  void cursorsWalkWhatTheTransactionsHave(String name) throws Exception {
    Block block = block(name);
    InputCursor input = block.inputCursor();
    OutputCursor output = block.outputCursor();
    for (int i = 0; i < block.transactionCount(); i++) {
      Transaction tx = block.transaction(i);
      for (TxIn each : tx.inputs()) {
        assertThat(input.next()).isTrue();
        assertThat(input.transactionIndex()).isEqualTo(i);
        assertThat(new OutPoint(input.previousTxid(), input.previousIndex()))
            .isEqualTo(each.previousOutput());
        assertThat(input.script()).isEqualTo(each.script());
        assertThat(input.sequence()).isEqualTo(each.sequence());
        assertThat(input.witnessItemCount()).isEqualTo(each.witness().items().size());
      }
      for (TxOut each : tx.outputs()) {
        assertThat(output.next()).isTrue();
        assertThat(output.transactionIndex()).isEqualTo(i);
        assertThat(output.value()).isEqualTo(each.value());
        assertThat(output.script()).isEqualTo(each.script());
      }
    }
    assertThat(input.next()).isFalse();
    assertThat(output.next()).isFalse();
  }
}
