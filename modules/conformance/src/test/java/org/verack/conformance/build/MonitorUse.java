package org.verack.conformance.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds everything in a class file that takes, waits for or notifies an object's monitor. */
final class MonitorUse extends ClassVisitor {

  private static final Set<String> MONITOR_METHODS =
      Set.of("wait()V", "wait(J)V", "wait(JI)V", "notify()V", "notifyAll()V");

  private final List<String> found = new ArrayList<>();
  private String type = "";
  private String source = "";

  private MonitorUse() {
    super(Opcodes.ASM9);
  }

  /** One line for each use, with its place in the source. */
  static List<String> in(byte[] classFile) {
    MonitorUse use = new MonitorUse();
    new ClassReader(classFile).accept(use, ClassReader.SKIP_FRAMES);
    return use.found;
  }

  @Override
  public void visit(
      int version, int access, String name, String generic, String parent, String[] interfaces) {
    type = name.replace('/', '.');
  }

  @Override
  public void visitSource(String file, String debug) {
    source = file == null ? "?" : file;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String generic, String[] exceptions) {
    if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      found.add("synchronized method " + type + "." + name + " (" + source + ")");
    }
    return new MethodVisitor(Opcodes.ASM9) {
      private int line;

      @Override
      public void visitLineNumber(int number, Label start) {
        line = number;
      }

      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.MONITORENTER) {
          add("synchronized block");
        }
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String calledDescriptor, boolean ofInterface) {
        // These methods are final in Object, so the name and the descriptor decide, whatever the
        // owner is.
        if (opcode != Opcodes.INVOKESTATIC && MONITOR_METHODS.contains(called + calledDescriptor)) {
          add(called + "()");
        }
      }

      private void add(String what) {
        found.add(what + " in " + type + "." + name + " (" + source + ":" + line + ")");
      }
    };
  }
}
