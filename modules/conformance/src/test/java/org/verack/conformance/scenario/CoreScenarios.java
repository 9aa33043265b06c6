package org.verack.conformance.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bitcoin Core's functional tests of the peer-to-peer layer: the 52 files of version 28.1 and the
 * five that came since. For each, what of it is a rule for a library, in our own words, and what is
 * not, and why. Tests say with {@link CoreScenario} which rules they state.
 */
final class CoreScenarios {

  /**
   * A rule.
   *
   * @param name short, as in {@link CoreScenario}
   * @param text what a peer, or the testkit's node, does
   */
  record Rule(String name, String text) {}

  /**
   * One of Core's files.
   *
   * @param name without the ending
   * @param rules what holds here
   * @param notHere what does not, and why; empty if all of it does
   */
  record Scenario(String name, List<Rule> rules, String notHere) {}

  static final List<Scenario> ALL =
      List.of(
          node("p2p_1p1c_network", "how packages of transactions spread from mempool to mempool"),
          scenario(
              "p2p_add_connections",
              "How many of each kind to dial and when, the program decides; only who dials us is"
                  + " counted.",
              rule("full-relay", "A full-relay connection asks for transactions and addresses."),
              rule(
                  "block-relay-only",
                  "A block-relay-only connection asks for neither and tolerates no announcement of"
                      + " a transaction."),
              rule("feeler", "A feeler ends when it has heard a version."),
              rule("addr-fetch", "An addr-fetch connection asks for addresses and nothing else."),
              rule("quota", "Who comes when all places are taken is turned away.")),
          scenario(
              "p2p_addr_relay",
              "To whom addresses are relayed, and which are fresh enough, is for a program with an"
                  + " address book.",
              rule("limit", "A message has up to 1,000 addresses; more are misbehaviour."),
              rule("asking", "`getaddr` is answered by a message with several addresses."),
              rule("getaddr-once", "`getaddr` is answered once a connection."),
              rule("getaddr-inbound", "Only who dialed is answered."),
              rule(
                  "allowance",
                  "Unasked, one address is taken, then one more every ten seconds, and 1,000 more"
                      + " for a `getaddr`; the excess is dropped in silence.")),
          node("p2p_addr_selfannouncement", "when to tell others one's own address"),
          scenario(
              "p2p_addrfetch",
              "",
              rule("getaddr-only", "Such a connection says `getaddr` and asks for no headers."),
              rule("self-announcement", "One address alone may be the remote's own: it goes on."),
              rule("timeout", "It ends after ten times thirty seconds without an answer.")),
          scenario(
              "p2p_addrv2_relay",
              "",
              rule("late", "`sendaddrv2` after the verack ends the connection."),
              rule("byte-exact", "Addresses of all networks are passed on byte for byte."),
              rule(
                  "old-form", "Who did not ask for `addrv2` gets `addr`, as far as that holds it."),
              rule("limit", "More than 1,000 addresses are misbehaviour.")),
          scenario(
              "p2p_bip434_feature",
              "",
              rule("version", "We announce 70017, and no feature by default."),
              rule("announced", "Features go out between version and verack."),
              rule("old-remote", "None goes to who announces an older version."),
              rule("from-old-remote", "One from such a remote ends the connection."),
              rule("after-verack", "One after the verack ends the connection."),
              rule("before-version", "One before the version is ignored."),
              rule("id-length", "An id has 4 to 80 bytes; others end the connection."),
              rule("data-length", "There are up to 512 bytes of data; more end the connection."),
              rule("trailing", "Bytes behind the data end the connection."),
              rule("truncated-id", "So does an id that is cut off."),
              rule("truncated-data", "So do data that are cut off."),
              rule("non-ascii", "An id need not be ASCII."),
              rule("many", "Many features that nobody knows are fine.")),
          node("p2p_block_sync", "that a node with inbound peers only catches up with the chain"),
          scenario(
              "p2p_blockfilters",
              "The testkit's node keeps no stale chain, so it disconnects who asks for filters of"
                  + " one, where Core gives them.",
              rule("service", "A service bit says who gives filters."),
              rule("answers", "Filters, headers and checkpoints fit together."),
              rule(
                  "refused",
                  "An unknown type or block, a range that is empty or too wide: disconnected."),
              rule("not-offered", "Who asks where none are offered is disconnected.")),
          scenario(
              "p2p_blocksonly",
              "A transaction itself, without announcement, goes to the handlers, where Core"
                  + " disconnects: the program may have asked for it with a `getdata` of its own."
                  + " Permissions for single addresses are a node's.",
              rule("relay-flag", "Our version says that no transactions are wanted."),
              rule("announced", "Who announces one all the same is disconnected."),
              rule("nothing-told", "Who says so itself is told of none."),
              rule("own-transactions", "Our own may be announced.")),
          scenario(
              "p2p_compactblocks",
              "Which peers are asked to announce in compact form, and that three are asked for the"
                  + " same block, is a node's decision.",
              rule("offer", "After the verack we offer version 2 in low bandwidth."),
              rule(
                  "negotiation",
                  "Other versions mean nothing; of version 2 the latest word counts."),
              rule("announcement", "In high bandwidth a new block comes compact at once."),
              rule("depth", "The last six blocks are given compact, older ones whole."),
              rule(
                  "getblocktxn", "Transactions are given for the last eleven, older blocks whole."),
              rule("invalid-index", "Who asks for a transaction that is none is disconnected."),
              rule("reconstruction", "A block is made of what we have and what we ask for."),
              rule("wrong-transactions", "If that is not the block, it is asked for whole."),
              rule("stalling", "So it is if the missing transactions do not come."),
              rule("other-peers", "Another peer can give it meanwhile.")),
          node("p2p_compactblocks_blocksonly", "which peers a node without mempool chooses"),
          node("p2p_compactblocks_hb", "which three peers a node chooses for high bandwidth"),
          scenario(
              "p2p_disconnect_ban",
              "Bans, their list and their end are a node's; `DisconnectReason.isMisbehaviour` says"
                  + " whom Core would discourage.",
              rule("by-address", "A peer is left by its address."),
              rule("by-id", "A peer is left by its number.")),
          node("p2p_dns_seeds", "when seeds are asked for addresses"),
          node("p2p_eviction", "who makes room for another when all places are taken"),
          scenario(
              "p2p_feefilter",
              "What a transaction pays the program knows, and so what filter to ask for and whom"
                  + " to announce it to.",
              rule("range", "The latest filter that is an amount of money is remembered."),
              rule("respected", "A program can keep what pays less to itself."),
              rule("lifted", "A filter of 0 lifts it."),
              rule("program-only", "None is sent but by the program.")),
          scenario(
              "p2p_filter",
              "",
              rule("limits", "36,000 bytes, 50 functions, elements of 520; more are misbehaviour."),
              rule("add-without-filter", "Adding to no filter ends the connection."),
              rule(
                  "relay",
                  "Who wanted no transactions is told from the filter on, of what matches."),
              rule("mempool", "`mempool` is answered with what matches."),
              rule("merkleblock", "A block comes as a proof with what matches.")),
          node("p2p_fingerprint", "which old blocks a node hides to not be recognised"),
          node("p2p_getaddr_caching", "that all get the same addresses within a day"),
          scenario(
              "p2p_getdata",
              "",
              rule(
                  "invalid-type", "Inventory of type 0 is passed over, and the next is answered.")),
          scenario(
              "p2p_handshake",
              "",
              rule("services", "Whom we dial for blocks has to offer what we need."),
              rule("limited", "Who keeps the last blocks only is enough near the tip."),
              rule("inbound", "Who dials us may offer nothing."),
              rule("feeler", "A feeler hears a version and goes."),
              rule("self", "A connection to ourselves ends."),
              rule("self-encrypted", "So it does behind encryption.")),
          node("p2p_headers_sync_with_minchainwork", "how much work a chain needs to be kept"),
          scenario(
              "p2p_i2p_ports",
              "There is no dialer for I2P's own protocol (SAM); a program that brings one decides"
                  + " which ports it dials.",
              rule("no-look-up", "Names of I2P are never looked up in the DNS.")),
          node("p2p_i2p_sessions", "which sessions are kept with an I2P router"),
          scenario(
              "p2p_ibd_stalling",
              "A download from several peers is not in the library; `BlockDownload`, beside the"
                  + " tests, shows one made of `Peer.stream`.",
              rule("window", "Blocks are asked for in a window, 16 at a time of one peer."),
              rule("doubling", "Who holds it up goes after 2 s, the next after 4 s, then 8 s."),
              rule("decay", "With each block that comes the time gets shorter again."),
              rule("not-the-staller", "Who does not hold others up may be slow."),
              rule("disconnected", "What who goes owes is asked of the next.")),
          node("p2p_ibd_txrelay", "that a node wants no transactions while it catches up"),
          scenario(
              "p2p_initial_headers_sync",
              "Whom to ask is a node's decision; the test plays a small one.",
              rule("one-peer", "One peer is asked at first."),
              rule("announcement", "With each new block one more of those who announce it."),
              rule("timeout", "After 15 min and 1 ms per header the peer is left.")),
          node("p2p_invalid_block", "what is remembered of invalid blocks"),
          scenario(
              "p2p_invalid_locator",
              "",
              rule("101", "A locator of 101 hashes is answered."),
              rule("102", "One of 102 ends the connection.")),
          scenario(
              "p2p_invalid_messages",
              "Where Core disconnects for headers that do not follow each other or have not done"
                  + " their work, a request fails, or the program looks at the work, and decides.",
              rule("split-header", "A header may come in pieces."),
              rule("duplicate-version", "A second version is ignored."),
              rule("magic", "Another network's magic ends the connection."),
              rule("checksum", "A message with a wrong checksum is dropped."),
              rule("payload", "So is one that does not decode."),
              rule("command", "So is one whose command is none."),
              rule("size", "A length over the limit ends the connection before the body comes."),
              rule("addrv2-malformed", "`addrv2` that cannot be read is dropped as a whole."),
              rule("addrv2-unknown-network", "Addresses of unknown networks spoil no others."),
              rule("counts", "Too long an `inv`, `getdata` or `headers` is misbehaviour."),
              rule(
                  "non-continuous-headers", "Headers that do not follow each other are no answer."),
              rule("headers-without-work", "A header without its work is found out."),
              rule("junk", "Megabytes of junk from one do not keep others waiting.")),
          node("p2p_invalid_tx", "what is kept of invalid transactions and orphans"),
          scenario(
              "p2p_leak",
              "",
              rule("before-version", "Who has said no version hears nothing."),
              rule(
                  "before-verack",
                  "Who has said no verack hears version, negotiation and verack only."),
              rule("address", "Our version does not say where we are."),
              rule("old-version", "A version below the minimum is refused."),
              rule("old-peers", "Older peers are spared what they do not know.")),
          scenario(
              "p2p_leak_tx",
              "The testkit's node gives what it has, announced or not, so that tests can ask for"
                  + " it; Core gives only what it has announced. Nothing is replaced there.",
              rule("notfound", "What the node does not have is not found, the rest is given.")),
          scenario(
              "p2p_message_capture",
              "",
              rule("directions", "Both directions are written, from the first message on."),
              rule("record", "A record is time, command, length and payload."),
              rule("folders", "Each connection has a folder of its own."),
              rule("undecodable", "What does not decode is written, a bad checksum is not.")),
          scenario(
              "p2p_mutated_blocks",
              "",
              rule("other-peer", "A mutated block of another peer leaves a request as it is."),
              rule("same-peer", "A mutated block is no answer.")),
          scenario(
              "p2p_net_deadlock",
              "",
              rule("plain", "4 MB from both sides at once do not deadlock."),
              rule("encrypted", "Nor do they with encryption.")),
          scenario(
              "p2p_nobloomfilter_messages",
              "",
              rule(
                  "not-offered",
                  "`mempool`, `filterload`, `filteradd`, `filterclear` to who offers no bloom"
                      + " filters end the connection.")),
          node(
              "p2p_node_network_limited",
              "which blocks a pruned node still serves; that of the testkit has all of its chain"
                  + " (whom a dialer takes is in `p2p_handshake`)"),
          node("p2p_opportunistic_1p1c", "how parents of orphans are asked for and judged"),
          node("p2p_orphan_handling", "how parents of orphans are asked for and judged"),
          node("p2p_outbound_eviction", "which peers that lag behind are replaced"),
          node("p2p_permissions", "how permissions are configured"),
          scenario(
              "p2p_ping",
              "",
              rule("before-verack", "There is no ping before the handshake is complete."),
              rule("interval", "The first comes right after it, the next every two minutes."),
              rule("one-outstanding", "While one is outstanding there is no other."),
              rule("wrong-nonce", "A pong with another nonce is ignored."),
              rule("nonce-zero", "One with nonce zero takes the ping back."),
              rule("short-pong", "So does one that is too short for a nonce."),
              rule("unsolicited-pong", "One that nobody asked for is ignored."),
              rule("statistics", "The newest and the least round trip are known, and what is due."),
              rule("timeout", "20 min without an answer end the connection.")),
          scenario(
              "p2p_private_broadcast",
              "To whom, how often and when again is a node's decision, and that the way leads"
                  + " through Tor or I2P.",
              rule("version", "The version message says nothing of who we are."),
              rule("sequence", "version, verack, inv, tx and ping are said, and nothing else."),
              rule("relay", "Who takes no transactions is left at its version."),
              rule("limit", "Who does not ask for the transaction is left after three minutes.")),
          scenario(
              "p2p_private_broadcast_retry_v1",
              "",
              rule("retry", "Who does not know encryption is dialed again without it.")),
          node("p2p_seednode", "when nodes are asked that were named for this"),
          scenario(
              "p2p_segwit",
              "Activation, validation and limits of blocks are a node's.",
              rule("blocks", "A block comes with witnesses if the type says so."),
              rule("transactions", "So does a transaction."),
              rule("requests", "Witnesses are asked of those who have them."),
              rule("sending", "They are sent to those who take them."),
              rule("wtxid", "Where that was agreed, transactions go by their wtxid."),
              rule("mixed", "What is announced by the id that was not agreed does not count.")),
          scenario(
              "p2p_sendheaders",
              "Other than Core's, the testkit's node tells headers whether or not the remote has"
                  + " the block before them. Which announced blocks are fetched at once is a node's"
                  + " decision.",
              rule("offer", "We ask for headers after the verack."),
              rule("inv-by-default", "Who has not asked is told the hash of the tip."),
              rule("headers", "Who has asked is told headers."),
              rule("eight", "Up to eight; of more, the hash of the tip."),
              rule("reorganisation", "Of another branch, those from the fork on.")),
          scenario(
              "p2p_sendtxrcncl",
              "What comes without `wtxidrelay` is kept in the negotiation; nobody reconciles yet.",
              rule("order", "It is said between `wtxidrelay` and verack, with a salt of its own."),
              rule("gating", "Only if switched on, where both want transactions and know wtxids."),
              rule("repeated", "A second one ends the connection."),
              rule("version-zero", "So does version 0."),
              rule("newer-version", "A newer version is fine."),
              rule("late", "After the verack it ends the connection."),
              rule("unwanted", "If we did not offer it, it comes to nothing.")),
          scenario(
              "p2p_timeouts",
              "After the handshake silence ends a connection in 5 min by default, where Core waits"
                  + " for 20 min.",
              rule("no-bytes", "Silence ends the connection after 60 s."),
              rule("no-version", "So do other messages instead of a version, in either transport."),
              rule("no-verack", "So does a version without verack, in either transport."),
              rule("no-terminator", "So does an encrypted connection that never begins."),
              rule("dialed", "So does silence of whom we dialed."),
              rule("in-time", "Whoever is through before is in.")),
          scenario(
              "p2p_tx_download",
              "Whom to ask is a node's decision, and so are its delays (2 s for inbound peers and"
                  + " for txids) and that 100 are in flight at most; the library has no list of"
                  + " announcers. The test plays a small node.",
              rule("one-at-a-time", "Of several announcers one is asked at a time."),
              rule("expiry", "After 60 s of silence the next."),
              rule("notfound", "At once, if it does not have it."),
              rule("disconnect", "At once, if it goes."),
              rule("late-announcer", "When none is left, whoever announces it next.")),
          scenario(
              "p2p_tx_privacy",
              "",
              rule("before-verack", "What was announced before the verack is not told after it."),
              rule("node", "Nor is it by the testkit's node.")),
          node("p2p_unrequested_blocks", "which unrequested blocks are processed"),
          scenario(
              "p2p_v2_encrypted",
              "",
              rule("combinations", "Whichever side knows encryption, both understand each other."),
              rule("decoys", "Decoys are dropped wherever they come."),
              rule("rekeying", "It goes on when the keys change after 224 packets.")),
          scenario(
              "p2p_v2_misbehaving",
              "",
              rule("early-key", "Our key goes out at the first byte that is none of a v1 version."),
              rule("slow-key", "A key may come byte by byte."),
              rule("garbage", "4,095 bytes of garbage are fine, one more is not."),
              rule("terminator", "A wrong terminator, or none, ends the connection."),
              rule(
                  "authentication", "So does garbage that the first packet does not authenticate."),
              rule("version-packet", "A version packet may have contents.")),
          scenario(
              "p2p_v2_transport",
              "",
              rule("service", "A service bit offers it."),
              rule("session-id", "Both sides see the same session."),
              rule("downgrade", "Who hangs up at our key is dialed again without encryption."),
              rule("no-downgrade", "Not if it has said something."),
              rule("detecting", "After 15 bytes it is open which transport it is, after 16 not."),
              rule("magic", "Another network's magic is recognised."),
              rule("no-terminator", "Without a terminator the connection ends at the limit.")));

