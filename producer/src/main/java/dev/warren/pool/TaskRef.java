package dev.warren.pool;

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
 * @param arguments null if the parameters are not known here
 */
record TaskRef(TaskName name, byte[] captured, ArgumentCodec arguments, ValueCodec result) {

  /** A task of which only the name is known here. */
  TaskRef(TaskName name, byte[] captured, ValueCodec result) {
    this(name, captured, null, result);
  }

  /**
   * Encodes the arguments of a call.
   *
   * @throws UnencodableException if they cannot travel unchanged
   */
  byte[] encode(Object... values) {
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
