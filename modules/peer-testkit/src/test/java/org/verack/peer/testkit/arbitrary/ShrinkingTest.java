package org.verack.peer.testkit.arbitrary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Version;

/**
 * What jqwik makes of a property that fails: how small the value is that it shows in the end. And
 * which sizes it meets at all.
 */
class ShrinkingTest {

  /**
   * Properties that fail, each for values above some size; run from below, not by themselves. They
   * shrink to the end: otherwise jqwik stops after some seconds, and a slow machine would see more.
   */
  static class Failing {

    static int limit;
    static final List<Object> FAILED = new ArrayList<>();
    static final Set<Integer> MET = new TreeSet<>();

    private static boolean fails(Object value, boolean failure) {
      if (failure) {
        FAILED.add(value);
      }
      return !failure;
    }

    @Property(shrinking = ShrinkingMode.FULL, seed = "42", generation = GenerationMode.RANDOMIZED)
    boolean inventories(@ForAll Inv inv) {
      MET.add(inv.items().size());
      return fails(inv, inv.items().size() > limit);
    }

    @Property(shrinking = ShrinkingMode.FULL, seed = "42", generation = GenerationMode.RANDOMIZED)
    boolean headers(@ForAll Headers headers) {
      MET.add(headers.headers().size());
      return fails(headers, headers.headers().size() > limit);
    }

    @Property(shrinking = ShrinkingMode.FULL, seed = "42", generation = GenerationMode.RANDOMIZED)
    boolean addresses(@ForAll AddrV2 addresses) {
      MET.add(addresses.addresses().size());
      return fails(addresses, addresses.addresses().size() > limit);
    }

    @Property(shrinking = ShrinkingMode.FULL, seed = "42", generation = GenerationMode.RANDOMIZED)
    boolean locators(@ForAll GetHeaders question) {
      MET.add(question.locator().size());
      return fails(question, question.locator().size() > limit);
    }

    @Property(
        shrinking = ShrinkingMode.FULL,
        seed = "42",
        tries = 3000,
        generation = GenerationMode.RANDOMIZED)
    boolean transactions(@ForAll Block block) {
      MET.add(block.transactionCount());
      return fails(block, block.transactionCount() > limit);
    }

    @Property(
        shrinking = ShrinkingMode.FULL,
        seed = "42",
        tries = 3000,
        generation = GenerationMode.RANDOMIZED)
    boolean bytes(@ForAll Bytes bytes) {
      MET.add(bytes.length());
      return fails(bytes, bytes.length() > limit);
    }

    @Property(
        shrinking = ShrinkingMode.FULL,
        seed = "42",
        tries = 3000,
        generation = GenerationMode.RANDOMIZED)
    boolean filters(@ForAll FilterLoad filter) {
      MET.add(filter.filter().length());
      return fails(filter, filter.filter().length() > limit);
    }

    @Property(shrinking = ShrinkingMode.FULL, seed = "42")
    boolean witnesses(@ForAll Block block) {
      return fails(block, block.transactions().stream().anyMatch(Transaction::hasWitness));
    }

    @Property(shrinking = ShrinkingMode.FULL, seed = "42")
    boolean nonces(@ForAll Ping ping) {
      return fails(ping, ping.nonce() > limit);
    }

    @Property(shrinking = ShrinkingMode.FULL, seed = "42")
    boolean versions(@ForAll Version version) {
      return fails(version, version.userAgent().length() > limit);
    }
  }

  /** Runs a property; returns the last value for which it failed, which is the one shown. */
  private static Object shrunk(String property, Class<?> parameter, int limit) {
    run(property, parameter, limit);
    return Failing.FAILED.getLast();
  }

