package com.example.uptime;

import java.io.IOException;
import java.time.Duration;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.wire.Networks;

/** Says whether a node is up, and how long it takes to answer. */
public final class Uptime {

  private Uptime() {}

  /**
   * Greets a node and pings it.
   *
   * @param peer not yet connected
   * @param address where the node is, for instance {@code 127.0.0.1:18444}
   * @return one line
   */
  public static String check(Peer peer, String address) throws InterruptedException {
    try {
      peer.connect(address);
      Duration time = peer.ping(Duration.ofSeconds(10));
      return "up, answers after " + time.toMillis() + " ms";
    } catch (IOException problem) {
      return "down: " + problem.getMessage();
    }
  }

  /** Checks the nodes of regtest that are named. */
  public static void main(String[] arguments) throws InterruptedException {
    try (PeerContext context = PeerContext.create()) {
      for (String address : arguments) {
        try (Peer peer = Peer.outbound(context, PeerConfig.of(Networks.REGTEST))) {
          System.out.println(address + ": " + check(peer, address));
        }
      }
    }
  }
}
