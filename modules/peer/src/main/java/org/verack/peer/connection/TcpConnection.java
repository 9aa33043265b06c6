package org.verack.peer.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection over a blocking socket channel, without Nagle's delay. */
final class TcpConnection implements Connection {

  private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

  private static final int SLICE = 128 * 1024;

  private final SocketChannel channel;
  private final Endpoint remote;
  private final Endpoint local;

  TcpConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    remote = Endpoint.of((InetSocketAddress) channel.getRemoteAddress());
    local = Endpoint.of((InetSocketAddress) channel.getLocalAddress());
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    int end = source.limit();
    while (source.position() < end) {
      // The JDK copies what it is given into memory outside the heap, and keeps that memory.
      source.limit(Math.min(end, source.position() + SLICE));
      channel.write(source);
      source.limit(end);
    }
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is gone all the same; there is nobody to whom it would matter.
      LOG.debug("closing {}", remote, e);
    }
  }

  @Override
  public String toString() {
    return local + " to " + remote;
  }
}
