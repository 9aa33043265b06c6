package org.verack.peer.testkit.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;

/**
 * Silences the connections of a node: what is written to a silent one goes nowhere. Silence is for
 * good, for part of a stream is no use to anybody.
 *
 * <p>Who dials during a silence is accepted and not even told to the node, which would hang up when
 * there is no handshake in time, perhaps before the other side does.
 */
final class Mute {

  private final Set<Mutable> open = ConcurrentHashMap.newKeySet();

  /** Connections that the node does not know of. */
  private final Set<Connection> unheard = ConcurrentHashMap.newKeySet();

  /** Whether new connections are silent. */
  private volatile boolean on;

  /** Silences all connections, and those to come; or lets those to come speak. */
  void set(boolean value) {
    on = value;
    if (value) {
      open.forEach(connection -> connection.silent = true);
    }
  }

  ConnectionListener wrap(ConnectionListener listener) {
    return new ConnectionListener() {
      private volatile boolean closed;

      @Override
      public Connection accept() throws IOException {
        Connection next = listener.accept();
        while (on) {
          unheard.add(next);
          if (closed) {
            next.close();
          }
          next = listener.accept();
        }
        return wrap(next);
      }

      @Override
      public Endpoint local() {
        return listener.local();
      }

      @Override
      public void close() {
        closed = true;
        listener.close();
        unheard.forEach(Connection::close);
      }
    };
  }

  Dialer wrap(Dialer dialer) {
    return new Dialer() {
      @Override
      public Connection dial(Endpoint endpoint, Duration timeout) throws IOException {
        return wrap(dialer.dial(endpoint, timeout));
      }

      @Override
      public Connection dial(Endpoint endpoint, Duration timeout, PeerRuntime runtime)
          throws IOException {
        return wrap(dialer.dial(endpoint, timeout, runtime));
      }

      @Override
      public boolean viaProxy() {
        return dialer.viaProxy();
      }
    };
  }

  private Connection wrap(Connection connection) {
    Mutable mutable = new Mutable(connection);
    open.add(mutable);
    // After it can be found by those who silence all.
    if (on) {
      mutable.silent = true;
    }
    return mutable;
  }

  private final class Mutable implements Connection {

    private final Connection real;
    private volatile boolean silent;

    Mutable(Connection real) {
      this.real = real;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return real.read(target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
      if (silent) {
        source.position(source.limit());
      } else {
        real.write(source);
      }
    }

    @Override
    public Endpoint remote() {
      return real.remote();
    }

    @Override
    public Endpoint local() {
      return real.local();
    }

    @Override
    public void close() {
      open.remove(this);
      real.close();
    }

    @Override
    public String toString() {
      return real.toString();
    }
  }
}
