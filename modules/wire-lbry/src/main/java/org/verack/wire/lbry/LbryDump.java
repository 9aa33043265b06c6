package org.verack.wire.lbry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.verack.wire.Dump;
import org.verack.wire.Dump.Field;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.message.Alert;
import org.verack.wire.lbry.message.AlertNotice;
import org.verack.wire.lbry.message.Headers;

/**
 * Takes LBRY's messages apart for people to read.
 *
 * {@snippet :
 * String text = LbryDump.BRIEF.text(Headers.of(header));
 * assert text.contains("claim trie root") && text.contains(header.proofOfWorkHash().toString());
 * assert LbryDump.addTo(Dump.FULL).text(new Ping(7)).equals(Dump.FULL.text(new Ping(7)));
 * }
 */
public final class LbryDump {

  /** Shows ten entries of each list and some lines of long bytes. */
  public static final Dump BRIEF = addTo(Dump.BRIEF);

  /** Longer notices than any real one are shown as bytes. */
  private static final int LONGEST_NOTICE = 10_000;

  private LbryDump() {}

  /**
   * Adds what is needed to show LBRY's types.
   *
   * @param dump any dump
   * @return one that shows them and everything else as before
   */
  public static Dump addTo(Dump dump) {
    return dump.with(Block.class, LbryDump::block)
        .with(BlockHeader.class, (parent, name, header) -> new Field(name, "", header(header)))
        .with(
            Headers.class,
            (parent, name, value) -> Field.of(name, "", parent.list("headers", value.headers())))
        .with(Alert.class, LbryDump::alert);
  }

  private static Field block(Dump dump, String name, Block block) {
    List<Field> parts = new ArrayList<>(header(block.header()));
    boolean rooted = block.hasValidMerkleRoot();
    parts.add(Field.of("merkle tree", rooted ? "matches the root" : "does NOT match the root"));
    parts.add(Field.of("size", count(block.size()) + " bytes"));
    if (block.body().hasWitness()) {
      boolean committed = block.hasValidWitnessCommitment();
      parts.add(
          Field.of(
              "witnesses", committed ? "match the commitment" : "do NOT match the commitment"));
    }
    parts.add(dump.list("transactions", block.transactions()));
    return new Field(name, "", parts);
  }

  private static List<Field> header(BlockHeader header) {
    boolean met = header.hasWork(header.bits());
    return List.of(
        Field.of("hash", header.hash().toString()),
        Field.of("work hash", header.proofOfWorkHash().toString()),
        Field.of("version", hex32(header.version())),
        Field.of("previous block", header.previousBlock().toString()),
        Field.of("merkle root", header.merkleRoot().toString()),
        Field.of("claim trie root", header.claimTrieRoot().toString()),
        Field.of("time", header.time() + " (" + Instant.ofEpochSecond(header.time()) + ")"),
        Field.of("bits", hex32(header.bits()) + (met ? " (met)" : " (NOT met)")),
        Field.of("nonce", hex32((int) header.nonce())));
  }

  private static Field alert(Dump dump, String name, Alert alert) {
    Optional<AlertNotice> notice =
        alert.notice().length() > LONGEST_NOTICE ? Optional.empty() : alert.read();
    Field said =
        notice.isPresent()
            ? dump.field("notice", notice.get())
            : Field.of("notice", dump.hex(alert.notice()));
    return Field.of(name, "", said, Field.of("signature", dump.hex(alert.signature())));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String hex32(int bits) {
    return String.format(Locale.ROOT, "0x%08x", bits);
  }
}
