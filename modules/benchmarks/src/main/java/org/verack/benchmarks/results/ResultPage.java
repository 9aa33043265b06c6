package org.verack.benchmarks.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.verack.benchmarks.results.Chart.Bar;
import org.verack.benchmarks.results.Chart.Group;
import org.verack.benchmarks.results.ResultFile.Figure;

/** Makes {@code docs/benchmarks.md} and its charts of {@code docs/benchmarks/*.tsv}. */
public final class ResultPage {

  /** Contenders in their order, with what they are called and their colour. */
  private static final Map<String, String[]> CONTENDERS = new LinkedHashMap<>();

  static {
    CONTENDERS.put("floor", new String[] {"bare limit", "#94a3b8"});
    CONTENDERS.put("verack", new String[] {"Verack", "#2563eb"});
    CONTENDERS.put("encrypted", new String[] {"Verack, encrypted", "#0d9488"});
    CONTENDERS.put("bitcoinj", new String[] {"bitcoinj", "#ea580c"});
    CONTENDERS.put("bouncycastle", new String[] {"Bouncy Castle", "#ea580c"});
  }

  /** What the codec's benchmarks do, in the order of the page. */
  private static final Map<String, String> CODEC = new LinkedHashMap<>();

  static {
    CODEC.put("blockFrame", "read a block of 1 MB: checksum, copy, decode");
    CODEC.put("blockDecode", "decode that block alone");
    CODEC.put("segwitBlockDecode", "decode a block with witnesses");
    CODEC.put("txids", "the ids of that block's 1,557 transactions");
    CODEC.put("blockEncode", "send that block on");
    CODEC.put("headersFrame", "read 2,000 headers");
    CODEC.put("invFrame", "read 50,000 inventory entries");
    CODEC.put("addrv2Decode", "decode 1,000 addresses");
    CODEC.put("addrv2EncodeBuilt", "encode 1,000 addresses");
    CODEC.put("txDecode", "decode a transaction");
    CODEC.put("txIds", "decode a transaction and make both its ids");
  }

  private static final Map<String, String> ENCRYPTED = new LinkedHashMap<>();

  static {
    ENCRYPTED.put("v2Handshake", "a handshake, both sides");
    ENCRYPTED.put("v2Block", "a block of 1 MB: encrypt, decrypt, decode");
    ENCRYPTED.put("v2BlockWrite", "encrypt a block of 1 MB alone");
    ENCRYPTED.put("v2Message", "a message of 61 bytes: encrypt, decrypt, decode");
    ENCRYPTED.put("v2MessageWrite", "encrypt a message of 61 bytes alone");
  }

  /** Charts of the figures of whole peers: title, then groups and figures by their beginning. */
  private record Picture(String file, String title, String remark, List<String> figures) {}

  private static final List<Picture> PICTURES =
      List.of(
          new Picture(
              "memory",
              "Memory of a peer",
              "KiB for each end of a connection; less is better",
              List.of("idle heap", "idle rss", "many heap", "many rss")),
          new Picture(
              "throughput",
              "What goes through",
              "more is better",
              List.of("handshakes rate", "small rate", "blocks rate")),
          new Picture(
              "latency",
              "How long it takes",
              "less is better",
              List.of("handshakes latency", "ping idle", "broadcast ms")));

  private ResultPage() {}

  /**
   * Writes page and charts.
   *
   * @param arguments the folder {@code docs}
   * @throws IOException if the results cannot be read or the page not be written
   */
  public static void main(String[] arguments) throws IOException {
    Path docs = Path.of(arguments[0]);
    for (Entry<String, String> each : pages(docs.resolve("benchmarks")).entrySet()) {
      Files.writeString(docs.resolve(each.getKey()), each.getValue());
    }
    System.out.println("written: " + docs.resolve("benchmarks.md").normalize());
  }

