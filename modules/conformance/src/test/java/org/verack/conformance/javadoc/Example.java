package org.verack.conformance.javadoc;

import java.nio.file.Path;

/**
 * A {@code {@snippet}} of a Javadoc comment.
 *
 * @param file the source
 * @param ownPackage the package of the source, empty for a module's descriptor
 * @param line where its code begins, from 1
 * @param id the attribute, or empty
 * @param code what it shows
 */
record Example(Path file, String ownPackage, int line, String id, String code) {

  /** Whether it takes something that a test does not have, such as a node of the real network. */
  boolean isOnlyCompiled() {
    return id.startsWith("norun");
  }

  /** Where it is, as compilers and stack traces write it. */
  String place() {
    return file.getFileName() + ":" + line;
  }

  /** A name that no other example has. */
  String className() {
    String name = file.getFileName().toString().replace(".java", "").replace('-', '_');
    return name + "_" + ownPackage.replace('.', '_') + "_" + line;
  }
}
