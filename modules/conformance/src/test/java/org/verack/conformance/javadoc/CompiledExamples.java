package org.verack.conformance.javadoc;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Examples as classes: each in a class of its own that extends a frame, the statements of an
 * example as its method, or its declarations as its members. The code stands on the same line of
 * the same file as in the Javadoc, so compilers and stack traces name the right place.
 */
final class CompiledExamples {

  /** Not ours, so that an example sees of the frames what a subclass sees, and nothing else. */
  private static final String PACKAGE = "example";

  private static final String JDK_IMPORTS =
      Stream.of(
              "java.io",
              "java.net",
              "java.nio.channels",
              "java.nio.charset",
              "java.nio.file",
              "java.security",
              "java.time",
              "java.util",
              "java.util.concurrent",
              "java.util.function",
              "java.util.stream")
          .map(name -> "import " + name + ".*; ")
          .collect(Collectors.joining());

  private final Map<String, Source> sources;
  private final List<String> errors;
  private final ClassLoader loader;

  private CompiledExamples(
      Map<String, Source> sources, List<String> errors, Map<String, byte[]> classes) {
    this.sources = sources;
    this.errors = errors;
    this.loader = new Loader(classes);
  }

  /**
   * Compiles examples.
   *
   * @param examples what to compile
   * @param types full names of the types that they may use without importing them. Where several
   *     have the same name, it is that of the example's own package, else the first
   * @param frames what they may extend, the richest last: it is the last of which an example uses a
   *     field of its own, else the first
   * @param moreImports import declarations besides those of the JDK's usual packages
   */
  static CompiledExamples compile(
      List<Example> examples,
      Collection<String> types,
      List<Class<? extends ExampleFrame>> frames,
      String moreImports) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Memory memory = new Memory(compiler.getStandardFileManager(null, Locale.ROOT, null))) {
      Preparation preparation =
          new Preparation(compiler, memory, types, frames, JDK_IMPORTS + moreImports);
      Map<String, Source> sources = new HashMap<>();
      preparation
          .prepare(examples)
          .forEach(source -> sources.put(source.example.className(), source));
      DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
      if (!sources.isEmpty()) {
        compiler
            .getTask(
                new StringWriter(),
                memory,
                found,
                List.of(
                    "-proc:none",
                    "-Xlint:none",
                    "-g",
                    "-Xmaxerrs",
                    "1000",
                    "-classpath",
                    System.getProperty("java.class.path")),
                null,
                sources.values())
            .call();
      }
      return new CompiledExamples(sources, errors(found, sources.values()), memory.classes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> errors(
      DiagnosticCollector<JavaFileObject> found, Collection<Source> sources) {
    Map<URI, Source> byPlace = byPlace(sources);
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(
            diagnostic -> {
              String text = diagnostic.getMessage(Locale.ROOT);
              return diagnostic.getSource() == null
                  ? text
                  : byPlace
                      .get(diagnostic.getSource().toUri())
                      .describe(diagnostic.getLineNumber(), text);
            })
        .toList();
  }

  /** The compiler hands out wrappers of what it was given. */
  private static Map<URI, Source> byPlace(Collection<Source> sources) {
    return sources.stream().collect(Collectors.toMap(Source::toUri, source -> source));
  }

  /** What does not compile, each with file, line and code. */
  List<String> errors() {
    return errors;
  }

  /**
   * Runs an example with its assertions enabled.
   *
   * @throws AssertionError if it does not hold or throws something
   */
  void run(Example example) {
    Source source = sources.get(example.className());
    try {
      Constructor<?> constructor =
          loader.loadClass(PACKAGE + "." + example.className()).getDeclaredConstructor();
      constructor.setAccessible(true);
      ((ExampleFrame) constructor.newInstance()).run();
    } catch (Exception | AssertionError failure) {
      String file = example.file().getFileName().toString();
      int line =
          Arrays.stream(failure.getStackTrace())
              .filter(frame -> frame.getClassName().contains("." + example.className()))
              .filter(frame -> file.equals(frame.getFileName()))
              .mapToInt(StackTraceElement::getLineNumber)
              .findFirst()
              .orElse(example.line());
      throw new AssertionError(source.describe(line, failure.toString()), failure);
    }
  }

  /** Decides for each example what its class looks like. */
  private record Preparation(
      JavaCompiler compiler,
      JavaFileManager manager,
      Collection<String> types,
      List<Class<? extends ExampleFrame>> frames,
      String imports) {

    /** An example is a sequence of statements if it parses as one, and else of members. */
    List<Source> prepare(List<Example> examples) throws IOException {
      Map<Example, Set<String>> names = new HashMap<>();
      List<Source> statements =
          examples.stream().map(example -> Source.of(example, true, "")).toList();
      Set<Example> wrong = parse(statements, names);
      List<Source> members = wrong.stream().map(example -> Source.of(example, false, "")).toList();
      Set<Example> wrongAgain = parse(members, names);
      List<Source> prepared = new ArrayList<>();
      for (Example example : examples) {
        boolean statement = !wrong.contains(example) || wrongAgain.contains(example);
        Set<String> used = names.get(example);
        prepared.add(Source.of(example, statement, frame(used), imports + imports(example, used)));
      }
      return prepared;
    }

    /** Returns those with errors, and notes which names each uses. */
    private Set<Example> parse(List<Source> sources, Map<Example, Set<String>> names)
        throws IOException {
      Set<Example> wrong = new HashSet<>();
      if (sources.isEmpty()) {
        return wrong;
      }
      Map<URI, Source> byPlace = byPlace(sources);
      DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, found, List.of("-proc:none"), null, sources);
      for (CompilationUnitTree unit : task.parse()) {
        Set<String> used = new TreeSet<>();
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitIdentifier(IdentifierTree identifier, Void unused) {
            used.add(identifier.getName().toString());
            return null;
          }
        }.scan(unit, null);
        names
            .computeIfAbsent(
                byPlace.get(unit.getSourceFile().toUri()).example, key -> new TreeSet<>())
            .addAll(used);
      }
      for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
        if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
          wrong.add(byPlace.get(diagnostic.getSource().toUri()).example);
        }
      }
      return wrong;
    }

    private Class<? extends ExampleFrame> frame(Set<String> used) {
      Class<? extends ExampleFrame> chosen = frames.getFirst();
      for (Class<? extends ExampleFrame> frame : frames) {
        if (Arrays.stream(frame.getDeclaredFields()).map(Field::getName).anyMatch(used::contains)) {
          chosen = frame;
        }
      }
      return chosen;
    }

    private String imports(Example example, Set<String> used) {
      Map<String, String> chosen = new HashMap<>();
      for (String type : types) {
        String simpleName = type.substring(type.lastIndexOf('.') + 1);
        if (type.equals(example.ownPackage() + "." + simpleName)) {
          chosen.put(simpleName, type);
        } else {
          chosen.putIfAbsent(simpleName, type);
        }
      }
      chosen.keySet().retainAll(used);
      return chosen.values().stream()
          .sorted()
          .map(type -> "import " + type + "; ")
          .collect(Collectors.joining());
    }
  }

  /** The class of an example, as the compiler reads it. */
  private static final class Source extends SimpleJavaFileObject {

    private final Example example;
    private final String code;

    private Source(Example example, String code) {
      super(
          URI.create("example:///" + example.className() + "/" + example.file().getFileName()),
          Kind.SOURCE);
      this.example = example;
      this.code = code;
    }

    /** For the parser alone. */
    static Source of(Example example, boolean statements, String imports) {
      return of(example, statements, ExampleFrame.class, imports);
    }

    static Source of(
        Example example, boolean statements, Class<? extends ExampleFrame> frame, String imports) {
      String beginning =
          "package "
              + PACKAGE
              + "; "
              + imports
              + "class "
              + example.className()
              + " extends "
              + frame.getName()
              + " { "
              + (statements ? "@Override protected void example() throws Exception {" : "");
      String end = statements ? "\n}}" : "\n}";
      return new Source(
          example, beginning + "\n".repeat(example.line() - 1) + example.code() + end);
    }

    /** Says what is wrong in which line, and shows the line. */
    String describe(long line, String problem) {
      List<String> lines = code.lines().toList();
      String shown =
          line >= example.line() && line <= lines.size()
              ? "\n    " + lines.get((int) line - 1).strip()
              : "";
      return example.file() + ":" + line + ": " + problem + shown;
    }

    /** The name says nothing of the class: it is the file of the Javadoc. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  /** Keeps what the compiler writes. */
  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Memory(StandardJavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      return written.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      URI place = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(place, kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          written.put(className, out);
          return out;
        }
      };
    }

    /** Two objects are the same file only if they are the same object. */
    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
      return a == b;
    }
  }

  /** Loads what was compiled. */
  private static final class Loader extends ClassLoader {

    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(CompiledExamples.class.getClassLoader());
      this.classes = classes;
      setDefaultAssertionStatus(true);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] file = classes.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, file, 0, file.length);
    }
  }
}
