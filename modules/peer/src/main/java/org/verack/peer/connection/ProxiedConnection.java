package org.verack.peer.connection;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection that a proxy has made for us; who is on the other side is the proxy's word. */
final class ProxiedConnection implements Connection {

  private final Connection toProxy;
  private final Endpoint remote;

  ProxiedConnection(Connection toProxy, Endpoint remote) {
    this.toProxy = toProxy;
    this.remote = remote;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return toProxy.read(target);
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    toProxy.write(source);
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public Endpoint local() {
    return toProxy.local();
  }

  @Override
  public void close() {
    toProxy.close();
  }

  @Override
  public String toString() {
    return local() + " to " + remote + " by way of " + toProxy.remote();
  }
}
