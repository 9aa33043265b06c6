package org.verack.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.verack.wire.Networks;

/**
 * Runs the fuzzer over the targets, one after the other, each in a JVM of its own.
 *
 * <p>Below {@code target/fuzz} there are for each target its log and, in {@code corpus}, the inputs
 * that reached something new. The fuzzer can also write a report of the lines that were reached,
 * but it leaves out most of what the seeds reach, so it is not asked for one.
 */
public final class Run {

  private static final Pattern PROGRESS =
      Pattern.compile("#(\\d+)\\s+\\S+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)");

  private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units: (\\d+)");

  private static final Pattern EXCEPTION =
      Pattern.compile("^== (?:Java Exception|libFuzzer|ERROR).*", Pattern.MULTILINE);

  /** The exit code for findings, the same as the fuzzer's own. */
  private static final int FOUND = 77;

  private static final int MAX_LENGTH = 4096;
  private static final int SECONDS_PER_INPUT = 10;

  private final Path module;
  private final Path work;
  private final Seeds seeds;

  private Run(Path module, Seeds seeds) {
    this.module = module;
    this.work = module.resolve("target/fuzz");
    this.seeds = seeds;
  }

  /**
   * Runs.
   *
   * @param arguments the folder of this module, the seconds for all targets together, and the names
   *     of the targets with commas between them, or {@code all}
   * @throws Exception if something cannot be started or read
   */
  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[1]);
    List<Target> targets = targets(arguments[2]);
    Run run = new Run(Path.of(arguments[0]), Seeds.collect());
    System.out.println(
        run.seeds.vectors() == 0
            ? "fuzz: no folder shared with vectors is beside the repository, so few seeds"
            : "fuzz: seeds from " + run.seeds.vectors() + " reference vectors");
    int findings = 0;
    for (Target each : targets) {
      findings += run.fuzz(each, Math.max(1, seconds / targets.size())) ? 0 : 1;
    }
    String outcome =
        findings == 0
            ? "no findings in " + targets.size() + " targets"
            : "FINDINGS in " + findings + " of " + targets.size() + " targets";
    System.out.println("fuzz: " + outcome);
    Files.writeString(run.work.resolve("outcome.txt"), outcome + "\n");
    System.exit(findings == 0 ? 0 : FOUND);
  }

  private static List<Target> targets(String names) {
    return names.equals("all")
        ? List.of(Target.values())
        : Pattern.compile(",").splitAsStream(names).map(Target::of).toList();
  }

  /** Fuzzes one target; returns whether nothing was found. */
  private boolean fuzz(Target target, int seconds) throws IOException, InterruptedException {
    Path folder = work.resolve(target.id());
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path seedFolder = writeSeeds(target, folder.resolve("seeds"));
    Path log = folder.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Driver.class.getName(),
                "--target_args=" + target.id(),
                "--instrumentation_includes=org.verack.wire.**",
                "--custom_hook_includes=org.verack.wire.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                "-dict=" + writeDictionary(),
                "-max_len=" + MAX_LENGTH,
                "-timeout=" + SECONDS_PER_INPUT,
                "-max_total_time=" + seconds,
                "-use_value_profile=1",
                "-print_final_stats=1",
                corpus.toString(),
                seedFolder.toString()));
    Path kept = module.resolve("src/test/resources/findings").resolve(target.id());
    if (Files.isDirectory(kept)) {
      command.add(kept.toString());
    }
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = process.waitFor();
    report(target, exit, (System.nanoTime() - begin) / 1e9, folder, log);
    return exit == 0;
  }

  private Path writeSeeds(Target target, Path folder) throws IOException {
    Files.createDirectories(folder);
    int number = 0;
    for (byte[] each : seeds.of(target)) {
      Files.write(folder.resolve(String.format(Locale.ROOT, "%05d", number++)), each);
    }
    return folder;
  }

  /** Words that a mutation may put somewhere. */
  private Path writeDictionary() throws IOException {
    List<String> lines = new ArrayList<>();
    int magic = Integer.reverseBytes(Networks.MAINNET.magic());
    lines.add(entry(HexFormat.of().parseHex(HexFormat.of().toHexDigits(magic))));
    for (String each : PayloadTarget.COMMANDS) {
      byte[] field = new byte[12];
      byte[] text = each.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, field, 0, text.length);
      lines.add(entry(field));
    }
    for (String each :
        List.of(".onion", ".b32.i2p", "network-", "::", "::ffff:", "fc00::", "\u212a", "\u0130")) {
      lines.add(entry(each.getBytes(StandardCharsets.UTF_8)));
    }
    for (String each :
        List.of("fd", "fdfd00", "fe00000100", "ff0000000001000000", "0001", "6a24aa21a9ed")) {
      lines.add(entry(HexFormat.of().parseHex(each)));
    }
    return Files.write(work.resolve("dictionary.txt"), lines);
  }

  private static String entry(byte[] word) {
    StringBuilder text = new StringBuilder("\"");
    for (byte each : word) {
      text.append("\\x").append(HexFormat.of().toHexDigits(each));
    }
    return text.append('"').toString();
  }

  private static void report(Target target, int exit, double seconds, Path folder, Path log)
      throws IOException {
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    Matcher runs = RUNS.matcher(text);
    Matcher progress = PROGRESS.matcher(text);
    String executed = runs.find() ? runs.group(1) : "0";
    String edges = "0";
    String corpus = "0";
    while (progress.find()) {
      edges = progress.group(2);
      corpus = progress.group(4);
      executed = executed.equals("0") ? progress.group(1) : executed;
    }
    System.out.printf(
        Locale.ROOT,
        "fuzz: %-11s %5.0f s, %,11d executions, %6s edges reached, %6s inputs kept: %s%n",
        target.id(),
        seconds,
        Long.parseLong(executed),
        edges,
        corpus,
        exit == 0 ? "no finding" : "FINDING");
    if (exit != 0) {
      explain(text, folder, log);
    }
  }

  private static void explain(String text, Path folder, Path log) throws IOException {
    Matcher exception = EXCEPTION.matcher(text);
    int from = exception.find() ? exception.start() : Math.max(0, text.length() - 4000);
    String rest = text.substring(from);
    int end = rest.indexOf("DEDUP_TOKEN");
    System.out.println(end < 0 ? rest : rest.substring(0, end));
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().matches("(crash|timeout|oom)-.*"))
          .forEach(file -> System.out.println("fuzz: the input is " + file));
    }
    System.out.println("fuzz: the whole log is " + log);
    System.out.println(
        "fuzz: mend it, and keep the input below src/test/resources/findings with a name that says"
            + " what it was");
  }
}