  /** All files, by their path below {@code docs}. */
  static Map<String, String> pages(Path results) throws IOException {
    ResultFile codec = ResultFile.read(results.resolve("codec.tsv"));
    ResultFile peers = ResultFile.read(results.resolve("peers.tsv"));
    Map<String, String> pages = new TreeMap<>();
    pages.put(
        "benchmarks/codec.svg",
        Chart.svg(
            "Codec", "time, each on a scale of its own; less is better", groups(codec, CODEC)));
    pages.put(
        "benchmarks/encrypted.svg",
        Chart.svg(
            "Encrypted transport (BIP 324)",
            "time, beside the JDK's own ciphers on the same bytes; less is better",
            groups(codec, ENCRYPTED)));
    for (Picture each : PICTURES) {
      pages.put(
          "benchmarks/" + each.file() + ".svg",
          Chart.svg(each.title(), each.remark(), groups(peers, each.figures())));
    }
    pages.put("benchmarks.md", page(codec, peers));
    return pages;
  }

  private static Map<String, Map<String, Figure>> byGroup(ResultFile file, String figure) {
    return file.figures().stream()
        .filter(each -> each.figure().equals(figure))
        .collect(
            Collectors.groupingBy(
                Figure::group,
                LinkedHashMap::new,
                Collectors.toMap(
                    Figure::contender, each -> each, (one, other) -> one, LinkedHashMap::new)));
  }

  private static List<Group> groups(ResultFile codec, Map<String, String> chosen) {
    Map<String, Map<String, Figure>> times = byGroup(codec, "time");
    List<Group> groups = new ArrayList<>();
    chosen.forEach(
        (name, what) -> {
          Map<String, Figure> measured = times.get(name);
          if (measured != null) {
            groups.add(new Group(what, bars(measured, ResultPage::time)));
          }
        });
    return groups;
  }

  private static List<Group> groups(ResultFile peers, List<String> chosen) {
    List<Group> groups = new ArrayList<>();
    lines(peers)
        .forEach(
            (key, measured) -> {
              if (chosen.stream().anyMatch(key::startsWith)) {
                groups.add(new Group(what(measured), bars(measured, ResultPage::number)));
              }
            });
    return groups;
  }

  /** The lines of the table of peers by "group figure", with what each contender has. */
  private static Map<String, Map<String, Figure>> lines(ResultFile peers) {
    Map<String, Map<String, Figure>> lines = new LinkedHashMap<>();
    for (Figure each : peers.figures()) {
      lines
          .computeIfAbsent(each.group() + " " + each.figure(), key -> new LinkedHashMap<>())
          .put(each.contender(), each);
    }
    return lines;
  }

  private static String what(Map<String, Figure> measured) {
    return measured.values().iterator().next().what();
  }

  @FunctionalInterface
  private interface Format {
    String of(double value);
  }

  private static List<Bar> bars(Map<String, Figure> measured, Format format) {
    List<Bar> bars = new ArrayList<>();
    CONTENDERS.forEach(
        (name, look) -> {
          Figure figure = measured.get(name);
          if (figure != null) {
            bars.add(new Bar(look[0], look[1], figure.value(), format.of(figure.value())));
          }
        });
    return bars;
  }

  private static String time(double nanos) {
    if (nanos < 1_000) {
      return number(nanos) + " ns";
    }
    return nanos < 1_000_000 ? number(nanos / 1e3) + " µs" : number(nanos / 1e6) + " ms";
  }

