package org.verack.conformance.build;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * What GraalVM has to be told of a module: the records that {@link org.verack.wire.Dump} looks
 * into. Nothing else is found by reflection.
 */
final class NativeMetadata {

  private NativeMetadata() {}

  /** Where it stands in the jar. */
  static String path(String module) {
    return "META-INF/native-image/org.verack/" + artifact(module) + "/reflect-config.json";
  }

  static String artifact(String module) {
    return module.replaceFirst("^org\\.", "").replace('.', '-');
  }

  /** The file. */
  static String json(String module) {
    return records(module).stream()
        .map(
            name ->
                "  {\"name\": \"%s\", \"allRecordComponents\": true, \"allPublicMethods\": true}"
                    .formatted(name))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  /** The public records in exported packages. */
  private static List<String> records(String module) {
    Set<String> exported =
        BuiltModules.descriptor(module).exports().stream()
            .filter(each -> !each.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    Set<String> records = new TreeSet<>();
    for (byte[] file : BuiltModules.classFiles(module).values()) {
      ClassReader type = new ClassReader(file);
      String name = type.getClassName().replace('/', '.');
      boolean isPublic = (type.getAccess() & Opcodes.ACC_PUBLIC) != 0;
      if (isPublic
          && "java/lang/Record".equals(type.getSuperName())
          && exported.contains(name.substring(0, name.lastIndexOf('.')))) {
        records.add(name);
      }
    }
    return List.copyOf(records);
  }
}
