package org.verack.peer.testkit.script;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.Transport;
import org.verack.wire.transport.TransportKind;

/**
 * A connection with a transport on it: a thread of the runtime reads all the time and queues what
 * comes; whoever writes does it in its own thread, one at a time. If the transport has a handshake
 * of its own, the reader goes through it, and another thread writes what it has to say, so that the
 * reader never waits for a write.
 */
final class ScriptedLine {

  private static final int DRAINED = 4096;

  private final Network network;
  private final Connection connection;
  private final Transport transport;
  private final Transcript transcript;
  private final Consumer<Message> first;
  private final Consumer<Message> listener;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  // Guarded by the lock.
  private final ArrayDeque<Heard> heard = new ArrayDeque<>();
  private boolean held;
  private boolean writing;
  private boolean reading = true;
  private boolean closed;

  /** What the transport has to say in its handshake and is not written. */
  private final ArrayDeque<Bytes> greetings = new ArrayDeque<>();

  /** Whether there is no more of that to come. */
  private boolean agreed;

  /** Whether the thread that writes it is there. */
  private boolean greeting;

  /** Whether messages can be written. */
  private boolean ready;

  private volatile WireFormat format;

  /**
   * Begins to read.
   *
   * @param first is told of every message before the test can see it
   * @param listener is told of it after that, before the next one is decoded
   */
  ScriptedLine(
      Network network,
      Connection connection,
      Transport transport,
      PeerRuntime runtime,
      Transcript transcript,
      Consumer<Message> first,
      Consumer<Message> listener) {
    this.network = network;
    this.connection = connection;
    this.transport = transport;
    this.transcript = transcript;
    this.first = first;
    this.listener = listener;
    this.changed = runtime.newCondition(lock);
    this.format = WireFormat.witness(network.latestVersion());
    this.ready = transport.isReady();
    this.agreed = ready;
    this.greeting = !ready;
  }

  Connection connection() {
    return connection;
  }

  WireFormat format() {
    return format;
  }

  void format(WireFormat value) {
    format = value;
  }

  TransportKind kind() {
    return transport.kind();
  }

  Optional<Bytes> sessionId() {
    return transport.sessionId();
  }

  // The transport's own handshake.

  /** Goes through it, on the reading thread; returns whether it came to its end. */
  private boolean agree() throws TransportException, IOException, InterruptedException {
    sayNext(transport.takeOutput());
    while (!transport.isReady()) {
      awaitRelease();
      if (connection.read(transport.input()) < 0) {
        return false;
      }
      transport.proceed();
      sayNext(transport.takeOutput());
    }
    lock.lock();
    try {
      agreed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return true;
  }

  private void sayNext(Bytes output) {
    lock.lock();
    try {
      if (!output.isEmpty()) {
        greetings.add(output);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@link #greet()} is to be run. */
  boolean hasToGreet() {
    lock.lock();
    try {
      return greeting;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what the transport has to say, on a thread of its own. */
  void greet() {
    try {
      for (Bytes next = nextGreeting(); next != null; next = nextGreeting()) {
        write(next, next.length() + " bytes of the transport's handshake");
      }
    } catch (IOException e) {
      // The reader is about to see the end of the connection, and the test with it.
      transcript.sent("nothing, the line is gone: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.lock();
      try {
        greeting = false;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private @Nullable Bytes nextGreeting() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (greetings.isEmpty() && !agreed && reading) {
        changed.await();
      }
      Bytes next = greetings.poll();
      ready = next == null && agreed;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Whether messages can be written. */
  boolean isReady() {
    lock.lock();
    try {
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until messages can be written, at most for some time. */
  void awaitReady(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!ready && greeting && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  // Reading, on the line's own thread.

  void read() {
    try {
      add(new Heard.Ended(readAll()));
    } finally {
      lock.lock();
      try {
        reading = false;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Reads until the end; returns how that came. */
  private String readAll() {
    try {
      TransportKind before = transport.kind();
      if (!transport.isReady() && !agree()) {
        return "closed by the remote before the transport was ready";
      }
      while (true) {
        Frame frame = transport.poll();
        if (transport.kind() != before) {
          before = transport.kind();
          transcript.came(
              "transport "
                  + before
                  + transport.sessionId().map(id -> ", session " + id.toHex()).orElse(""));
        }
        if (frame != null) {
          hear(frame);
        } else {
          awaitRelease();
          if (connection.read(transport.input()) < 0) {
            return transport.midFrame()
                ? "closed by the remote in the middle of a message"
                : "closed by the remote";
          }
        }
      }
    } catch (TransportException e) {
      add(new Heard.Unreadable("", e));
      return drain();
    } catch (IOException e) {
      return broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the reader was interrupted";
    }
  }

  private void hear(Frame frame) {
    String command = frame.command();
    try {
      Message message = frame.decode(network.messages(), format);
      first.accept(message);
      add(new Heard.Said(message));
      listener.accept(message);
    } catch (PayloadException | ViolationException e) {
      add(new Heard.Unreadable(command, e));
    }
  }

  /** Reads what cannot be understood any more, to see the end of it. */
  private String drain() {
    ByteBuffer buffer = ByteBuffer.allocate(DRAINED);
    try {
      while (connection.read(buffer.clear()) >= 0) {
        awaitRelease();
      }
      return "closed by the remote";
    } catch (IOException e) {
      return broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the reader was interrupted";
    }
  }

  private String broken(IOException cause) {
    lock.lock();
    try {
      return closed ? "closed by the script" : "broken, " + cause.getMessage();
    } finally {
      lock.unlock();
    }
  }

  private void awaitRelease() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (held && !closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(Heard thing) {
    lock.lock();
    try {
      transcript.came(thing.toString());
      heard.add(thing);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // Looking.

  /** The first thing that is not passed over; what is passed over is forgotten. */
  @Nullable Heard first(Predicate<Heard> passedOver) {
    lock.lock();
    try {
      while (!heard.isEmpty() && passedOver.test(heard.element())) {
        heard.remove();
      }
      return heard.peek();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first thing away. */
  void take() {
    lock.lock();
    try {
      heard.remove();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something that is not passed over, at most for some time. */
  boolean await(Predicate<Heard> passedOver, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (first(passedOver) == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      return first(passedOver) != null;
    } finally {
      lock.unlock();
    }
  }

  void hold(boolean value) {
    if (connection instanceof PipeConnection pipe) {
      // Also for a read that has begun.
      if (value) {
        pipe.holdInput();
      } else {
        pipe.releaseInput();
      }
    }
    lock.lock();
    try {
      held = value;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isHeld() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  // Writing, on any thread.

  void write(EncodedMessage message) throws IOException, InterruptedException {
    transcript.sent(Heard.describe(message.message()));
    beginWriting(true);
    try {
      int unused =
          transport.write(
              message,
              (array, offset, length) ->
                  connection.write(ByteBuffer.wrap(array, offset, length).slice()));
    } finally {
      endWriting();
    }
  }

  void write(Bytes bytes, String what) throws IOException, InterruptedException {
    transcript.sent(what);
    beginWriting(false);
    try {
      connection.write(ByteBuffer.wrap(bytes.toArray()));
    } finally {
      endWriting();
    }
  }

  private void beginWriting(boolean message) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (writing || (message && !ready && greeting)) {
        changed.await();
      }
      if (message && !ready) {
        throw new IOException("the transport's handshake was not completed");
      }
      writing = true;
    } finally {
      lock.unlock();
    }
  }

  private void endWriting() {
    lock.lock();
    try {
      writing = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the connection and waits until the line's own threads have ended. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    connection.close();
    lock.lock();
    try {
      while (reading || greeting) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
