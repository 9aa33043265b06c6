package org.verack.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.digests.Blake3Digest;
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
import org.verack.wire.Hash;
import org.verack.wire.decred.hash.Blake256;
import org.verack.wire.decred.hash.Blake3;
import org.verack.wire.lbry.chain.BlockHeader;

/**
 * Decred's hash functions, of a megabyte and of a header of 180 bytes, beside Bouncy Castle's. That
 * has no BLAKE-256; the nearest is BLAKE2s, which has ten rounds where BLAKE-256 has fourteen. And
 * LBRY's proof of work, of a header of 112 bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class HashBench {

  private static final int HEADER = 180;
  private static final int MEGABYTE = 1_000_000;

  private final byte[] bytes = new byte[MEGABYTE];
  private final byte[] scratch = new byte[Hash.LENGTH];
  private final Bytes lbryHeader;
  private final Digest blake2s = new Blake2sDigest();
  private final Digest blake3 = new Blake3Digest(Hash.LENGTH);

  /** Fills the bytes. */
  public HashBench() {
    new Random(1).nextBytes(bytes);
    lbryHeader = Bytes.copyOf(bytes, 0, BlockHeader.SIZE);
  }

  private byte[] rival(Digest digest, int length) {
    digest.update(bytes, 0, length);
    int unused = digest.doFinal(scratch, 0);
    return scratch;
  }

  @Benchmark
  public Hash blake256OfMegabyte_verack() {
    return Blake256.hash(bytes, 0, MEGABYTE);
  }

  @Benchmark
  public byte[] blake256OfMegabyte_bouncycastle_blake2s() {
    return rival(blake2s, MEGABYTE);
  }

  @Benchmark
  public Hash blake256OfHeader_verack() {
    return Blake256.hash(bytes, 0, HEADER);
  }

  @Benchmark
  public byte[] blake256OfHeader_bouncycastle_blake2s() {
    return rival(blake2s, HEADER);
  }

  @Benchmark
  public Hash blake3OfMegabyte_verack() {
    return Blake3.hash(bytes, 0, MEGABYTE);
  }

  @Benchmark
  public byte[] blake3OfMegabyte_bouncycastle() {
    return rival(blake3, MEGABYTE);
  }

  @Benchmark
  public Hash blake3OfHeader_verack() {
    return Blake3.hash(bytes, 0, HEADER);
  }

  @Benchmark
  public byte[] blake3OfHeader_bouncycastle() {
    return rival(blake3, HEADER);
  }

  /** Of a new object each time, because a header keeps its hash. */
  @Benchmark
  public Hash lbryWorkOfHeader_verack() {
    return BlockHeader.of(lbryHeader).proofOfWorkHash();
  }
}
