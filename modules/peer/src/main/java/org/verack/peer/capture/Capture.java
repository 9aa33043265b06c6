package org.verack.peer.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.verack.peer.Peer;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerStats;
import org.verack.peer.Registration;
import org.verack.peer.Transfer;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.WireException;
import org.verack.wire.WireFault;

/**
 * Writes what peers read and write to disk.
 *
 * <p>Messages go from the peers' threads into a queue that is bounded in bytes, and from there to
 * disk by a thread that lives while there is something to write. So a peer does not wait for the
 * disk. When the queue is full, because a disk is slow or the traffic heavy, messages are left out;
 * a program that would rather have slow peers than gaps says so with {@link Builder#waiting()}.
 * When the limit of size is reached nothing more is written. Both shows in {@link #status()}.
 *
 * <p>Files hold whole records only, also after a fault of the disk; a program that is killed may
 * leave one behind that is cut off. What has been queued is written when {@link #close()} returns,
 * and at other times soon, whenever the thread has caught up.
 *
 * <p>All methods are safe for use from any thread.
 *
 * {@snippet :
 * Path file = folder.resolve("session.pcap");
 * try (Capture capture = Capture.toPcap(context, file);
 *     Peer peer = Peer.outbound(context, config)) {
 *   capture.watch(peer); // before the handshake, so that this is in it
 *   peer.connect("127.0.0.1:18444");
 *   assert !capture.status().isTruncated();
 * } // all is on disk
 * assert Files.size(file) > 0; // wireshark session.pcap
 * }
 */
public final class Capture implements AutoCloseable {

  /** How large a capture may become unless told otherwise: 1 GiB. */
  public static final long DEFAULT_LIMIT = 1L << 30;

  /** How many bytes may wait for the disk unless told otherwise: 16 MiB. */
  public static final int DEFAULT_QUEUE = 16 << 20;

  /**
   * What a capture has done so far.
   *
   * @param written how many messages are in the files
   * @param leftOut how many messages passed that will never be
   * @param bytes how much of the limit is used: the size of the files, and 12 KiB for each folder
   * @param full whether the limit of size was reached; nothing is added any longer
   * @param failure why the disk cannot be written to; nothing is added any longer
   */
  public record Status(
      long written, long leftOut, long bytes, boolean full, Optional<IOException> failure) {

    /**
     * Tells whether something is missing.
     *
     * @return whether a message passed that is not in the files
     */
    public boolean isTruncated() {
      return leftOut > 0;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

  /** What a message that waits costs besides its bytes. */
  private static final long OVERHEAD = 200;

  /** Something for the writer to do; without a message, the end of the session. */
  private record Task(Watched session, Instant time, CaptureForm.@Nullable Passed message) {

    long cost() {
      return OVERHEAD + (message == null ? 0 : message.payload().length());
    }
  }

  private final PeerRuntime runtime;
  private final CaptureForm form;
  private final long limit;
  private final int queueLimit;
  private final boolean waiting;
  private final Set<Watched> sessions = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when there is room in the queue, and when the writer has caught up. */
  private final Condition changed;

  // Guarded by the lock.
  private final ArrayDeque<Task> queue = new ArrayDeque<>();
  private long queued;
  private boolean writing;
  private boolean closed;
  private long written;
  private long leftOut;
  private long bytes;
  private boolean full;
  private @Nullable IOException failure;

  private Capture(Builder builder, CaptureForm form) {
    this.runtime = builder.runtime;
    this.limit = builder.limit;
    this.queueLimit = builder.queueLimit;
    this.waiting = builder.waiting;
    this.form = form;
    this.bytes = form.overhead();
    this.changed = runtime.newCondition(lock);
  }

  /**
   * Begins a capture in the form of Bitcoin Core, with the default limits.
   *
   * @param context whose peers will be watched
   * @param folder where to; made if it is not there
   * @return the capture
   * @throws IOException if the folder cannot be made
   */
  public static Capture toFolder(PeerContext context, Path folder) throws IOException {
    return builder(context).toFolder(folder);
  }

  /**
   * Begins a capture that Wireshark reads, with the default limits.
   *
   * @param context whose peers will be watched
   * @param file where to; must not be there
   * @return the capture
   * @throws IOException if the file cannot be made or is there already
   */
  public static Capture toPcap(PeerContext context, Path file) throws IOException {
    return builder(context).toPcap(file);
  }

  /**
   * Begins with the default limits.
   *
   * @param context whose peers will be watched
   * @return a builder
   */
  public static Builder builder(PeerContext context) {
    return new Builder(context);
  }

  /**
   * Begins to write what a peer reads and writes; from its first byte if it is not connected yet. A
   * {@link Replay} needs the handshake. What is seen does not depend on the transport: also under
   * encryption it is the messages. A peer is to be watched once by a capture.
   *
   * @param peer the peer
   * @return ends the watching, which the end of the connection does, too
   * @throws IllegalStateException if the capture has been closed
   */
  public Registration watch(Peer peer) {
    Watched session = new Watched(peer);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the capture is closed");
      }
      session.begin();
    } finally {
      lock.unlock();
    }
    return session::stop;
  }

