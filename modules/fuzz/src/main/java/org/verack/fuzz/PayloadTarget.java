package org.verack.fuzz;

import java.util.List;

/** One payload: command, protocol version and encoding are chosen by the first three bytes. */
final class PayloadTarget {

  /**
   * The commands by number. New ones go to the end, so that inputs that were kept keep their
   * meaning; a test says which are missing.
   */
  static final List<String> COMMANDS =
      List.of(
          "version",
          "verack",
          "wtxidrelay",
          "sendaddrv2",
          "sendtxrcncl",
          "feature",
          "ping",
          "pong",
          "sendheaders",
          "feefilter",
          "sendcmpct",
          "getaddr",
          "addr",
          "addrv2",
          "inv",
          "getdata",
          "notfound",
          "getblocks",
          "getheaders",
          "headers",
          "block",
          "tx",
          "mempool",
          "filterload",
          "filteradd",
          "filterclear",
          "merkleblock",
          "reject",
          "cmpctblock",
          "getblocktxn",
          "blocktxn",
          "getcfilters",
          "cfilter",
          "getcfheaders",
          "cfheaders",
          "getcfcheckpt",
          "cfcheckpt");

  private PayloadTarget() {}

  static void run(Input in) {
    String command = COMMANDS.get(in.u8() % COMMANDS.size());
    int version = in.u8();
    boolean witness = (in.u8() & 1) != 0;
    Messages.check(command, in.rest(), Messages.format(version, witness));
  }
}
