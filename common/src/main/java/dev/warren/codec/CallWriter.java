package dev.warren.codec;

import dev.warren.task.Batch;
import dev.warren.task.TaskName;
import tools.jackson.core.JacksonException;

/** Collects encoded calls into a batch. Not thread-safe. */
public final class CallWriter {

  private final LineBuffer lines = new LineBuffer();

  /**
   * Encodes the arguments of a call, to be added later.
   *
   * @param arguments the arguments
   * @return a JSON array
   * @throws UnencodableException if one of them cannot travel
   */
  public static byte[] encode(Object... arguments) {
    LineBuffer out = new LineBuffer();
    write(arguments, out);
    return out.toByteArray();
  }

  /**
   * Adds a call.
   *
   * @param taskId its task's id, not negative
   * @param arguments the arguments
   * @throws UnencodableException if one of them cannot travel; the batch is as it was before
   */
  public void add(long taskId, Object... arguments) {
    lines.writeNumber(taskId);
    lines.write(' ');
    try {
      write(arguments, lines);
    } catch (UnencodableException e) {
      lines.dropLine();
      throw e;
    }
    lines.endLine();
  }

  /**
   * Adds a call that was encoded before.
   *
   * @param taskId its task's id, not negative
   * @param arguments what {@link #encode} returned
   */
  public void addEncoded(long taskId, byte[] arguments) {
    lines.writeNumber(taskId);
    lines.write(' ');
    lines.write(arguments, 0, arguments.length);
    lines.endLine();
  }

  /**
   * Adds a call of another batch as it stands there.
   *
   * @param batch the other batch
   * @param call which of its calls
   */
  public void addFrom(Batch batch, int call) {
    lines.write(batch.text(), batch.start(call), batch.end(call) - batch.start(call) - 1);
    lines.endLine();
  }

  /**
   * How many calls were added.
   *
   * @return the number of calls
   */
  public int calls() {
    return lines.lines();
  }

  /**
   * How large the batch has become.
   *
   * @return the size in bytes, without its header
   */
  public int size() {
    return lines.size();
  }

  /**
   * Makes the batch.
   *
   * @param id its id, unique in its pool
   * @param task what to run
   * @param crashAttempts as in {@link Batch}
   * @param captured as in {@link Batch}
   * @return the batch
   */
  public Batch toBatch(long id, TaskName task, int crashAttempts, byte[] captured) {
    return new Batch(id, task, crashAttempts, captured, lines.toByteArray(), lines.starts());
  }

  private static void write(Object[] arguments, LineBuffer out) {
    int from = out.size();
    try {
      Json.write(arguments, out);
    } catch (JacksonException e) {
      throw new UnencodableException(
          "an argument cannot be written as JSON: " + Json.reason(e) + hint(arguments), e);
    } catch (StackOverflowError e) {
      throw new UnencodableException(
          "an argument cannot be written as JSON: it refers to itself or is nested too deeply"
              + hint(arguments),
          e);
    }
    if (out.size() - from > ValueCodec.MAX_BYTES) {
      throw new UnencodableException(
          ValueCodec.tooLarge("the arguments of a call", out.size() - from), null);
    }
  }

  private static String hint(Object[] arguments) {
    StringBuilder types = new StringBuilder();
    for (Object each : arguments) {
      types.append(types.length() == 0 ? "" : ", ");
      types.append(each == null ? "null" : each.getClass().getTypeName());
    }
    return " [arguments: " + types + "]; pass a record, a collection, a string or a number instead";
  }
}