  /**
   * Returns what this capture has done so far.
   *
   * {@snippet :
   * try (Capture capture = Capture.builder(context).limit(1).toPcap(folder.resolve("tiny.pcap"))) {
   *   capture.watch(peer);
   *   peer.ping(Duration.ofSeconds(30));
   *   time.awaitQuiet(); // the writing to disk lags behind
   *   Capture.Status status = capture.status();
   *   assert status.full() && status.written() == 0 && status.leftOut() > 0;
   * }
   * }
   *
   * @return the numbers of this moment
   */
  public Status status() {
    lock.lock();
    try {
      return new Status(written, leftOut, bytes, full, Optional.ofNullable(failure));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the watching and waits until all that passed before has been written. Idempotent.
   *
   * @throws IOException if the disk could not be written to at some time
   */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    sessions.forEach(Watched::stop);
    lock.lock();
    try {
      while (writing) {
        changed.awaitUninterruptibly();
      }
      if (failure != null) {
        throw new IOException("the capture is not complete: " + failure.getMessage(), failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A peer that is being watched. Its taps run on the peer's reader and writer threads. */
  private final class Watched {

    private final Peer peer;

    // Guarded by the capture's lock.
    private final List<Registration> registrations = new ArrayList<>();

    /** Bytes that were left out since the last message. */
    private final Map<Transfer.Direction, Long> gaps = new EnumMap<>(Transfer.Direction.class);

    private boolean stopped;

    // The writer's own.
    private CaptureForm.@Nullable Session session;

    Watched(Peer peer) {
      this.peer = Objects.requireNonNull(peer, "peer");
    }

    void begin() {
      registrations.add(peer.onRead((from, transfer) -> passed(transfer)));
      registrations.add(peer.onWrite((from, transfer) -> passed(transfer)));
      registrations.add(peer.onEvent(PeerEvent.Disconnected.class, (from, event) -> stop()));
    }

    void stop() {
      lock.lock();
      try {
        if (stopped) {
          return;
        }
        stopped = true;
        registrations.forEach(Registration::close);
        sessions.remove(this);
        put(new Task(this, runtime.now(), null));
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    CaptureForm.Parties parties() {
      PeerStats stats = peer.stats();
      return new CaptureForm.Parties(
          peer.config().network(), peer.isInbound(), stats.local(), stats.remote());
    }

    private void passed(Transfer transfer) {
      Optional<IOException> fault = transfer.fault();
      if (fault.isPresent() && !(fault.get() instanceof WireException)) {
        return;
      }
      Bytes payload = transfer.payload().orElse(null);
      if (payload != null) {
        offer(this, transfer, payload, fault.map(Capture::isFrameFault).orElse(false));
      }
    }
  }

  private static boolean isFrameFault(IOException fault) {
    WireFault what = ((WireException) fault).fault();
    return what == WireFault.BAD_CHECKSUM || what == WireFault.BAD_COMMAND;
  }

  /** Adds a message, waits until it fits, or leaves it out. */
  private void offer(Watched session, Transfer transfer, Bytes payload, boolean damaged) {
    lock.lock();
    try {
      if (session.stopped || closed) {
        return;
      }
      // Not before: a peer that never connects has no end at which it would be forgotten.
      sessions.add(session);
      long cost = OVERHEAD + payload.length();
      while (waiting && !fits(cost) && isOpen(session)) {
        changed.awaitUninterruptibly();
      }
      if (session.stopped) {
        return;
      }
      long gap = session.gaps.getOrDefault(transfer.direction(), 0L);
      if (!isOpen(session) || !fits(cost)) {
        leftOut++;
        long frame = (long) EncodedMessage.HEADER_LENGTH + payload.length();
        session.gaps.put(transfer.direction(), gap + frame);
        LOG.debug("the capture has no room for {} of {}", transfer, session.peer);
        return;
      }
      session.gaps.remove(transfer.direction());
      Instant now = runtime.now();
      put(
          new Task(
              session,
              now,
              new CaptureForm.Passed(
                  now, transfer.direction(), transfer.command(), payload, damaged, gap)));
    } finally {
      lock.unlock();
    }
  }

  private boolean isOpen(Watched session) {
    return !session.stopped && !full && failure == null;
  }

  /** One message always fits, however large. */
  private boolean fits(long cost) {
    return queued == 0 || queued + cost <= queueLimit;
  }

  private void put(Task task) {
    queue.add(task);
    queued += task.cost();
    if (!writing) {
      Thread unused = runtime.start("capture", this::write);
      writing = true;
    }
  }

  // The writer. What it counts becomes known when it has been written.

  private void write() {
    for (List<Task> batch = take(); !batch.isEmpty(); batch = take()) {
      long added = 0;
      IOException fault = null;
      try {
        for (Task task : batch) {
          added += write(task) ? 1 : 0;
        }
        form.flush();
      } catch (IOException e) {
        fault = e;
      } catch (RuntimeException | Error e) {
        fault = new IOException(e);
      }
      finish(batch, added, fault);
    }
  }

  private List<Task> take() {
    lock.lock();
    try {
      List<Task> batch = new ArrayList<>(queue);
      queue.clear();
      if (batch.isEmpty()) {
        writing = false;
        changed.signalAll();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void finish(List<Task> batch, long added, @Nullable IOException fault) {
    lock.lock();
    try {
      long messages = batch.stream().filter(task -> task.message() != null).count();
      queued -= batch.stream().mapToLong(Task::cost).sum();
      if (fault == null) {
        written += added;
        leftOut += messages - added;
      } else {
        leftOut += messages;
        failure = fault;
        LOG.warn("a capture cannot be written: {}", fault.toString());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Adds a message to its file, or ends its session; returns whether a message was added. */
  private boolean write(Task task) throws IOException {
    Watched watched = task.session();
    CaptureForm.Session session = watched.session;
    CaptureForm.Passed message = task.message();
    if (message == null) {
      if (session != null) {
        session.end(task.time());
      }
      return false;
    }
    if (session == null) {
      session = form.session(watched.parties());
      if (!grant(session.overhead())) {
        return false;
      }
      session.open(task.time());
      watched.session = session;
    }
    long size = session.size(message);
    if (size == 0 || !grant(size)) {
      return false;
    }
    session.add(message);
    return true;
  }

  /** Takes a part of the limit; if there is too little left, nothing is written any longer. */
  private boolean grant(long size) {
    lock.lock();
    try {
      if (full || failure != null) {
        return false;
      }
      if (bytes + size > limit) {
        full = true;
        LOG.debug("a capture has reached its limit of {} bytes", limit);
        return false;
      }
      bytes += size;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Collects the limits of a capture. Not safe for use by several threads at once. */
  public static final class Builder {

    private final PeerRuntime runtime;
    private long limit = DEFAULT_LIMIT;
    private int queueLimit = DEFAULT_QUEUE;
    private boolean waiting;

    private Builder(PeerContext context) {
      this.runtime = context.runtime();
    }

    /**
     * Sets how large the capture may become in all.
     *
     * @param value positive; the first message that would go beyond it is the first that is missing
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder limit(long value) {
      limit = requirePositive("limit", value);
      return this;
    }

    /**
     * Sets how many bytes may wait for the disk.
     *
     * @param value positive; one message may always wait, however large
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder queue(int value) {
      queueLimit = (int) requirePositive("queue", value);
      return this;
    }

    /**
     * Lets peers wait for the disk while the queue is full, so that nothing is left out for that
     * reason. A tap that waits holds up its peer's reading or writing.
     *
     * @return this builder
     */
    public Builder waiting() {
      waiting = true;
      return this;
    }

    private static long requirePositive(String what, long value) {
      if (value <= 0) {
        throw new IllegalArgumentException("a " + what + " of " + value + " bytes");
      }
      return value;
    }

    /**
     * Begins a capture in the form of Bitcoin Core's {@code -capturemessages}: for each connection
     * a folder, named for the remote, with {@code msgs_recv.dat} and {@code msgs_sent.dat}.
     * Messages whose frame has a bad checksum or command have no place in it.
     *
     * @param folder where to; made if it is not there. Folders of earlier captures are left alone
     * @return the capture
     * @throws IOException if the folder cannot be made
     */
    public Capture toFolder(Path folder) throws IOException {
      return new Capture(this, new CoreFolder(folder));
    }

    /**
     * Begins a capture in the form of tcpdump (pcap) for all connections: each is a TCP stream of
     * plain frames, whatever the transport really was. A frame whose checksum was bad has a bad
     * one; what was left out is missing in the sequence numbers. A host that is known by name only
     * has an address from the range for examples, 2001:db8::/32.
     *
     * @param file where to; must not be there
     * @return the capture
     * @throws IOException if the file cannot be made or is there already
     */
    public Capture toPcap(Path file) throws IOException {
      return new Capture(this, new PcapFile(file));
    }
  }
}
