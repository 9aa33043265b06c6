package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.capture.Capture;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;

/** Wireshark's dissector of the Bitcoin protocol reads what we write, if tshark is installed. */
class TsharkIT extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  @TempDir Path folder;

  private static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, "tshark")));
  }

  @Test
  void wiresharkReadsEveryMessageAndFindsNothingWrong() throws Exception {
    assumeTrue(isInstalled(), "tshark is not on the PATH");
    Path file = folder.resolve("session.pcap");
    Capture capture = Capture.toPcap(context, file);
    Peer peer = Peer.outbound(context, DEFAULT);
    capture.watch(peer);
    Line line = connected(peer);
    List<InventoryVector> many = Collections.nCopies(3000, InventoryVector.tx(Hash.ZERO));
    time.async(
        "say",
        () -> {
          line.remote().say(Inv.of(many));
          line.remote().say(genesis());
          return null;
        });
    isStillThere(line);
    line.remote().close();
    time.awaitQuiet();
    closeAndWait(capture);
    assertThat(tshark(file, "bitcoin.command"))
        .contains(
            "version",
            "verack",
            "wtxidrelay",
            "sendaddrv2",
            "sendcmpct",
            "ping",
            "pong",
            "inv",
            "block");
    assertThat(tshark(file, "bitcoin.string.value")).contains("/remote:1.0/");
    assertThat(tshark(file, "bitcoin.inv.hash")).hasSizeGreaterThanOrEqualTo(3000);
    // What Wireshark says about the packets: no lost segment, no bad checksum, nothing malformed.
    assertThat(
            run(
                "tshark",
                "-r",
                file.toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-o",
                "tcp.check_checksum:TRUE",
                "-Y",
                "_ws.malformed || tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment"
                    + " || tcp.analysis.retransmission || tcp.analysis.out_of_order"
                    + " || tcp.checksum.status == 0 || ip.checksum.status == 0"))
        .isEmpty();
  }

  private static Block genesis() throws WireException {
    Bytes bytes = Networks.REGTEST.genesisBlock();
    return (Block)
        Networks.REGTEST
            .messages()
            .decode("block", PayloadReader.over(bytes), WireFormat.witness(70016));
  }

  private static List<String> tshark(Path file, String field) throws Exception {
    return run("tshark", "-r", file.toString(), "-Y", "bitcoin", "-T", "fields", "-e", field)
        .stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .toList();
  }

  private static List<String> run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output.lines().toList();
  }
}
