package dev.warren.process;

import dev.warren.codec.ArgumentCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.UnencodableException;
import dev.warren.lambda.CapturedValues;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An object of a class below {@link ChildProcess}, whose {@code run()} is called. Its fields
 * travel; its constructors have run where it was made, and do not run again.
 */
record SubclassTarget(String type, byte[] data) implements Target {

  static final String KIND = "class";

  static SubclassTarget of(ChildProcess process) {
    Class<?> type = process.getClass();
    if (type.isAnonymousClass() || type.isLocalClass() || outer(type)) {
      throw new IllegalArgumentException(
          type.getName() + " belongs to an object or a method of this process: make it static");
    }
    List<Field> fields = fields(type);
    Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(fields.get(i), process);
    }
    return new SubclassTarget(type.getName(), encode(fields, values));
  }

  static SubclassTarget of(List<String> arguments, byte[] data) {
    return new SubclassTarget(arguments.get(1), data);
  }

  private static boolean outer(Class<?> type) {
    return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
  }

  private static byte[] encode(List<Field> fields, Object[] values) {
    for (int i = 0; i < values.length; i++) {
      Field field = fields.get(i);
      try {
        CapturedValues.check(values[i], field.getGenericType());
      } catch (UnencodableException e) {
        throw new IllegalArgumentException(
            "the field "
                + field.getName()
                + " of "
                + field.getDeclaringClass().getName()
                + " cannot travel to another process: "
                + e.getMessage()
                + ". Make it transient, or make its value in run()",
            e);
      }
    }
    return CallWriter.encode(values);
  }

  /** Those of all classes below {@link ChildProcess}, the upper ones first. */
  private static List<Field> fields(Class<?> type) {
    Deque<Class<?>> classes = new ArrayDeque<>();
    for (Class<?> each = type; each != ChildProcess.class; each = each.getSuperclass()) {
      classes.addFirst(each);
    }
    List<Field> fields = new ArrayList<>();
    for (Class<?> each : classes) {
      for (Field field : each.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers)) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static Object get(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("was made accessible", e);
    }
  }

  @Override
  public List<String> arguments() {
    return List.of(KIND, type);
  }

  @Override
  public void run() throws Throwable {
    Class<?> found = Class.forName(type, true, Thread.currentThread().getContextClassLoader());
    List<Field> fields = fields(found);
    List<Type> types = fields.stream().map(Field::getGenericType).toList();
    Object[] values = new ArgumentCodec(types).read(data, 0, data.length);
    ChildProcess process = allocate(found);
    for (int i = 0; i < values.length; i++) {
      fields.get(i).set(process, values[i]);
    }
    process.becomeCurrent();
    process.run();
  }

  /** Makes an object as Java serialization does: only the constructor of ChildProcess runs. */
  private static ChildProcess allocate(Class<?> type) throws ReflectiveOperationException {
    Class<?> factoryType = Class.forName("sun.reflect.ReflectionFactory");
    Object factory = factoryType.getMethod("getReflectionFactory").invoke(null);
    Constructor<?> upper = ChildProcess.class.getDeclaredConstructor();
    Constructor<?> made =
        (Constructor<?>)
            factoryType
                .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                .invoke(factory, type, upper);
    return (ChildProcess) made.newInstance();
  }
}
