package org.verack.conformance.javadoc;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ModuleTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The sources of a module as users see them in its Javadoc: the descriptor, the exported packages
 * and their public types, as the compiler parses them.
 *
 * @param name the module
 * @param types the public types of the packages that it exports to all, by their full names
 * @param withoutExample those types whose Javadoc has no example, neither at the type nor at a
 *     member that users see
 * @param examples all examples, in the order of the files
 */
record ModuleSources(
    String name, Set<String> types, Set<String> withoutExample, List<Example> examples) {

  /** Several modules use the types of the same others. */
  private static final Map<Path, ModuleSources> READ = new ConcurrentHashMap<>();

  /** Reads the Java files below a folder, once. */
  static ModuleSources read(Path folder) {
    return READ.computeIfAbsent(folder, ModuleSources::parse);
  }

  private static ModuleSources parse(Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
        Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  found,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      // Such as an end of a comment within an example, which ends the Javadoc, too.
      if (!found.getDiagnostics().isEmpty()) {
        throw new AssertionError("sources that do not parse: " + found.getDiagnostics());
      }
      return new Reader(DocTrees.instance(task)).read(units);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Goes through the units once for the descriptor and once for what it exports. */
  private static final class Reader {

    private final DocTrees trees;
    private final Set<String> types = new TreeSet<>();
    private final Set<String> withoutExample = new TreeSet<>();
    private final List<Example> examples = new ArrayList<>();

    Reader(DocTrees trees) {
      this.trees = trees;
    }

    ModuleSources read(List<CompilationUnitTree> units) {
      CompilationUnitTree descriptor =
          units.stream().filter(unit -> unit.getModule() != null).findFirst().orElseThrow();
      ModuleTree module = descriptor.getModule();
      Set<String> exported =
          module.getDirectives().stream()
              .filter(ExportsTree.class::isInstance)
              .map(ExportsTree.class::cast)
              .filter(directive -> directive.getModuleNames() == null)
              .map(directive -> directive.getPackageName().toString())
              .collect(Collectors.toSet());
      collect(descriptor, "", new TreePath(new TreePath(descriptor), module));
      for (CompilationUnitTree unit : units) {
        PackageTree itsPackage = unit.getPackage();
        if (itsPackage != null && exported.contains(itsPackage.getPackageName().toString())) {
          read(unit, itsPackage);
        }
      }
      return new ModuleSources(module.getName().toString(), types, withoutExample, examples);
    }

    private void read(CompilationUnitTree unit, PackageTree itsPackage) {
      String packageName = itsPackage.getPackageName().toString();
      TreePath file = new TreePath(unit);
      collect(unit, packageName, new TreePath(file, itsPackage));
      for (Tree declared : unit.getTypeDecls()) {
        if (declared instanceof ClassTree type && isPublic(type.getModifiers())) {
          String fullName = packageName + "." + type.getSimpleName();
          types.add(fullName);
          int before = examples.size();
          new VisibleMembers(unit, packageName).scan(new TreePath(file, type), null);
          if (examples.size() == before) {
            withoutExample.add(fullName);
          }
        }
      }
    }

    private static boolean isPublic(ModifiersTree modifiers) {
      return modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    /** Finds the examples of one comment. */
    private void collect(CompilationUnitTree unit, String packageName, TreePath path) {
      DocCommentTree comment = trees.getDocCommentTree(path);
      if (comment == null) {
        return;
      }
      new DocTreeScanner<Void, Void>() {
        @Override
        public Void visitSnippet(SnippetTree snippet, Void unused) {
          if (snippet.getBody() != null && attribute(snippet, "lang", "java").equals("java")) {
            long start =
                trees.getSourcePositions().getStartPosition(unit, comment, snippet.getBody());
            String body = snippet.getBody().getBody();
            // The text may begin with the end of the line that has the tag.
            int line = (int) unit.getLineMap().getLineNumber(start);
            if (body.startsWith("\n")) {
              line++;
              body = body.substring(1);
            }
            examples.add(
                new Example(
                    Path.of(unit.getSourceFile().toUri()),
                    packageName,
                    line,
                    attribute(snippet, "id", ""),
                    body.stripIndent().stripTrailing()));
          }
          return null;
        }
      }.scan(comment, null);
    }

    private static String attribute(SnippetTree snippet, String name, String otherwise) {
      return StreamSupport.stream(snippet.getAttributes().spliterator(), false)
          .filter(AttributeTree.class::isInstance)
          .map(AttributeTree.class::cast)
          .filter(attribute -> attribute.getName().contentEquals(name))
          .map(
              attribute ->
                  attribute.getValue().stream()
                      .map(DocTree::toString)
                      .collect(Collectors.joining()))
          .findFirst()
          .orElse(otherwise);
    }

    /** Collects the comments of a type and of what is public or protected in it. */
    private final class VisibleMembers extends TreePathScanner<Void, Void> {

      private final CompilationUnitTree unit;
      private final String packageName;

      VisibleMembers(CompilationUnitTree unit, String packageName) {
        this.unit = unit;
        this.packageName = packageName;
      }

      @Override
      public Void visitClass(ClassTree type, Void unused) {
        if (isVisible(type.getModifiers())) {
          collect(unit, packageName, getCurrentPath());
          // Only the members: not the types that it extends, nor what its annotations say.
          scan(type.getMembers(), null);
        }
        return null;
      }

      @Override
      public Void visitMethod(MethodTree method, Void unused) {
        if (isVisible(method.getModifiers())) {
          collect(unit, packageName, getCurrentPath());
        }
        return null;
      }

      @Override
      public Void visitVariable(VariableTree field, Void unused) {
        if (isVisible(field.getModifiers())) {
          collect(unit, packageName, getCurrentPath());
        }
        return null;
      }

      private boolean isVisible(ModifiersTree modifiers) {
        return isPublic(modifiers)
            || modifiers.getFlags().contains(Modifier.PROTECTED)
            || isMemberOfInterface();
      }

      private boolean isMemberOfInterface() {
        Tree.Kind around = getCurrentPath().getParentPath().getLeaf().getKind();
        return around == Tree.Kind.INTERFACE || around == Tree.Kind.ANNOTATION_TYPE;
      }
    }
  }
}
