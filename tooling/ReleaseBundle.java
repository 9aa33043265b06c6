import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Checks what {@code mvn -Prelease deploy} copied into a folder against what a repository and users
 * ask for, and packs it: {@code java ReleaseBundle.java STAGING VERSION SBOM BUNDLE}. What belongs
 * to a release is what its BOM lists, and the BOM. Signatures are checked with {@code gpg}, by the
 * keys that it knows.
 */
public final class ReleaseBundle {

  private static final String GROUP = "org/verack";
  private static final String BOM = "verack-bom";

  /** What each library brings along, apart from Verack's own and from what is optional. */
  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "verack-peer", Set.of("jspecify", "slf4j-api"),
          "verack-peer-testkit", Set.of("jspecify", "slf4j-api"));

  private static final Pattern COMPONENT = Pattern.compile("pkg:maven/([^/]+)/([^@]+)@([^?]+)");

  private final Path staging;
  private final String version;
  private final List<String> faults = new ArrayList<>();

  private ReleaseBundle(Path staging, String version) {
    this.staging = staging;
    this.version = version;
  }

  /** Exits with 1 when something is wrong. */
  public static void main(String[] arguments) throws Exception {
    ReleaseBundle release = new ReleaseBundle(Path.of(arguments[0]), arguments[1]);
    Path bundle = Path.of(arguments[3]);
    Set<Path> files = release.check(Path.of(arguments[2]));
    if (!release.faults.isEmpty()) {
      System.err.println("This cannot be released:");
      release.faults.forEach(fault -> System.err.println("  " + fault));
      System.exit(1);
    }
    release.pack(files, bundle);
    System.out.printf(
        "%d files are whole and signed: %s (%,d bytes)%n",
        files.size(), bundle, Files.size(bundle));
  }

  /** Looks at everything; returns the files of the bundle. */
  private Set<Path> check(Path sbom) throws Exception {
    Set<Path> expected = new TreeSet<>();
    Path bom = file(BOM, ".pom");
    if (!Files.exists(bom)) {
      faults.add("there is no " + bom);
      return expected;
    }
    Set<String> libraries = new TreeSet<>(texts(Files.readString(bom), "artifactId"));
    libraries.remove(BOM);
    checkPom(BOM, bom, expected);
    for (String library : libraries) {
      checkPom(library, file(library, ".pom"), expected);
      checkJar(library, file(library, ".jar"), expected);
      checkArchive(file(library, "-sources.jar"), "module-info.java", expected);
      checkArchive(file(library, "-javadoc.jar"), "index.html", expected);
      checkMaterials(library, file(library, "-cyclonedx.json"), expected);
    }
    checkAllMaterials(sbom, libraries);
    Set<Path> found = files();
    found.stream()
        .filter(path -> !expected.contains(path))
        .forEach(path -> faults.add("nobody expects " + staging.relativize(path)));
    return expected;
  }

  private Path file(String artifact, String ending) {
    return staging
        .resolve(GROUP)
        .resolve(artifact)
        .resolve(version)
        .resolve(artifact + "-" + version + ending);
  }

  /** All files, but for the listing of versions, which a repository keeps by itself. */
  private Set<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(staging)) {
      return walk.filter(Files::isRegularFile)
          .filter(path -> !path.getFileName().toString().startsWith("maven-metadata.xml"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** A file with its checksums and its signature. Returns whether it is there. */
  private boolean present(Path file, Set<Path> expected) throws Exception {
    expected.add(file);
    Path signature = beside(file, ".asc");
    expected.add(signature);
    if (!Files.exists(file)) {
      faults.add("there is no " + staging.relativize(file));
      return false;
    }
    if (!Files.exists(signature)) {
      faults.add("there is no signature of " + file.getFileName());
    } else if (run("gpg", "--batch", "--verify", signature.toString(), file.toString()) != 0) {
      faults.add("the signature of " + file.getFileName() + " does not verify");
    }
    for (Map.Entry<String, String> kind : Map.of(".md5", "MD5", ".sha1", "SHA-1").entrySet()) {
      Path checksum = beside(file, kind.getKey());
      expected.add(checksum);
      MessageDigest digest = MessageDigest.getInstance(kind.getValue());
      String hash = HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
      if (!Files.exists(checksum) || !Files.readString(checksum).strip().equals(hash)) {
        faults.add("the " + kind.getValue() + " of " + file.getFileName() + " is not beside it");
      }
    }
    return true;
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private void checkPom(String artifact, Path pom, Set<Path> expected) throws Exception {
    if (!present(pom, expected)) {
      return;
    }
    String text = Files.readString(pom);
    for (String element :
        List.of("name", "description", "url", "license", "developer", "connection")) {
      if (!text.contains("<" + element + ">")) {
        faults.add(pom.getFileName() + " has no " + element);
      }
    }
    for (String foreign :
        List.of("<parent>", "<properties>", "<build>", "<scope>test", "SNAPSHOT")) {
      if (text.contains(foreign)) {
        faults.add(pom.getFileName() + " contains " + foreign);
      }
    }
    if (!texts(text, "version").contains(version)) {
      faults.add(pom.getFileName() + " is not of version " + version);
    }
    boolean managesOthers =
        texts(text, "groupId").stream().anyMatch(group -> !group.equals("org.verack"));
    if (artifact.equals(BOM) && managesOthers) {
      faults.add(pom.getFileName() + " manages what is not Verack's");
    }
  }

  private void checkJar(String artifact, Path jar, Set<Path> expected) throws Exception {
    if (!checkArchive(jar, "module-info.class", expected)) {
      return;
    }
    ModuleDescriptor module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    String name = "org." + artifact.replace('-', '.');
    if (!module.name().equals(name) || !module.rawVersion().orElse("").equals(version)) {
      faults.add(jar.getFileName() + " is module " + module.toNameAndVersion());
    }
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream descriptor = zip.getInputStream(zip.getEntry("module-info.class"))) {
      int classFile = descriptor.readNBytes(8)[7];
      if (classFile != 65) {
        faults.add(jar.getFileName() + ": the module descriptor is not of Java 21: " + classFile);
      }
    }
  }

  /** An archive that has the licence and some other entry in it. Returns whether it is there. */
  private boolean checkArchive(Path archive, String entry, Set<Path> expected) throws Exception {
    if (!present(archive, expected)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE", entry)) {
        if (zip.getEntry(name) == null) {
          faults.add(archive.getFileName() + " has no " + name);
        }
      }
    }
    return true;
  }

  /** The bill of materials names what the library brings along; else only what is optional. */
  private void checkMaterials(String artifact, Path bill, Set<Path> expected) throws Exception {
    if (!present(bill, expected)) {
      return;
    }
    String text = Files.readString(bill);
    String root = "pkg:maven/org.verack/" + artifact + "@" + version + "?";
    if (!text.contains(root)) {
      faults.add(bill.getFileName() + " is not of " + artifact);
    }
    Set<String> named = new TreeSet<>();
    for (String component : inherited(text, root)) {
      Matcher parts = COMPONENT.matcher(component);
      if (!parts.lookingAt()) {
        faults.add(bill.getFileName() + " names " + component);
      } else if (!parts.group(1).equals("org.verack")) {
        named.add(parts.group(2));
      } else if (!parts.group(3).equals(version)) {
        faults.add(bill.getFileName() + " names another version of " + parts.group(2));
      }
    }
    Set<String> required = REQUIRED.getOrDefault(artifact, Set.of("jspecify"));
    if (!named.equals(required)) {
      faults.add(bill.getFileName() + " names " + named + ", not " + required);
    }
  }

  /**
   * What a bill of materials reaches from a root without passing a component that is optional. The
   * scopes alone do not say it: what only an optional component needs can be there as required.
   */
  private static Set<String> inherited(String bill, String root) {
    Set<String> optional = new TreeSet<>();
    String[] components = bill.split("\"bom-ref\" : \"", -1);
    for (String component : List.of(components).subList(1, components.length)) {
      if (component.contains("\"scope\" : \"optional\"")) {
        optional.add(component.substring(0, component.indexOf('"')));
      }
    }
    Map<String, List<String>> needs =
        Pattern.compile("\"ref\" : \"([^\"]+)\",\\s*\"dependsOn\" : \\[([^]]*)]")
            .matcher(bill)
            .results()
            .collect(Collectors.toMap(each -> each.group(1), each -> quoted(each.group(2))));
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>();
    needs.keySet().stream().filter(each -> each.startsWith(root)).forEach(next::add);
    while (!next.isEmpty()) {
      for (String need : needs.getOrDefault(next.remove(), List.of())) {
        if (!optional.contains(need) && reached.add(need)) {
          next.add(need);
        }
      }
    }
    return reached;
  }

  private static List<String> quoted(String list) {
    return Pattern.compile("\"([^\"]+)\"")
        .matcher(list)
        .results()
        .map(each -> each.group(1))
        .toList();
  }

  /** The bill of all together names all libraries, and of Verack nothing that is not released. */
  private void checkAllMaterials(Path bill, Set<String> libraries) throws IOException {
    Set<String> expected = new TreeSet<>(libraries);
    expected.addAll(Set.of(BOM, "verack-parent"));
    Set<String> named =
        Pattern.compile("\"purl\" : \"pkg:maven/org[.]verack/([^@]+)@")
            .matcher(Files.readString(bill))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!named.equals(expected)) {
      faults.add(bill.getFileName() + " names " + named + ", not " + expected);
    }
  }

  private static List<String> texts(String xml, String element) {
    return Pattern.compile("<" + element + ">([^<]*)</")
        .matcher(xml)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  /** In the form of a repository; the same bytes for the same files. */
  private void pack(Set<Path> files, Path bundle) throws IOException {
    FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bundle))) {
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(staging.relativize(file).toString().replace('\\', '/'));
        entry.setLastModifiedTime(time);
        zip.putNextEntry(entry);
        zip.write(Files.readAllBytes(file));
      }
    }
  }
}
