package dev.warren.task;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The method behind a task name. An instance method takes its receiver as first parameter.
 * Immutable.
 */
public final class TaskMethod {

  private static final String CONSTRUCTOR = "<init>";

  private final TaskName name;
  private final Class<?> type;
  private final Executable executable;

  private TaskMethod(TaskName name, Class<?> type, Executable executable) {
    this.name = name;
    this.type = type;
    this.executable = executable;
  }

  /**
   * Finds the method of a name.
   *
   * @param name which one
   * @param loader where its class is
   * @return the method
   * @throws NoSuchTaskException if there is none, or more than one, with a message that says so
   */
  public static TaskMethod find(TaskName name, ClassLoader loader) {
    Class<?> type;
    try {
      type = Class.forName(name.type(), false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new NoSuchTaskException(
          name, "there is no class " + name.type() + " on the class path of the worker process");
    }
    List<Executable> found;
    try {
      found = candidates(type, name);
    } catch (LinkageError e) {
      throw new NoSuchTaskException(
          name,
          "a class that " + name.type() + " needs is not on the class path: " + e.getMessage());
    }
    if (found.isEmpty()) {
      throw new NoSuchTaskException(
          name, name.type() + " has no method " + name.method() + name.descriptor());
    }
    List<Executable> meant =
        found.size() == 1
            ? found
            : found.stream().filter(each -> each.isAnnotationPresent(Task.class)).toList();
    if (meant.size() != 1) {
      throw new NoSuchTaskException(
          name,
          name.type()
              + " has several methods named "
              + name.method()
              + ": annotate the one that is meant with @Task, or give its descriptor as well, as in"
              + " "
              + name
              + descriptor(found.get(0)));
    }
    return new TaskMethod(name, type, meant.get(0));
  }

  /** The methods that a name fits in the first class that has one: its own, or the next above. */
  private static List<Executable> candidates(Class<?> type, TaskName name) {
    if (name.method().equals(CONSTRUCTOR)) {
      return fitting(type.getDeclaredConstructors(), name);
    }
    Deque<Class<?>> interfaces = new ArrayDeque<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      List<Executable> found = fitting(each.getDeclaredMethods(), name);
      if (!found.isEmpty()) {
        return found;
      }
      interfaces.addAll(List.of(each.getInterfaces()));
    }
    while (!interfaces.isEmpty()) {
      Class<?> each = interfaces.removeFirst();
      List<Executable> found = fitting(each.getDeclaredMethods(), name);
      if (!found.isEmpty()) {
        return found;
      }
      interfaces.addAll(List.of(each.getInterfaces()));
    }
    return List.of();
  }

  private static List<Executable> fitting(Executable[] declared, TaskName name) {
    List<Executable> found = new ArrayList<>();
    for (Executable each : declared) {
      boolean called = each instanceof Constructor || each.getName().equals(name.method());
      boolean fits =
          name.descriptor().isEmpty()
              ? !each.isSynthetic()
              : name.descriptor().equals(descriptor(each));
      if (called && fits && !(each instanceof Method method && method.isBridge())) {
        found.add(each);
      }
    }
    return found;
  }

  private static String descriptor(Executable executable) {
    Class<?> returned = executable instanceof Method method ? method.getReturnType() : void.class;
    return MethodType.methodType(returned, executable.getParameterTypes())
        .toMethodDescriptorString();
  }

  /**
   * The name it was found by.
   *
   * @return the name
   */
  public TaskName name() {
    return name;
  }

  /**
   * Whether a worker host may run it for anybody.
   *
   * @return true for a static method with the annotation {@link Task}
   */
  public boolean isTask() {
    return isStatic() && executable.isAnnotationPresent(Task.class);
  }

  /**
   * What it takes, in full generic form.
   *
   * @return a type for each parameter, the receiver's first if there is one
   */
  public List<Type> parameterTypes() {
    List<Type> types = new ArrayList<>();
    if (!isStatic()) {
      types.add(type); // Not the class above it that may declare the method.
    }
    types.addAll(List.of(executable.getGenericParameterTypes()));
    return types;
  }

  /**
   * What it returns, in full generic form.
   *
   * @return the type; {@code Void.class} for nothing
   */
  public Type returnType() {
    if (executable instanceof Method method) {
      return method.getReturnType() == void.class ? Void.class : method.getGenericReturnType();
    }
    return executable.getDeclaringClass();
  }

  /**
   * A handle that calls it.
   *
   * @return a handle that takes one array of all arguments and returns an object
   * @throws NoSuchTaskException if the method cannot be called from here
   */
  public MethodHandle handle() {
    try {
      if (!Modifier.isPublic(executable.getModifiers())
          || !Modifier.isPublic(executable.getDeclaringClass().getModifiers())) {
        ((AccessibleObject) executable).trySetAccessible();
      }
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle handle =
          executable instanceof Method method
              ? lookup.unreflect(method)
              : lookup.unreflectConstructor((Constructor<?>) executable);
      handle = handle.asFixedArity();
      int count = handle.type().parameterCount();
      return handle
          .asSpreader(Object[].class, count)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (IllegalAccessException e) {
      throw new NoSuchTaskException(name, name + " cannot be called: " + e.getMessage());
    }
  }

  private boolean isStatic() {
    return executable instanceof Constructor || Modifier.isStatic(executable.getModifiers());
  }
}
