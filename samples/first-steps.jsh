// ./verack shell samples/first-steps.jsh

// Starts a node in this process that serves a generated chain, and connects to it.
Peer peer = demo()
System.out.println("connected to " + peer.negotiation().remote().userAgent() + " over " + peer.stats().transport())

// All headers, then the newest block.
List<BlockHeader> headers = peer.request(Requests.headers(List.of(network.genesisHash())), patience)
System.out.println(headers.size() + " headers, the newest of " + headers.getLast().hash())

Block tip = peer.request(Requests.block(headers.getLast().hash()), patience).orElseThrow()
for (Transaction transaction : tip.transactions()) {
  System.out.println("  " + transaction.txid() + "  " + transaction.size() + " bytes");
}

System.out.println("a ping takes " + peer.ping(patience).toMillis() + " ms")
peer.close()

// The status of the whole: 0 if it all went as it should.
/exit headers.size() == chain.tipHeight() && tip.hash().equals(chain.tipHash()) ? 0 : 1
