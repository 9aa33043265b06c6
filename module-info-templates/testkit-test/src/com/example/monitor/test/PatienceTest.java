package com.example.monitor.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.request.Requests;

@ExtendWith(TestkitExtension.class)
class PatienceTest {

  @Test
  void asksOnceAndWaits(VirtualRuntime time, Peer peer, ScriptedPeer remote) {
    var question = Requests.headers(List.of(Networks.REGTEST.genesisHash()));
    var answer = time.async("ask", () -> peer.request(question, Duration.ofMinutes(5)));
    remote.expect(GetHeaders.class);
    remote.expectNothingFor(Duration.ofMinutes(4)); // which takes no time
    remote.send(Headers.of(List.of()));
    time.awaitQuiet();
    assertTrue(answer.join().isEmpty());
  }
}