  static String number(double value) {
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT,
        size == Math.rint(size) || size >= 100 ? "%,.0f" : size < 10 ? "%.2f" : "%.1f",
        value);
  }

  private static String cell(@Nullable Figure figure, Format format) {
    return figure == null ? "" : format.of(figure.value());
  }

  private static String spread(@Nullable Figure figure) {
    if (figure == null) {
      return "";
    }
    String value = number(figure.value());
    return figure.least() == figure.most()
        ? value
        : value + " (" + number(figure.least()) + "–" + number(figure.most()) + ")";
  }

  private static String ratio(@Nullable Figure above, @Nullable Figure below) {
    return above == null || below == null ? "" : number(above.value() / below.value());
  }

  private static @Nullable Figure rival(Map<String, Figure> measured) {
    Figure bitcoinj = measured.get("bitcoinj");
    return bitcoinj != null ? bitcoinj : measured.get("bouncycastle");
  }

  private static String page(ResultFile codec, ResultFile peers) {
    return """
    # Benchmarks

    Verack beside [bitcoinj](https://bitcoinj.org) 0.17.1 and beside the *bare limit*: the least that the JDK and the machine need for it, such as the checksum alone, or sockets that carry the same bytes and nothing else. All three are measured in one run, on the same bytes, in JVMs of their own.
    What counts are the ratios of one run; figures of different machines, or of a machine that does something else, are not comparable. This page and its charts are made of the files in [benchmarks](benchmarks), which a run writes:

    ```
    modules/benchmarks/record
    ```

    That takes less than ten minutes, needs Linux, 20,000 descriptors and the real blocks (see [CONTRIBUTING](../CONTRIBUTING.md)), and a machine that does nothing else. More rounds, or one of them alone: `mvn -Pscale verify …` and `mvn -Pbench verify …`, there.

    ## Codec

    %s

    ![Times of the codec beside the bare limit and bitcoinj](benchmarks/codec.svg)

    %s
    The bare limit of reading a message is its checksum (two rounds of SHA-256), of ids the hashing alone, of sending on a copy. Where a cell is empty, there is none, or the other library has nothing like it.
    bitcoinj reads a frame that is all in memory already; ours arrives in the pieces that a socket gives.

    ## Encrypted transport

    ![Times of the encrypted transport beside the JDK's own ciphers](benchmarks/encrypted.svg)

    %s
    ## Peers

    %s

    ![Memory of a peer](benchmarks/memory.svg)

    ![What goes through](benchmarks/throughput.svg)

    ![How long it takes](benchmarks/latency.svg)

    %s
    Both ends are in one process unless the line says otherwise, over loopback. *Verack* is the plain transport (v1), *encrypted* BIP 324, which peers use by default. bitcoinj speaks the plain one only.
    """
        .formatted(
            head(codec),
            codecTable(codec, CODEC, "bitcoinj"),
            codecTable(codec, ENCRYPTED, ""),
            head(peers),
            peersTable(peers));
  }

  private static String head(ResultFile file) {
    Map<String, String> head = file.head();
    return "%s, on %s, %s, %s. %s"
        .formatted(
            head.get("date"),
            head.get("machine"),
            head.get("system"),
            head.get("jdk"),
            head.get("run"));
  }

  private static String codecTable(ResultFile codec, Map<String, String> chosen, String rival) {
    Map<String, Map<String, Figure>> times = byGroup(codec, "time");
    Map<String, Map<String, Figure>> bytes = byGroup(codec, "allocated");
    boolean rivals = !rival.isEmpty();
    StringBuilder table = new StringBuilder();
    table.append("| what | bare limit | Verack | times the limit | allocated |");
    table.append(rivals ? " " + rival + " | times Verack |\n" : "\n");
    table.append("|---|--:|--:|--:|--:|").append(rivals ? "--:|--:|\n" : "\n");
    chosen.forEach(
        (name, what) -> {
          Map<String, Figure> measured = times.get(name);
          if (measured == null) {
            return;
          }
          Figure ours = measured.get("verack");
          table.append(
              "| %s | %s | %s | %s | %s |"
                  .formatted(
                      what,
                      cell(measured.get("floor"), ResultPage::time),
                      cell(ours, ResultPage::time),
                      ratio(ours, measured.get("floor")),
                      cell(bytes.getOrDefault(name, Map.of()).get("verack"), ResultPage::bytes)));
          if (rivals) {
            Figure theirs = rival(measured);
            table.append(
                " %s | %s |".formatted(cell(theirs, ResultPage::time), ratio(theirs, ours)));
          }
          table.append('\n');
        });
    return table.toString();
  }

  private static String bytes(double count) {
    return count < 10_000
        ? String.format(Locale.ROOT, "%,.0f B", count)
        : String.format(Locale.ROOT, "%,.0f kB", count / 1e3);
  }

  private static String peersTable(ResultFile peers) {
    StringBuilder table = new StringBuilder();
    table.append("| what | Verack | encrypted | bitcoinj | bare limit | goal |\n");
    table.append("|---|--:|--:|--:|--:|---|\n");
    lines(peers)
        .values()
        .forEach(
            measured ->
                table.append(
                    "| %s | %s | %s | %s | %s | %s |\n"
                        .formatted(
                            what(measured),
                            spread(measured.get("verack")),
                            spread(measured.get("encrypted")),
                            spread(measured.get("bitcoinj")),
                            spread(measured.get("floor")),
                            measured.values().iterator().next().goal())));
    return table.toString();
  }
}
