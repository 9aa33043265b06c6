package org.verack.benchmarks.results;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where and when something is measured. */
final class Surroundings {

  private Surroundings() {}

  static Map<String, String> describe() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    all.put("machine", machine());
    // Without what a distribution adds to the number.
    String version = System.getProperty("os.version").replaceFirst("-.*", "");
    all.put("system", System.getProperty("os.name") + " " + version);
    all.put("jdk", System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"));
    return all;
  }

  private static String machine() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "%d processors (%s), %d GiB of memory"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(),
            Math.round(system.getTotalMemorySize() / (double) (1 << 30)));
  }

  /** Its name on Linux, elsewhere the architecture. */
  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try {
        for (String line : Files.readAllLines(info)) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      } catch (IOException e) {
        return System.getProperty("os.arch") + ", " + e.getMessage();
      }
    }
    return System.getProperty("os.arch");
  }
}