  private CoreScenarios() {}

  private static Rule rule(String name, String text) {
    return new Rule(name, text);
  }

  private static Scenario scenario(String name, String notHere, Rule... rules) {
    return new Scenario(name, List.of(rules), notHere);
  }

  /** A file that is about what is above a library for peers. */
  private static Scenario node(String name, String about) {
    return new Scenario(name, List.of(), about);
  }

  /**
   * Writes the page.
   *
   * @param tests the tests of each rule, by its name behind that of its file and a slash
   */
  static String page(Map<String, Set<String>> tests) {
    List<String> covered = new ArrayList<>();
    List<String> left = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Scenario each : ALL) {
      String name = "`" + each.name() + "`";
      for (Rule rule : each.rules()) {
        boolean first = rule.equals(each.rules().getFirst());
        List<String> statedBy =
            tests.getOrDefault(each.name() + "/" + rule.name(), Set.of()).stream()
                .map(test -> "`" + test + "`")
                .toList();
        covered.add(row(first ? name : "", rule.text(), String.join("<br>", statedBy)));
      }
      if (each.rules().isEmpty()) {
        others.add(row(name, each.notHere()));
      } else if (!each.notHere().isEmpty()) {
        left.add(row(name, each.notHere()));
      }
    }
    return """
    # Bitcoin Core's scenarios

    Bitcoin Core tests how a node speaks to its peers with 52 programs (version 28.1; five more since). What they assert about a
    peer is stated here as rules, in our own words, with the tests that state the same of Verack, in virtual time. A test writes and checks this page;
    classes named `…ScenarioTest` in `modules/conformance` use public API and testkit only, so they are examples, too.

    ## Rules and tests

    """
        + table(row("Bitcoin Core's test", "rule", "tests"), covered)
        + """

        ## What of these is left to the program, or differs

        """
        + table(row("Bitcoin Core's test", "what, and why"), left)
        + """

        ## Not a library's matter

        These are about chain state, mempool, address book, wallet or the choice of peers.

        """
        + table(row("Bitcoin Core's test", "what it is about"), others);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String table(String head, List<String> rows) {
    int columns = head.split("\\|", -1).length - 2;
    return head + "|---".repeat(columns) + "|\n" + String.join("", rows);
  }
}
