package dev.warren.codec;

import dev.warren.task.NoSuchTaskException;
import dev.warren.task.TaskMethod;
import dev.warren.task.TaskName;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.util.List;

/** A method with its codecs and the captured values of one batch, ready to be called. Immutable. */
public final class RunnableTask {

  private final MethodHandle handle;
  private final ArgumentCodec arguments;
  private final ValueCodec result;
  private final Object[] captured;

  private RunnableTask(
      MethodHandle handle, ArgumentCodec arguments, ValueCodec result, Object[] captured) {
    this.handle = handle;
    this.arguments = arguments;
    this.result = result;
    this.captured = captured;
  }

  /**
   * Finds the method and reads the captured values.
   *
   * @param name the method
   * @param captured a JSON array of the captured values; empty if there are none
   * @param trusted whether any method may run, and not only those annotated with {@link
   *     dev.warren.task.Task}
   * @return the task
   * @throws NoSuchTaskException if it is not there or may not run
   * @throws UndecodableException if the captured values do not fit it
   */
  public static RunnableTask prepare(TaskName name, byte[] captured, boolean trusted) {
    TaskMethod method = TaskMethod.find(name, Thread.currentThread().getContextClassLoader());
    if (!trusted && !method.isTask()) {
      throw new NoSuchTaskException(
          name,
          name + " may not run here: a worker host runs only static methods annotated with @Task");
    }
    List<Type> types = method.parameterTypes();
    int taken = captured.length == 0 ? 0 : ArgumentCodec.count(captured);
    if (taken > types.size()) {
      throw new UndecodableException(
          name + " takes " + types.size() + " values, but " + taken + " were captured");
    }
    Object[] values =
        taken == 0
            ? new Object[0]
            : new ArgumentCodec(types.subList(0, taken)).read(captured, 0, captured.length);
    try {
      return new RunnableTask(
          method.handle(),
          new ArgumentCodec(types.subList(taken, types.size())),
          ValueCodec.of(method.returnType()),
          values);
    } catch (IllegalArgumentException e) {
      throw new NoSuchTaskException(name, name + ": " + e.getMessage());
    }
  }

  /**
   * Reads the arguments of a call.
   *
   * @param text the text that holds them
   * @param from where their JSON array begins
   * @param to where it ends
   * @return the captured values and, behind them, the arguments
   * @throws UndecodableException if they do not fit the method
   */
  public Object[] arguments(byte[] text, int from, int to) {
    Object[] own = arguments.read(text, from, to);
    if (captured.length == 0) {
      return own;
    }
    Object[] all = new Object[captured.length + own.length];
    System.arraycopy(captured, 0, all, 0, captured.length);
    System.arraycopy(own, 0, all, captured.length, own.length);
    return all;
  }

  /**
   * Calls the method.
   *
   * @param values what {@link #arguments} has returned
   * @return its result; null if it returns nothing
   * @throws Throwable whatever the method throws
   */
  public Object call(Object[] values) throws Throwable {
    return (Object) handle.invokeExact(values);
  }

  /**
   * How results are written.
   *
   * @return the codec of the type that the method declares
   */
  public ValueCodec result() {
    return result;
  }
}
