package org.verack.benchmarks.scale;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this JVM uses of the machine. */
public final class Machine {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private Machine() {}

  /**
   * How much memory is used.
   *
   * @param heap on the heap by what is alive, in bytes
   * @param resident in all, in bytes; only on Linux
   */
  public record Memory(long heap, long resident) {

    /**
     * Collects garbage until no more goes away, then looks.
     *
     * @return what is used
     * @throws InterruptedException if the thread was interrupted
     */
    public static Memory now() throws InterruptedException {
      long heap = Long.MAX_VALUE;
      for (int i = 0; i < 10; i++) {
        MEMORY.gc();
        Thread.sleep(100);
        long used = MEMORY.getHeapMemoryUsage().getUsed();
        if (used >= heap - heap / 1000) {
          break;
        }
        heap = used;
      }
      return new Memory(MEMORY.getHeapMemoryUsage().getUsed(), residentBytes());
    }

    /** Puts what was added since an earlier look, for each of so many, in KiB. */
    void putDifference(Memory earlier, int count, Figures figures) {
      figures.put("heap", (heap - earlier.heap) / 1024.0 / count);
      figures.put("rss", (resident - earlier.resident) / 1024.0 / count);
    }
  }

  /** The resident set, of Linux only; elsewhere NaN's integer, zero. */
  private static long residentBytes() {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Returns the time that all threads together spent on processors, user and system.
   *
   * @return nanoseconds
   */
  public static long cpuNanos() {
    return SYSTEM.getProcessCpuTime();
  }
}
