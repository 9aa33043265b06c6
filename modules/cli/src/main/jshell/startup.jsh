// What "verack shell" has at hand from the beginning, besides what jshell itself imports.

import java.time.Duration
import java.util.spi.ToolProvider
import org.verack.peer.*
import org.verack.peer.capture.*
import org.verack.peer.connection.*
import org.verack.peer.testkit.chain.*
import org.verack.peer.testkit.fault.*
import org.verack.peer.testkit.node.*
import org.verack.peer.testkit.pipe.*
import org.verack.peer.testkit.script.*
import org.verack.peer.testkit.time.*
import org.verack.wire.*
import org.verack.wire.address.*
import org.verack.wire.chain.*
import org.verack.wire.codec.*
import org.verack.wire.compact.*
import org.verack.wire.filter.*
import org.verack.wire.message.*
import org.verack.wire.request.*
import org.verack.wire.role.*
import org.verack.wire.transport.*

/** The network that connect speaks on. Assign another to speak on that one. */
Network network = Networks.REGTEST

/** A chain of regtest, always the same, with transactions in its newest blocks. */
GeneratedChain chain = ChainGenerator.seeded(1).generate(150)

/** How long to wait for an answer. */
Duration patience = Duration.ofSeconds(30)

PeerContext context = PeerContext.create()

/** The node that demo started. */
TestNode node

/** Connects to a node and greets it. */
Peer connect(String address) throws Exception {
  Peer peer = Peer.outbound(context, PeerConfig.of(network));
  peer.connect(address);
  return peer;
}

/** Starts a node in this process that serves the chain, and connects to it. */
Peer demo() throws Exception {
  if (node == null) {
    node = TestNode.builder(chain).start();
  }
  Peer peer = Peer.outbound(context, PeerConfig.of(node.network()));
  peer.connect(node.endpoint());
  return peer;
}

/** Runs a command of "verack", for instance verack("ping", "127.0.0.1:18444"). */
void verack(String... arguments) {
  int status = ToolProvider.findFirst("verack").orElseThrow().run(System.out, System.err, arguments);
  if (status != 0) {
    System.out.println("status " + status);
  }
}

/** Shows what a frame, a header, a block or a transaction says, field by field. */
void decode(String hex) {
  verack("decode", hex);
}

System.out.println("At hand: network, chain, patience, connect(\"host:port\"), demo(), decode(\"hex\"), verack(\"--help\")")
