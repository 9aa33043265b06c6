import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.spi.ToolProvider;

/**
 * Checks or applies the format of every Java file of the source tree. The build runs it as a source
 * file with google-java-format on the class path: {@code java … FormatSources.java check|apply ROOT
 * FORMATTER-VERSION}. What was found well formatted is remembered by its hash in {@code
 * ROOT/target/formatted}, so that a second run looks only at files that changed.
 */
public final class FormatSources {

  private static final Set<String> SKIPPED = Set.of("target", ".git", ".cache", ".idea", "out");

  private FormatSources() {}

  /** Exits with 1 when a file is badly formatted (check) or not Java (check and apply). */
  public static void main(String[] arguments) throws Exception {
    boolean apply = arguments[0].equals("apply");
    Path root = Path.of(arguments[1]).toRealPath();
    Path memory = root.resolve("target").resolve("formatted");
    String formatter = arguments[2];

    Set<String> known =
        Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : new HashSet<>();
    TreeMap<String, String> pending = new TreeMap<>();
    Set<String> good = new HashSet<>();
    List<Path> sources = sources(root);
    for (Path source : sources) {
      String hash = hash(source, formatter);
      if (known.contains(hash)) {
        good.add(hash);
      } else {
        pending.put(source.toString(), hash);
      }
    }

    boolean failed = false;
    if (!pending.isEmpty()) {
      List<String> words = new ArrayList<>();
      words.addAll(apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
      words.addAll(pending.keySet());
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int status =
          ToolProvider.findFirst("google-java-format")
              .orElseThrow(() -> new IllegalStateException("google-java-format is not there"))
              .run(
                  new PrintWriter(out, true),
                  new PrintWriter(err, true),
                  words.toArray(String[]::new));
      List<String> bad = out.toString().lines().toList();
      if (!bad.isEmpty()) {
        System.err.println("Not formatted:");
        bad.forEach(file -> System.err.println("  " + root.relativize(Path.of(file))));
        System.err.println("Run: mvn -Pformat validate");
      }
      if (!err.toString().isBlank()) {
        System.err.print(err);
      }
      failed = status != 0;
      bad.forEach(pending::remove);
      if (apply) {
        for (String file : pending.keySet()) {
          String before = pending.get(file);
          String after = hash(Path.of(file), formatter);
          if (!after.equals(before)) {
            System.out.println("formatted " + root.relativize(Path.of(file)));
          }
          pending.put(file, after);
        }
      }
      // A syntax error leaves open which of the files were looked at, so nothing is remembered.
      if (err.toString().isBlank()) {
        good.addAll(pending.values());
      }
    }
    Files.createDirectories(memory.getParent());
    Files.write(memory, new java.util.TreeSet<>(good));
    if (failed) {
      System.exit(1);
    }
    System.out.println(sources.size() + " source files are formatted");
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString()) && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static String hash(Path file, String formatter) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(formatter.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }
}
