package org.verack.wire.lbry.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.RemoteText;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * What an {@link Alert} says. All text is as it came, any bytes as characters below U+0100.
 *
 * {@snippet :
 * AlertNotice notice =
 *     new AlertNotice(
 *         1, 1_500_000_000, 1_500_000_000, 7, 6, List.of(), 0, 70_013, List.of(), 100,
 *         "", "upgrade, please", "");
 * Alert alert = new Alert(notice.bytes(), Bytes.EMPTY); // signed by nobody
 * assert alert.read().orElseThrow().statusBar().equals("upgrade, please");
 * }
 *
 * @param version the version of this layout
 * @param relayUntil when to stop passing it on, in seconds since 1970
 * @param expiration when it has no meaning any more, in seconds since 1970
 * @param id its number
 * @param cancel up to which number earlier alerts are taken back
 * @param alsoCancelled further numbers that are taken back
 * @param minimumVersion the lowest protocol version that it is for
 * @param maximumVersion the highest
 * @param userAgents the user agents that it is for; none for all
 * @param priority its weight among others
 * @param comment a remark that is not shown
 * @param statusBar what is to be shown
 * @param reserved nothing so far
 */
public record AlertNotice(
    int version,
    long relayUntil,
    long expiration,
    int id,
    int cancel,
    List<Integer> alsoCancelled,
    int minimumVersion,
    int maximumVersion,
    List<String> userAgents,
    int priority,
    String comment,
    String statusBar,
    String reserved) {

  /** Copies the lists. */
  public AlertNotice {
    alsoCancelled = List.copyOf(alsoCancelled);
    userAgents = List.copyOf(userAgents);
    Objects.requireNonNull(comment, "comment");
    Objects.requireNonNull(statusBar, "statusBar");
    Objects.requireNonNull(reserved, "reserved");
  }

  /**
   * Reads a notice. Its lists become objects, several times as large as their bytes.
   *
   * @param bytes its serialisation; what follows it is passed over
   * @return the notice
   * @throws PayloadException if no notice is there
   */
  public static AlertNotice parse(Bytes bytes) throws PayloadException {
    PayloadReader in = PayloadReader.over(bytes);
    int version = in.readI32("version");
    long relayUntil = in.readI64("relay until");
    long expiration = in.readI64("expiration");
    int id = in.readI32("id");
    int cancel = in.readI32("cancel");
    int cancelled = in.readCount("cancelled alerts", Integer.MAX_VALUE, 4);
    List<Integer> alsoCancelled = new ArrayList<>(cancelled);
    for (int i = 0; i < cancelled; i++) {
      alsoCancelled.add(in.readI32("cancelled alert"));
    }
    int minimumVersion = in.readI32("minimum version");
    int maximumVersion = in.readI32("maximum version");
    int agents = in.readCount("user agents", Integer.MAX_VALUE, 1);
    List<String> userAgents = new ArrayList<>(agents);
    for (int i = 0; i < agents; i++) {
      userAgents.add(in.readVarString("user agent", Integer.MAX_VALUE));
    }
    return new AlertNotice(
        version,
        relayUntil,
        expiration,
        id,
        cancel,
        alsoCancelled,
        minimumVersion,
        maximumVersion,
        userAgents,
        in.readI32("priority"),
        in.readVarString("comment", Integer.MAX_VALUE),
        in.readVarString("status bar", Integer.MAX_VALUE),
        in.readVarString("reserved", Integer.MAX_VALUE));
  }

  /**
   * Writes the notice, for an {@link Alert}.
   *
   * @return its serialisation
   */
  public Bytes bytes() {
    int size = 4 + 8 + 8 + 4 + 4 + 4 + 4 + 4;
    size += CompactSize.size(alsoCancelled.size()) + 4 * alsoCancelled.size();
    size += CompactSize.size(userAgents.size());
    for (String each : userAgents) {
      size += varSize(each);
    }
    size += varSize(comment) + varSize(statusBar) + varSize(reserved);
    PayloadWriter out = new PayloadWriter(size);
    out.writeI32(version);
    out.writeI64(relayUntil);
    out.writeI64(expiration);
    out.writeI32(id);
    out.writeI32(cancel);
    out.writeCompactSize(alsoCancelled.size());
    alsoCancelled.forEach(out::writeI32);
    out.writeI32(minimumVersion);
    out.writeI32(maximumVersion);
    out.writeCompactSize(userAgents.size());
    for (String each : userAgents) {
      out.writeVarString("user agent", each, each.length());
    }
    out.writeI32(priority);
    out.writeVarString("comment", comment, comment.length());
    out.writeVarString("status bar", statusBar, statusBar.length());
    out.writeVarString("reserved", reserved, reserved.length());
    return out.finish();
  }

  private static int varSize(String text) {
    return CompactSize.size(text.length()) + text.length();
  }

  /** Returns the number and what is to be shown. */
  @Override
  public String toString() {
    return "number " + id + ": " + RemoteText.escape(statusBar, 200);
  }
}
