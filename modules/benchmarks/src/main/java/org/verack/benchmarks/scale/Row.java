package org.verack.benchmarks.scale;

import java.util.List;

/** One row of the table, or several that are measured together. */
interface Row {

  /** Us. */
  String VERACK = "verack";

  /** Us, over the encrypted transport (BIP 324); the other figures are those of the plain one. */
  String ENCRYPTED = "encrypted";

  /** The other library. */
  String BITCOINJ = "bitcoinj";

  /** What the machine and the JDK need for it at the least. */
  String FLOOR = "floor";

  /** By what it is chosen. */
  String name();

  /** Who is measured. Each is measured in a JVM of its own. */
  default List<String> contenders() {
    return List.of(FLOOR, VERACK, ENCRYPTED, BITCOINJ);
  }

  /** How much heap each has, in MiB. */
  int heap();

  /** More options of their JVMs. By default all of the heap is there from the beginning. */
  default List<String> options() {
    return List.of("-Xms" + heap() + "m");
  }

  /** Measures, in the JVM that was started for it. */
  void measure(String contender, Size size, Figures figures) throws Exception;

  /** What is printed. */
  List<Line> lines(Size size);
}
