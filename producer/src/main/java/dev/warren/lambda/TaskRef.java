package dev.warren.lambda;

import dev.warren.codec.ArgumentCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.UnencodableException;
import dev.warren.codec.ValueCodec;
import dev.warren.task.TaskName;
import java.util.Arrays;

/**
 * A task as it travels: its name, the values it has captured, its parameters, and how to read its
 * results. Two are equal if their calls may share a batch.
 *
 * @param name the method
 * @param captured the captured values as a JSON array; empty if there are none
 * @param arguments the parameters; null if they are not known here
 * @param result what its results are read as
 */
public record TaskRef(TaskName name, byte[] captured, ArgumentCodec arguments, ValueCodec result) {

  /**
   * A task of which only the name is known here.
   *
   * @param name the method
   * @param result what its results are read as
   */
  public TaskRef(TaskName name, ValueCodec result) {
    this(name, new byte[0], null, result);
  }

  /**
   * Encodes the arguments of a call.
   *
   * @param values the arguments
   * @return a JSON array
   * @throws UnencodableException if they cannot travel unchanged
   */
  public byte[] encode(Object... values) {
    return CallWriter.encode(arguments, values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskRef that
        && name.equals(that.name)
        && Arrays.equals(captured, that.captured);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(captured);
  }
}
