package dev.warren.lambda;

import dev.warren.codec.UndecodableException;
import dev.warren.codec.UnencodableException;
import dev.warren.codec.ValueCodec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a lambda has captured: whether it can travel, and what its author calls it. */
public final class CapturedValues {

  private CapturedValues() {}

  /**
   * Checks that a value can be written, read back, and written again to the same.
   *
   * @param value the value, possibly null
   * @param type what it is declared as
   * @throws UnencodableException if not
   */
  public static void check(Object value, Type type) {
    if (value == null) {
      return;
    }
    if (value instanceof AutoCloseable || value instanceof Thread || value instanceof ClassLoader) {
      throw new UnencodableException(
          "a " + value.getClass().getTypeName() + " belongs to this process", null);
    }
    ValueCodec codec = ValueCodec.of(type);
    byte[] written = codec.write(value);
    try {
      Object back = codec.read(written);
      // An object of a subclass would come out as what the variable is declared as.
      if (!(isContainer(value) || value.getClass().isInstance(back))
          || !Arrays.equals(written, codec.write(back))) {
        throw new UnencodableException(
            "a value of type " + value.getClass().getTypeName() + " would come out changed", null);
      }
    } catch (UndecodableException e) {
      throw new UnencodableException(
          "a value of type "
              + value.getClass().getTypeName()
              + " cannot be read back ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Whether a value stands for what is in it, whatever its own class. */
  static boolean isContainer(Object value) {
    return value instanceof Iterable || value instanceof Map;
  }

  /** The name of a captured variable, as far as the compiler has left it in the class file. */
  static String nameOf(SerializedLambda lambda, int index) {
    String type = lambda.getCapturedArg(index).getClass().getTypeName();
    if (!lambda.getImplMethodName().startsWith(TaskRefs.LAMBDA)) {
      return "the object it is called on (a " + type + ")";
    }
    String[] names = new String[lambda.getCapturedArgCount()];
    String file = lambda.getImplClass() + ".class";
    try (InputStream source =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
      if (source != null) {
        new ClassReader(source).accept(new NameFinder(lambda, names), ClassReader.SKIP_FRAMES);
      }
    } catch (IOException | IllegalArgumentException e) {
      names[index] = null; // The type alone has to do.
    }
    return names[index] == null
        ? "a value of type " + type
        : "the variable \"" + names[index] + "\" (a " + type + ")";
  }

  /** Reads the names of a method's first parameters out of its table of local variables. */
  private static final class NameFinder extends ClassVisitor {

    private final SerializedLambda lambda;
    private final String[] names;

    NameFinder(SerializedLambda lambda, String[] names) {
      super(Opcodes.ASM9);
      this.lambda = lambda;
      this.names = names;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (!name.equals(lambda.getImplMethodName())
          || !descriptor.equals(lambda.getImplMethodSignature())) {
        return null;
      }
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      int[] slotOf = slots(isStatic, descriptor);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitLocalVariable(
            String variable, String type, String generic, Label start, Label end, int slot) {
          for (int i = 0; i < names.length; i++) {
            if (slotOf[i] == slot) {
              names[i] = variable;
            }
          }
        }
      };
    }

    private int[] slots(boolean isStatic, String descriptor) {
      var types = org.objectweb.asm.Type.getArgumentTypes(descriptor);
      int[] slots = new int[names.length];
      int slot = 0;
      int parameter = 0;
      for (int i = 0; i < slots.length; i++) {
        slots[i] = slot;
        slot += i == 0 && !isStatic ? 1 : types[parameter++].getSize();
      }
      return slots;
    }
  }
}
