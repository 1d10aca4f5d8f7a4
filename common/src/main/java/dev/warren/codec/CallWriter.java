package dev.warren.codec;

import dev.warren.task.Batch;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.util.StringJoiner;

/** Collects encoded calls into a batch. Not thread-safe. */
public final class CallWriter {

  private final LineBuffer lines = new LineBuffer();
  private final ArgumentCodec codec;
  private final int limit;

  /** Creates a writer for calls without captured values, whose parameters are not known. */
  public CallWriter() {
    this(null, 0);
  }

  /**
   * Creates a writer.
   *
   * @param codec the parameters, to refuse arguments that would come out changed; null if they are
   *     not known
   * @param captured how many bytes of captured values travel with the calls and leave that much
   *     less room for arguments
   */
  public CallWriter(ArgumentCodec codec, int captured) {
    this.codec = codec;
    this.limit = Math.max(0, ValueCodec.MAX_BYTES - captured);
  }

  /**
   * Encodes the arguments of a call, to be added later.
   *
   * @param arguments the arguments
   * @return a JSON array
   * @throws UnencodableException if one of them cannot travel
   */
  public static byte[] encode(Object... arguments) {
    return encode(null, arguments);
  }

  /**
   * Encodes the arguments of a call, to be added later.
   *
   * @param codec the parameters, to refuse arguments that would come out changed; null if they are
   *     not known
   * @param arguments the arguments
   * @return a JSON array
   * @throws UnencodableException if one of them cannot travel
   */
  public static byte[] encode(ArgumentCodec codec, Object[] arguments) {
    LineBuffer out = new LineBuffer();
    write(codec, arguments, out, ValueCodec.MAX_BYTES);
    return out.toByteArray();
  }

  private static void write(ArgumentCodec codec, Object[] arguments, LineBuffer out, int limit) {
    int from = out.size();
    Json.writeForeign(arguments, out, limit, () -> describe(arguments));
    if (codec != null && !codec.cover(arguments)) {
      codec.checkUnchanged(arguments, out.copyFrom(from));
    }
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
      write(codec, arguments, lines, limit);
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
   * @throws UnencodableException if there is no room for it; the batch is as it was before
   */
  public void addEncoded(long taskId, byte[] arguments) {
    if (arguments.length > limit) {
      throw new UnencodableException(Json.tooLarge("a call with captured values", limit), null);
    }
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
   * @param terms as in {@link Batch}
   * @param captured as in {@link Batch}
   * @return the batch
   */
  public Batch toBatch(long id, TaskName task, Terms terms, byte[] captured) {
    return new Batch(id, task, terms, captured, lines.toByteArray(), lines.starts());
  }

  private static String describe(Object[] arguments) {
    StringJoiner types = new StringJoiner(", ", "a call with arguments of type [", "]");
    for (Object each : arguments) {
      types.add(each == null ? "null" : each.getClass().getTypeName());
    }
    return types.toString();
  }
}
