package org.verack.conformance.build;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The modules under test as the class path of this test run has them: jars in a build that
 * packages, folders of classes otherwise. Tests run on the class path, so the modules are found by
 * their descriptors.
 */
final class BuiltModules {

  /** Looking through all jars takes a second. */
  private static final Map<String, ModuleReference> FOUND = new ConcurrentHashMap<>();

  private static final Map<String, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

  private BuiltModules() {}

  /** Entries of the class path that are real modules, the verack modules among them. */
  static List<Path> modulePath() {
    List<Path> found = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (!entry.isEmpty()
          && Files.exists(path)
          && ModuleFinder.of(path).findAll().stream()
              .anyMatch(module -> !module.descriptor().isAutomatic())) {
        found.add(path);
      }
    }
    return found;
  }

  static ModuleReference find(String name) {
    return FOUND.computeIfAbsent(
        name,
        wanted ->
            ModuleFinder.of(modulePath().toArray(Path[]::new))
                .find(wanted)
                .orElseThrow(
                    () -> new AssertionError("module " + wanted + " is not on the class path")));
  }

  static Path location(String name) {
    return Path.of(find(name).location().orElseThrow());
  }

  static ModuleDescriptor descriptor(String name) {
    return find(name).descriptor();
  }

  /** The class files of a module by their path in it, without its descriptor. */
  static Map<String, byte[]> classFiles(String name) {
    Map<String, byte[]> files = new TreeMap<>();
    try (ModuleReader reader = find(name).open()) {
      for (String path :
          reader
              .list()
              .filter(file -> file.endsWith(".class") && !file.equals("module-info.class"))
              .toList()) {
        try (InputStream in = reader.open(path).orElseThrow()) {
          files.put(path, in.readAllBytes());
        }
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return files;
  }

  /** The classes of a module. */
  static JavaClasses classes(String name) {
    return IMPORTED.computeIfAbsent(name, BuiltModules::imported);
  }

  private static JavaClasses imported(String name) {
    Path location = location(name);
    JavaClasses classes =
        Files.isDirectory(location)
            ? new ClassFileImporter().importPath(location)
            : new ClassFileImporter().importUrl(jar(location));
    if (classes.isEmpty()) {
      throw new AssertionError("no classes in " + name);
    }
    return classes;
  }

  private static URL jar(Path file) {
    try {
      return URI.create("jar:" + file.toUri() + "!/").toURL();
    } catch (MalformedURLException problem) {
      throw new AssertionError(problem);
    }
  }

  /** A text file in a module; empty if there is none. */
  static String resource(String name, String path) {
    try (ModuleReader reader = find(name).open()) {
      Optional<InputStream> file = reader.open(path);
      if (file.isEmpty()) {
        return "";
      }
      try (InputStream in = file.get()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
