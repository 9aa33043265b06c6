package com.example.monitor;

import java.time.Duration;
import java.util.List;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.wire.Networks;
import org.verack.wire.message.Version;
import org.verack.wire.request.Requests;

public class Monitor {
  public static void main(String[] args) throws Exception {
    try (var context = PeerContext.create();
        var peer = Peer.outbound(context, PeerConfig.of(Networks.REGTEST))) {
      peer.on(Version.class, (from, version) -> System.out.println("it says: " + version));
      peer.connect(args[0]); // "127.0.0.1:18444"; returns when both have said verack
      var locator = List.of(Networks.REGTEST.genesisHash());
      var headers = peer.request(Requests.headers(locator), Duration.ofSeconds(30));
      headers.forEach(System.out::println);
      System.out.println("round trip: " + peer.ping(Duration.ofSeconds(5)));
    }
  }
}
