package org.verack.conformance.build;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What users of a module can see: the public types of its exported packages, and in them all that
 * is public or protected.
 */
final class ExportedTypes {

  static final List<String> MODULES =
      List.of(
          "org.verack.wire",
          "org.verack.wire.decred",
          "org.verack.wire.lbry",
          "org.verack.wire.kaspa",
          "org.verack.peer",
          "org.verack.peer.testkit");

  private ExportedTypes() {}

  /**
   * Signatures that mention a verack type from a package that its module does not export to all.
   */
  static Set<String> leaks(JavaClasses classes, String module) {
    Set<String> exported =
        MODULES.stream()
            .flatMap(name -> BuiltModules.descriptor(name).exports().stream())
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    Set<String> own = BuiltModules.descriptor(module).packages();
    Set<String> leaks = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!exported.contains(type.getPackageName())
          || !own.contains(type.getPackageName())
          || !isVisible(type)) {
        continue;
      }
      Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
          .forEach(parent -> check(type.getName(), parent, exported, leaks));
      for (JavaMember member : type.getMembers()) {
        if (!isVisible(member.getModifiers())) {
          continue;
        }
        if (member instanceof JavaField field) {
          check(field.getFullName(), field.getType(), exported, leaks);
        } else if (member instanceof JavaCodeUnit code) {
          check(code.getFullName(), code.getReturnType(), exported, leaks);
          code.getParameterTypes()
              .forEach(parameter -> check(code.getFullName(), parameter, exported, leaks));
          code.getExceptionTypes()
              .forEach(thrown -> check(code.getFullName(), thrown, exported, leaks));
        }
      }
    }
    return leaks;
  }

  private static void check(String where, JavaType type, Set<String> exported, Set<String> leaks) {
    for (JavaClass involved : type.getAllInvolvedRawTypes()) {
      JavaClass base = involved.getBaseComponentType();
      if (base.getPackageName().startsWith("org.verack.")
          && (!exported.contains(base.getPackageName()) || !isVisible(base))) {
        leaks.add(where + " mentions " + base.getName());
      }
    }
  }

  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(ExportedTypes::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
