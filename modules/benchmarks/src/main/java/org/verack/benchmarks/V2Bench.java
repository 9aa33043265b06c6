package org.verack.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
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
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.Networks;
import org.verack.wire.WireException;
import org.verack.wire.chain.Block;
import org.verack.wire.message.Inv;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.V2Greeting;
import org.verack.wire.transport.V2Transport;

/**
 * The encrypted transport. The floor is what the JDK's own ciphers take for the same packets, each
 * with a new nonce, in arrays that are used again, and nothing around them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class V2Bench {

  private static final MessageSet MESSAGES = Networks.MAINNET.messages();
  private static final int TAG = 16;
  private static final int WARM_UP = 50_000;

  private final SecureRandom random = new SecureRandom();
  private final byte[] remoteKey =
      V2Transport.responder(Networks.MAINNET, V2Greeting.random(random))
          .takeOutput()
          .slice(0, 64)
          .toArray();

  private final Connection connection = new Connection();

  /** A connection on which is only written. */
  private final Connection unread = new Connection();

  private final EncodedMessage block;
  private final EncodedMessage small =
      Networks.MAINNET.encode(Inv.of(Inputs.inventory().items().subList(0, 1)), Inputs.FORMAT);

  private final Bare bareBlock;
  private final Bare bareSmall;

  /** Decodes the block. */
  public V2Bench() {
    try {
      block =
          Networks.MAINNET.encode(
              Block.parse(Bytes.wrap(Inputs.block("mainnet-413567"))), Inputs.FORMAT);
    } catch (WireException e) {
      throw new IllegalStateException(e);
    }
    // What is encrypted is the payload behind a header byte and a short id.
    bareBlock = new Bare(block.payload().length() + 2);
    bareSmall = new Bare(small.payload().length() + 2);
    warmUp();
  }

  /**
   * Has the JDK's ciphers compiled. Their fast paths are only taken by callers that are, and a call
   * for each block is not often enough to become so while this is measured.
   */
  private void warmUp() {
    try {
      for (int i = 0; i < WARM_UP; i++) {
        bareSmall.sealAndOpen();
        connection.pass(small);
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The two sides of a connection, and what is between them. */
  private static final class Connection {

    private final V2Transport sender =
        V2Transport.initiator(Networks.MAINNET, V2Greeting.random(new Random(1)));
    private final V2Transport receiver =
        V2Transport.responder(Networks.MAINNET, V2Greeting.random(new Random(2)));
    private @Nullable Message arrived;

    Connection() {
      try {
        greet();
      } catch (WireException e) {
        throw new IllegalStateException(e);
      }
    }

    private void greet() throws WireException {
      Bytes ours = sender.takeOutput();
      Bytes theirs = receiver.takeOutput();
      receive(receiver, ours);
      receive(sender, theirs);
      receive(receiver, sender.takeOutput());
      receive(sender, receiver.takeOutput());
      if (receiver.sessionId().isEmpty() || !receiver.sessionId().equals(sender.sessionId())) {
        throw new IllegalStateException("no session");
      }
    }

    private static void receive(Transport transport, Bytes bytes) throws WireException {
      for (int at = 0; at < bytes.length(); ) {
        ByteBuffer input = transport.input();
        int count = Math.min(input.remaining(), bytes.length() - at);
        input.put(bytes.array(), bytes.offset() + at, count);
        at += count;
        transport.proceed();
        if (transport.isReady() && transport.poll() != null) {
          throw new IllegalStateException("a frame");
        }
      }
    }

    /** Writes a message, and reads it on the other side as its pieces come. */
    Message pass(EncodedMessage message) throws IOException {
      arrived = null;
      sender.write(message, this::receive);
      return Objects.requireNonNull(arrived);
    }

    private void receive(byte[] array, int offset, int length) throws IOException {
      for (int at = 0; at < length; ) {
        ByteBuffer input = receiver.input();
        int count = Math.min(input.remaining(), length - at);
        input.put(array, offset + at, count);
        at += count;
        Frame frame = receiver.poll();
        if (frame != null) {
          arrived = frame.decode(MESSAGES, Inputs.FORMAT);
        }
      }
    }

    /** A sink for what nobody reads. */
    private static void drop(byte[] array, int offset, int length) {}
  }

  /** The JDK's calls for a packet. */
  private static final class Bare {

    private final SecretKey key = new SecretKeySpec(new byte[32], "ChaCha20");
    private final Cipher lengths;
    private final Cipher sealing;
    private final Cipher opening;
    private final byte[] plain;
    private final byte[] sealed;
    private final byte[] field = new byte[3];
    private final byte[] nonce = new byte[12];
    private long counter;

    Bare(int length) {
      plain = new byte[length];
      sealed = new byte[length + TAG];
      try {
        lengths = Cipher.getInstance("ChaCha20");
        lengths.init(Cipher.ENCRYPT_MODE, key, new ChaCha20ParameterSpec(nonce, 0));
        sealing = Cipher.getInstance("ChaCha20-Poly1305");
        opening = Cipher.getInstance("ChaCha20-Poly1305");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private IvParameterSpec nextNonce() {
      counter++;
      for (int i = 0; i < 8; i++) {
        nonce[4 + i] = (byte) (counter >>> (8 * i));
      }
      return new IvParameterSpec(nonce);
    }

    byte[] seal() throws GeneralSecurityException {
      lengths.update(field, 0, 3, field, 0);
      sealing.init(Cipher.ENCRYPT_MODE, key, nextNonce());
      sealing.doFinal(plain, 0, plain.length, sealed, 0);
      return sealed;
    }

    byte[] sealAndOpen() throws GeneralSecurityException {
      sealAndOpen(plain);
      return plain;
    }

    byte[] sealAndOpenAnew() throws GeneralSecurityException {
      byte[] opened = new byte[plain.length];
      sealAndOpen(opened);
      return opened;
    }

    private void sealAndOpen(byte[] opened) throws GeneralSecurityException {
      seal();
      lengths.update(field, 0, 3, field, 0);
      opening.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce));
      opening.doFinal(sealed, 0, sealed.length, opened, 0);
    }
  }

  // The handshake.

  /** All that one side computes, from drawing its key to having written its version packet. */
  @Benchmark
  public Bytes v2Handshake_verack() throws WireException {
    V2Transport transport = V2Transport.initiator(Networks.MAINNET, V2Greeting.random(random));
    transport.input().put(remoteKey);
    transport.proceed();
    return transport.takeOutput();
  }

  /** The first half of that: the key and its encoding, and the garbage. */
  @Benchmark
  public V2Greeting v2Greeting_verack() {
    return V2Greeting.random(random);
  }

  // A block of 1 MB.

  @Benchmark
  public byte[] v2Block_floor_jdk() throws GeneralSecurityException {
    return bareBlock.sealAndOpen();
  }

  @Benchmark
  public Message v2Block_verack() throws IOException {
    return connection.pass(block);
  }

  /** The same, if the JDK too decrypts into an array that the block can keep. */
  @Benchmark
  public byte[] v2BlockKept_floor_jdk() throws GeneralSecurityException {
    return bareBlock.sealAndOpenAnew();
  }

  @Benchmark
  public Message v2BlockKept_verack() throws IOException {
    return connection.pass(block);
  }

  @Benchmark
  public byte[] v2BlockWrite_floor_jdk() throws GeneralSecurityException {
    return bareBlock.seal();
  }

  @Benchmark
  public int v2BlockWrite_verack() throws IOException {
    return unread.sender.write(block, Connection::drop);
  }

  // A message of 61 bytes as v1 counts: an inv of one entry.

  @Benchmark
  public byte[] v2Message_floor_jdk() throws GeneralSecurityException {
    return bareSmall.sealAndOpen();
  }

  @Benchmark
  public Message v2Message_verack() throws IOException {
    return connection.pass(small);
  }

  @Benchmark
  public byte[] v2MessageWrite_floor_jdk() throws GeneralSecurityException {
    return bareSmall.seal();
  }

  @Benchmark
  public int v2MessageWrite_verack() throws IOException {
    return unread.sender.write(small, Connection::drop);
  }
}
