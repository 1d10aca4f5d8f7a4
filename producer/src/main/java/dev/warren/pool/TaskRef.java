package dev.warren.pool;

import dev.warren.codec.ValueCodec;
import dev.warren.task.TaskName;
import java.util.Arrays;

/**
 * A task as it travels: its name, the values it has captured, and how to read its results. Two are
 * equal if their calls may share a batch.
 */
record TaskRef(TaskName name, byte[] captured, ValueCodec result) {

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
