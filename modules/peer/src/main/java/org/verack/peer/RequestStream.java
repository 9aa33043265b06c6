package org.verack.peer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;

/**
 * The answers to many requests, with a bounded number of them in flight; see {@link Peer#stream}.
 *
 * <p>Answers come in the order of the requests, whatever the order in which the remote gives them.
 * Requests are sent when answers are fetched, so who does not fetch lets the remote rest; each
 * stream has a window of its own.
 *
 * <p>Used by one thread at a time; {@link #close()} may be called from any thread.
 *
 * {@snippet :
 * long bytes = 0;
 * StreamOptions options = StreamOptions.of(Duration.ofMinutes(1));
 * try (RequestStream<Optional<Block>> blocks = peer.stream(Requests.eachBlock(hashes), options)) {
 *   while (blocks.hasNext()) { // sixteen are asked for at a time, and come in this order
 *     bytes += blocks.next().orElseThrow().size();
 *   }
 * }
 * assert bytes == chain.blocks().stream().mapToLong(Block::size).sum();
 * }
 *
 * @param <R> the answers
 */
public final class RequestStream<R> implements AutoCloseable {

  private final Iterator<? extends Request<R>> requests;
  private final StreamOptions options;
  private final Function<Request<R>, RequestRun<R>> prepare;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock, which is never held while something is awaited.
  private final ArrayDeque<RequestRun<R>> inFlight = new ArrayDeque<>();
  private boolean closed;

  // The fetching thread's own.

  /** Prepared, but there was no room or no turn for it yet. Closed by whoever closes. */
  private volatile @Nullable RequestRun<R> upcoming;

  /** How large the next answer is taken to be. */
  private long expectedBytes;

  /** When something last went or came. */
  private long progress;

  RequestStream(
      Iterator<? extends Request<R>> requests,
      StreamOptions options,
      Function<Request<R>, RequestRun<R>> prepare,
      LongSupplier clock) {
    this.requests = requests;
    this.options = options;
    this.prepare = prepare;
    this.clock = clock;
    this.expectedBytes = options.maxBytes() / options.window();
    this.progress = clock.getAsLong();
  }

  /**
   * Tells whether there is another answer to fetch. Does not block, as far as the requests do not.
   *
   * @return whether a request has not been answered yet, or not been asked
   */
  public boolean hasNext() {
    return upcoming != null || !present().isEmpty() || requests.hasNext();
  }

  /**
   * Fetches the next answer. First asks as much as there is room for, then waits for the answer.
   *
   * @return the answer to the next request
   * @throws PeerClosedException if the connection has ended and this answer had not come
   * @throws RequestTimeoutException if nothing has come for the stream for as long as its patience
   *     lasts. The stream stays as it is, and can go on waiting
   * @throws RequestException if this answer is wrong, or the remote cannot be asked this. The
   *     stream goes on with the next one
   * @throws InterruptedException if the thread was interrupted. The stream stays as it is
   * @throws NoSuchElementException if there are no more
   * @throws IllegalStateException if the stream was closed
   */
  public R next()
      throws PeerClosedException, RequestTimeoutException, RequestException, InterruptedException {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more requests");
    }
    boolean more = true;
    while (more && mayAsk()) {
      more = askOne();
    }
    RequestRun<R> head = present().getFirst();
    boolean over = true;
    try {
      return head.finish(this::deadline, options.patience());
    } catch (PeerClosedException | RequestTimeoutException | InterruptedException e) {
      over = false;
      // Whoever goes on has all the patience again.
      progress = clock.getAsLong();
      throw e;
    } finally {
      if (over) {
        remove(head);
      }
    }
  }

  /** What is in flight or not fetched, in order. */
  private List<RequestRun<R>> present() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the stream was closed");
      }
      return new ArrayList<>(inFlight);
    } finally {
      lock.unlock();
    }
  }

  private boolean mayAsk() {
    List<RequestRun<R>> present = present();
    if (present.isEmpty()) {
      return true;
    }
    if (present.size() >= options.window()) {
      return false;
    }
    long bytes = expectedBytes;
    for (RequestRun<R> each : present) {
      bytes += each.isAnswered() ? each.bytes() : Math.max(each.bytes(), expectedBytes);
    }
    return bytes <= options.maxBytes();
  }

  /** Asks the next question; without waiting if others are in flight. */
  private boolean askOne()
      throws PeerClosedException, RequestTimeoutException, InterruptedException {
    RequestRun<R> run = upcoming;
    if (run == null) {
      if (!requests.hasNext()) {
        return false;
      }
      run = prepare.apply(requests.next());
      upcoming = run;
    }
    boolean first = present().isEmpty();
    if (first) {
      progress = clock.getAsLong();
    }
    boolean started;
    try {
      started = run.start(first ? this::deadline : clock);
    } catch (PeerClosedException e) {
      if (first) {
        throw e;
      }
      // What has come before the end can still be fetched.
      return false;
    }
    if (started) {
      add(run);
      upcoming = null;
    } else if (first) {
      throw new RequestTimeoutException(run.name(), options.patience());
    }
    return started;
  }

  private void add(RequestRun<R> run) {
    lock.lock();
    try {
      if (!closed) {
        inFlight.add(run);
        return;
      }
    } finally {
      lock.unlock();
    }
    run.close();
  }

  private void remove(RequestRun<R> head) {
    progress = head.laterTouch(progress);
    head.close();
    long size = head.bytes();
    // Grows at once and shrinks slowly: what comes is rather overrated.
    expectedBytes = Math.max(size, expectedBytes - expectedBytes / 8 + size / 8);
    lock.lock();
    try {
      inFlight.remove(head);
    } finally {
      lock.unlock();
    }
  }

  /** When the patience ends. */
  private long deadline() {
    long latest = progress;
    lock.lock();
    try {
      for (RequestRun<R> each : inFlight) {
        latest = each.laterTouch(latest);
      }
    } finally {
      lock.unlock();
    }
    return latest + Nanos.of(options.patience());
  }

  /**
   * Ends the stream. Answers still in flight are dropped when they come and do not reach the
   * handlers. A thread that is fetching an answer gets an {@link IllegalStateException}.
   * Idempotent; does not block.
   */
  @Override
  public void close() {
    List<RequestRun<R>> abandoned;
    lock.lock();
    try {
      closed = true;
      abandoned = new ArrayList<>(inFlight);
      inFlight.clear();
    } finally {
      lock.unlock();
    }
    RequestRun<R> next = upcoming;
    if (next != null) {
      next.close();
    }
    abandoned.forEach(RequestRun::close);
  }
}
