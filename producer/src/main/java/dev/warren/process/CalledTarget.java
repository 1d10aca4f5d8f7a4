package dev.warren.process;

import dev.warren.codec.ArgumentCodec;
import dev.warren.lambda.TaskRef;
import dev.warren.lambda.TaskRefs;
import dev.warren.task.TaskMethod;
import dev.warren.task.TaskName;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.List;

/** A method to be called, with all its arguments: those that were captured, then the others. */
record CalledTarget(TaskName method, byte[] data) implements Target {

  static final String KIND = "call";

  private static final TaskRefs REFS = new TaskRefs(false);

  static CalledTarget of(Serializable action, Object... arguments) {
    TaskRef ref = REFS.of(action);
    return new CalledTarget(ref.name(), joined(ref.captured(), ref.encode(arguments)));
  }

  static CalledTarget of(List<String> arguments, byte[] data) {
    return new CalledTarget(TaskName.parse(arguments.get(1)), data);
  }

  /** One JSON array of what is in two. */
  private static byte[] joined(byte[] first, byte[] second) {
    if (first.length == 0) {
      return second;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(first, 0, first.length - 1);
    if (second.length > "[]".length()) {
      all.write(',');
    }
    all.write(second, 1, second.length - 1);
    return all.toByteArray();
  }

  @Override
  public List<String> arguments() {
    return List.of(KIND, method.toString());
  }

  @Override
  public void run() throws Throwable {
    TaskMethod found = TaskMethod.find(method, Thread.currentThread().getContextClassLoader());
    Object[] values = new ArgumentCodec(found.parameterTypes()).read(data, 0, data.length);
    Object ignored = (Object) found.handle().invokeExact(values);
  }
}