  private static void run(String property, Class<?> parameter, int limit) {
    Failing.limit = limit;
    Failing.FAILED.clear();
    Failing.MET.clear();
    List<TestExecutionResult.Status> statuses = new ArrayList<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              statuses.add(result.getStatus());
            }
          }
        };
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Failing.class, property, parameter))
                .configurationParameter("jqwik.database", "")
                .build(),
            listener);
    assertThat(statuses)
        .containsExactly(
            Failing.FAILED.isEmpty()
                ? TestExecutionResult.Status.SUCCESSFUL
                : TestExecutionResult.Status.FAILED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 11, 252, 255})
  void whatFailsAboveACountIsShownAtTheNextOne(int count) {
    Inv inv = (Inv) shrunk("inventories", Inv.class, count);
    assertThat(inv.items()).hasSize(count + 1);
    assertThat(((Headers) shrunk("headers", Headers.class, count)).headers()).hasSize(count + 1);
    assertThat(((AddrV2) shrunk("addresses", AddrV2.class, count)).addresses()).hasSize(count + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 252})
  void aBlockIsShownWithOneTransactionMore(int count) {
    Block block = (Block) shrunk("transactions", Block.class, count);
    assertThat(block.transactionCount()).isEqualTo(count + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 39, 40, 1000})
  void bytesAreShownAtTheNextLength(int length) {
    FilterLoad filter = (FilterLoad) shrunk("filters", FilterLoad.class, length);
    assertThat(filter.filter().length()).isEqualTo(length + 1);
    assertThat(filter.filter().toArray()).containsOnly(0);
  }

  @Test
  void everythingThatDoesNotMatterIsZero() {
    assertThat(shrunk("nonces", Ping.class, 41)).isEqualTo(new Ping(42));
    Version version = (Version) shrunk("versions", Version.class, 5);
    assertThat(version.userAgent()).hasSize(6);
    assertThat(version.nonce()).isZero();
    assertThat(version.services().bits()).isZero();
    assertThat(version.timestamp()).isZero();
  }

  @Test
  void aBlockWithAWitnessIsShownAsTheSmallestThereIs() {
    Block block = (Block) shrunk("witnesses", Block.class, 0);
    assertThat(block.transactionCount()).isOne();
    Transaction transaction = block.transaction(0);
    assertThat(transaction.inputs()).hasSize(1);
    assertThat(transaction.outputs()).isEmpty();
    TxIn input = transaction.inputs().get(0);
    assertThat(input.previousOutput().txid()).isEqualTo(Hash.ZERO);
    assertThat(input.witness().items()).hasSize(1);
    assertThat(Stream.of(transaction.outputs()).flatMap(List::stream).map(TxOut::value)).isEmpty();
  }

  private static Set<Integer> met(String property, Class<?> parameter) {
    run(property, parameter, Integer.MAX_VALUE);
    return Failing.MET;
  }

  /** In one property of a thousand tries, so that it meets what a reader could get wrong. */
  @Test
  void everyEdgeIsMet() {
    List<Integer> compactSize = List.of(0, 1, 2, 252, 253, 254, 255, 256);
    assertThat(met("inventories", Inv.class)).containsAll(compactSize).contains(49_999, 50_000);
    assertThat(met("headers", Headers.class)).containsAll(compactSize).contains(1999, 2000);
    assertThat(met("addresses", AddrV2.class)).containsAll(compactSize).contains(999, 1000);
    assertThat(met("locators", GetHeaders.class)).contains(0, 1, 252, 253, 499, 500);
    assertThat(met("transactions", Block.class)).containsAll(compactSize);
    assertThat(met("filters", FilterLoad.class)).containsAll(compactSize).contains(35_999, 36_000);
    assertThat(met("bytes", Bytes.class)).containsAll(compactSize);
  }

  @Test
  void sizesBetweenTheEdgesAreMetToo() {
    Set<Integer> met = met("headers", Headers.class);
    Set<Integer> between =
        met.stream().filter(size -> size > 256 && size < 1999).collect(Collectors.toSet());
    assertThat(between).hasSizeGreaterThan(3);
    assertThat(IntStream.of(2001, 3000)).noneMatch(met::contains);
  }
}
