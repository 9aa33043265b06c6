package org.verack.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.runtime.SystemRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;

class OutboundQueueTest {

  private static final DisconnectReason GONE = new DisconnectReason.RemoteClose(false, false);

  private final SystemRuntime runtime = new SystemRuntime();
  private final ByteBudget budget = new ByteBudget(10_000, runtime);
  private final OutboundQueue queue = new OutboundQueue(1000, budget, runtime);

  @AfterEach
  void close() {
    runtime.close();
  }

  /** A message whose frame has so many bytes. */
  private static OutboundQueue.Item item(int size) {
    return new OutboundQueue.Item(encoded(size), true);
  }

  private static EncodedMessage encoded(int size) {
    return Networks.REGTEST.encode(
        new UnknownMessage("test", Bytes.wrap(new byte[size - 24])), WireFormat.witness(70016));
  }

  @Test
  void whatFitsGoesOutTogetherInOrder() throws Exception {
    var first = item(100);
    var second = item(200);
    queue.put(first);
    queue.put(second);
    assertEquals(300, queue.bytes());
    assertEquals(List.of(first, second), queue.take());
  }

  @Test
  void bytesCountUntilTheyAreWrittenNotUntilTheyAreTaken() throws Exception {
    queue.put(item(900));
    var batch = queue.take();
    assertFalse(queue.offer(item(200)));
    queue.written(batch);
    assertTrue(queue.offer(item(200)));
    assertEquals(200, queue.bytes());
    assertEquals(200, budget.used());
  }

  @Test
  void oneMessageFitsAnEmptyQueueHoweverLarge() throws Exception {
    assertTrue(queue.offer(item(50_000)));
    assertEquals(50_000, budget.used());
    assertFalse(queue.offer(item(24)));
  }

  @Test
  void whatDoesNotFitIsLetInInOrderOfArrival() throws Exception {
    queue.put(item(900));
    var large = item(800);
    var small = item(50);
    queue.putLater(large);
    queue.putLater(small);
    assertFalse(queue.offer(item(30)), "nothing overtakes what waits");
    queue.written(queue.take());
    assertEquals(List.of(large, small), queue.take());
  }

  @Test
  void anExhaustedBudgetLeavesEveryPeerOneMessage() throws Exception {
    budget.force(10_000);
    assertTrue(queue.offer(item(500)));
    assertFalse(queue.offer(item(100)));
  }

  @Test
  void theEngineMayGoOverTheLimitButNotForEver() throws Exception {
    queue.put(item(1000));
    int accepted = 0;
    while (queue.putControl(List.of(encoded(1000)), true)) {
      accepted++;
    }
    assertEquals(OutboundQueue.CONTROL_ALLOWANCE / 1000 + 1, accepted);
  }

  @Test
  void whatIsToBeSentSoonWaitsUntilTheWriterIsToldOrSomebodyElseSends() throws Exception {
    for (boolean told : new boolean[] {true, false}) {
      CompletableFuture<Integer> taken = new CompletableFuture<>();
      Thread writer =
          runtime.start(
              "writer",
              () -> {
                try {
                  var batch = queue.take();
                  queue.written(batch);
                  taken.complete(batch.size());
                } catch (InterruptedException e) {
                  taken.completeExceptionally(e);
                }
              });
      assertTrue(queue.putControl(List.of(encoded(100)), false));
      if (told) {
        queue.tellWriter();
        assertEquals(1, taken.join());
      } else {
        queue.put(item(100));
        assertTrue(taken.join() >= 1);
      }
      writer.join();
    }
  }

  @Test
  void aWrittenMessageCompletes() throws Exception {
    var sent = item(100);
    queue.put(sent);
    assertFalse(sent.written.isDone());
    queue.written(queue.take());
    assertTrue(sent.written.isDone());
  }

  @Test
  void theEndCompletesWhatWaitsWithTheReasonAndReturnsTheBudget() throws Exception {
    var queued = item(900);
    var outside = item(900);
    queue.put(queued);
    queue.putLater(outside);
    queue.end(GONE);
    for (var lost : List.of(queued, outside)) {
      var e = assertThrows(ExecutionException.class, lost.written::get);
      assertEquals(GONE, assertInstanceOf(PeerClosedException.class, e.getCause()).reason());
    }
    assertNull(queue.take());
    assertEquals(0, budget.used());
    assertThrows(PeerClosedException.class, () -> queue.put(item(24)));
    assertThrows(PeerClosedException.class, () -> queue.offer(item(24)));
    assertFalse(queue.putControl(List.of(encoded(24)), true));
  }

  @Test
  void aBatchThatCouldNotBeWrittenIsReportedLost() throws Exception {
    var sent = item(100);
    queue.put(sent);
    var batch = queue.take();
    queue.end(GONE);
    queue.lost(batch);
    assertTrue(sent.written.isCompletedExceptionally());
    assertEquals(0, budget.used());
  }

  @Test
  void aBatchThatWasLostBeforeTheEndCompletesWithTheEnd() throws Exception {
    var sent = item(100);
    queue.put(sent);
    queue.lost(queue.take());
    assertFalse(sent.written.isDone());
    queue.end(GONE);
    assertTrue(sent.written.isCompletedExceptionally());
    assertEquals(0, budget.used());
  }

  @Test
  void aBatchIsBoundedButTakesAtLeastOneMessage() throws Exception {
    var roomy = new OutboundQueue(1 << 20, new ByteBudget(1 << 20, runtime), runtime);
    roomy.put(item(200_000));
    roomy.put(item(40_000));
    roomy.put(item(40_000));
    assertEquals(1, roomy.take().size());
    assertEquals(1, roomy.take().size());
    assertEquals(1, roomy.take().size());
  }

