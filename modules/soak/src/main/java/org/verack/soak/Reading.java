package org.verack.soak;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the process holds when nothing is connected.
 *
 * @param heap bytes that are reachable
 * @param direct bytes of memory outside the heap that sockets use
 * @param platformThreads how many there are, those that carry virtual ones not counted, because the
 *     JDK makes and ends these as it likes
 * @param virtualThreads how many there are
 * @param descriptors how many files and sockets are open
 */
record Reading(long heap, long direct, int platformThreads, int virtualThreads, long descriptors) {

  private static final String CARRIER = "ForkJoinPool-1-worker";

  /** The marker that a thread dump has behind the name of a virtual thread. */
  private static final String VIRTUAL = " virtual";

  static Reading take() throws IOException {
    List<String> threads = threadHeads();
    long virtual = threads.stream().filter(line -> line.endsWith(VIRTUAL)).count();
    long platform =
        threads.stream().filter(line -> !line.endsWith(VIRTUAL) && !line.contains(CARRIER)).count();
    return new Reading(reachable(), directMemory(), (int) platform, (int) virtual, openFiles());
  }

  private static long reachable() {
    long least = Long.MAX_VALUE;
    // The first collection may leave what only reference queues hold.
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  /** One line for each thread; the beans for threads do not know of virtual ones. */
  private static List<String> threadHeads() throws IOException {
    Path folder = Files.createTempDirectory("soak");
    Path dump = folder.resolve("threads.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
      try (Stream<String> lines = Files.lines(dump)) {
        return lines.filter(line -> line.startsWith("#")).map(Reading::head).toList();
      }
    } finally {
      Files.deleteIfExists(dump);
      Files.delete(folder);
    }
  }

  /** {@code #23 "name" virtual WAITING 2026-…} of JDK 25, {@code #23 "name" virtual} of JDK 21. */
  private static String head(String line) {
    int quote = line.lastIndexOf('"');
    return quote >= 0 && line.startsWith(VIRTUAL, quote + 1)
        ? line.substring(0, quote + 1) + VIRTUAL
        : line;
  }
}
