package dev.warren.lambda;

import dev.warren.codec.ArgumentCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.UnencodableException;
import dev.warren.codec.ValueCodec;
import dev.warren.task.TaskMethod;
import dev.warren.task.TaskName;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out which method a method reference or lambda stands for, and what it has captured: the
 * compiler gives every lambda of a serializable type a form that says so ({@link
 * SerializedLambda}). Thread-safe.
 */
public final class TaskRefs {

  private static final byte[] NOTHING = {};

  /** How the compiler begins the names of the methods that it makes of lambdas. */
  static final String LAMBDA = "lambda$";

  private final boolean annotatedOnly;

  /** Lambdas that capture nothing are the same at every call: one look is enough. */
  private final Map<Class<?>, TaskRef> fixed = new ConcurrentHashMap<>();

  /**
   * Creates one.
   *
   * @param annotatedOnly whether the workers are strangers, which run only annotated methods
   */
  public TaskRefs(boolean annotatedOnly) {
    this.annotatedOnly = annotatedOnly;
  }

  /**
   * Describes a task.
   *
   * @param function a method reference or a lambda
   * @return the task
   * @throws IllegalArgumentException if it cannot travel
   */
  public TaskRef of(Serializable function) {
    TaskRef known = fixed.get(function.getClass());
    if (known != null) {
      return known;
    }
    SerializedLambda lambda = serializedForm(function);
    TaskName name =
        new TaskName(
            receiver(lambda).orElseGet(() -> lambda.getImplClass().replace('/', '.')),
            lambda.getImplMethodName(),
            lambda.getImplMethodSignature());
    TaskMethod method = TaskMethod.find(name, function.getClass().getClassLoader());
    if (annotatedOnly && !method.isTask()) {
      throw new IllegalArgumentException(
          simpleName(lambda)
              + " cannot be sent to worker hosts: they run only static methods annotated with @Task."
              + " Annotate it, or use a pool with local workers");
    }
    byte[] captured = captured(lambda, method);
    List<Type> types = method.parameterTypes();
    ArgumentCodec arguments =
        new ArgumentCodec(types.subList(lambda.getCapturedArgCount(), types.size()));
    TaskRef made = new TaskRef(name, captured, arguments, ValueCodec.of(method.returnType()));
    if (captured.length == 0) {
      fixed.put(function.getClass(), made);
    }
    return made;
  }

  private static SerializedLambda serializedForm(Serializable function) {
    try {
      Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      if (writeReplace.invoke(function) instanceof SerializedLambda lambda) {
        return lambda;
      }
    } catch (NoSuchMethodException e) {
      // Not a lambda: the message below says what to do.
    } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
      throw new IllegalArgumentException(
          "cannot look into the lambda "
              + function.getClass().getName()
              + ": if it is in a named module, open its package to everybody",
          e);
    }
    throw new IllegalArgumentException(
        function.getClass().getName()
            + " is a class, not a lambda: pass a method reference, as in Tasks::square, or a lambda");
  }

  /**
   * What a reference to an instance method is called on. The compiler only tells the class that
   * declares the method, and read as that, an object of a class below it would not be itself.
   */
  private static Optional<String> receiver(SerializedLambda lambda) {
    int kind = lambda.getImplMethodKind();
    boolean instance =
        kind == MethodHandleInfo.REF_invokeVirtual || kind == MethodHandleInfo.REF_invokeInterface;
    if (!instance || lambda.getImplMethodName().startsWith(LAMBDA)) {
      return Optional.empty();
    }
    if (lambda.getCapturedArgCount() == 0) {
      String types = lambda.getInstantiatedMethodType();
      return Optional.of(org.objectweb.asm.Type.getArgumentTypes(types)[0].getClassName());
    }
    Object bound = lambda.getCapturedArg(0);
    Class<?> type = bound.getClass();
    // Collections and what the JDK makes travel as what they are declared as, not as some internal
    // class; a class without a name cannot be named.
    boolean asDeclared =
        CapturedValues.isContainer(bound) || type.getClassLoader() == null || type.isHidden();
    return asDeclared ? Optional.empty() : Optional.of(type.getName());
  }

  private static byte[] captured(SerializedLambda lambda, TaskMethod method) {
    int count = lambda.getCapturedArgCount();
    if (count == 0) {
      return NOTHING;
    }
    List<Type> types = method.parameterTypes();
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = lambda.getCapturedArg(i);
      try {
        CapturedValues.check(values[i], types.get(i));
      } catch (UnencodableException e) {
        throw new IllegalArgumentException(
            simpleName(lambda)
                + " captures "
                + CapturedValues.nameOf(lambda, i)
                + ", which cannot travel to another process: "
                + e.getMessage()
                + ". Pass it as an argument in a form that can, or make it inside the task",
            e);
      }
    }
    try {
      return CallWriter.encode(values);
    } catch (UnencodableException e) {
      throw new IllegalArgumentException(simpleName(lambda) + " captures too much", e);
    }
  }

  private static String simpleName(SerializedLambda lambda) {
    String type = lambda.getImplClass().replace('/', '.');
    return lambda.getImplMethodName().startsWith(LAMBDA)
        ? "the lambda in " + type
        : type + "::" + lambda.getImplMethodName();
  }
}