  private CompletableFuture<Void> waiting(Waiting call) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    waiter =
        runtime.start(
            "waiting",
            () -> {
              try {
                call.run();
                result.complete(null);
              } catch (PeerClosedException | InterruptedException e) {
                result.completeExceptionally(e);
              }
            });
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return result;
  }

  private interface Waiting {
    void run() throws PeerClosedException, InterruptedException;
  }

  private Thread waiter;

  private static Throwable failure(CompletableFuture<?> future) {
    return assertThrows(ExecutionException.class, future::get).getCause();
  }

  @Test
  void aQueueIsFilledUpToItsLimit() throws Exception {
    assertTrue(queue.offer(item(400)));
    assertFalse(queue.offer(item(601)));
    assertTrue(queue.offer(item(600)));
    assertFalse(queue.isOverfull());
  }

  @Test
  void whoPutsWaitsForRoomAndTheQueueIsOverfullMeanwhile() throws Exception {
    queue.put(item(900));
    var putting = waiting(() -> queue.put(item(900)));
    assertTrue(queue.isOverfull());
    queue.written(queue.take());
    putting.get();
    assertFalse(queue.isOverfull());
    assertEquals(900, queue.bytes());
  }

  @Test
  void whoIsInterruptedLeavesTheQueueToThoseBehind() throws Exception {
    queue.put(item(900));
    var putting = waiting(() -> queue.put(item(900)));
    queue.putLater(item(50));
    waiter.interrupt();
    assertInstanceOf(InterruptedException.class, failure(putting));
    queue.written(queue.take());
    assertEquals(50, queue.bytes());
    assertEquals(50, budget.used());
  }

  @Test
  void whoHasNoTimeDoesNotWait() throws Exception {
    assertTrue(queue.put(item(900), 0));
    var late = item(900);
    assertFalse(queue.put(late, 0));
    assertTrue(late.written.isCancelled());
    assertFalse(queue.isOverfull());
  }

  @Test
  void theEndWakesThoseWhoWait() throws Exception {
    queue.put(item(900));
    var putting = waiting(() -> queue.put(item(900)));
    queue.end(GONE);
    assertEquals(GONE, assertInstanceOf(PeerClosedException.class, failure(putting)).reason());
    var empty = new OutboundQueue(1000, budget, runtime);
    var taking = waiting(() -> assertNull(empty.take()));
    empty.end(GONE);
    taking.get();
  }

  @Test
  void whoWaitsForTheWriterIsToldWhenAllIsWritten() throws Exception {
    queue.awaitWritten();
    queue.put(item(900));
    queue.putLater(item(900));
    var flushing = waiting(queue::awaitWritten);
    queue.written(queue.take());
    assertFalse(flushing.isDone(), "what waited outside is still to be written");
    queue.written(queue.take());
    flushing.get();
    queue.awaitWritten();
    assertEquals(0, queue.bytes());
  }

  @Test
  void whoWaitsForTheWriterWaitsAlsoForWhatWasTaken() throws Exception {
    queue.put(item(100));
    var batch = queue.take();
    var flushing = waiting(queue::awaitWritten);
    assertFalse(flushing.isDone());
    queue.written(batch);
    flushing.get();
    queue.put(item(100));
    var lost = waiting(queue::awaitWritten);
    queue.end(GONE);
    assertInstanceOf(PeerClosedException.class, failure(lost));
  }

  @Test
  void whoWaitsForTheWriterIsNotMisledByOneWhoGivesUp() throws Exception {
    queue.put(item(900));
    queue.putLater(item(900));
    var putting = waiting(() -> queue.put(item(900)));
    Thread putter = waiter;
    var flushing = waiting(queue::awaitWritten);
    putter.interrupt();
    assertInstanceOf(InterruptedException.class, failure(putting));
    queue.written(queue.take());
    while (waiter.getState() != Thread.State.WAITING) {
      assertFalse(flushing.isDone(), "one message is still to be written");
    }
    queue.written(queue.take());
    flushing.get();
  }

  @Test
  void whoWaitsForTheWriterIsToldThatItFailed() throws Exception {
    queue.put(item(100));
    queue.lost(queue.take());
    var flushing = waiting(queue::awaitWritten);
    queue.end(GONE);
    assertInstanceOf(PeerClosedException.class, failure(flushing));
  }

  @Test
  void whatTheEngineSaidNoLongerCountsWhenItIsWritten() throws Exception {
    for (int i = 0; i < 3; i++) {
      int accepted = 0;
      while (queue.putControl(List.of(encoded(10_000)), true)) {
        accepted++;
      }
      assertEquals(OutboundQueue.CONTROL_ALLOWANCE / 10_000 + 1, accepted);
      while (queue.bytes() > 0) {
        queue.written(queue.take());
      }
      assertEquals(0, budget.used(), "what the engine says is not of the budget");
    }
  }

  @Test
  void aBatchIsFullAtItsLimit() throws Exception {
    var roomy = new OutboundQueue(1 << 22, new ByteBudget(1 << 22, runtime), runtime);
    var half = OutboundQueue.BATCH_BYTES / 2;
    roomy.put(item(half));
    roomy.put(item(half));
    roomy.put(item(24));
    assertEquals(2, roomy.take().size());
    assertEquals(1, roomy.take().size());
  }
}
