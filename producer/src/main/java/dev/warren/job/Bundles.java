package dev.warren.job;

import dev.warren.codec.CallWriter;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Batch;
import dev.warren.task.Terms;
import java.util.Iterator;
import java.util.Optional;

/**
 * Cuts the calls of a job into batches, always in the same way: by their number, and by their size
 * where they are large. Used by one thread.
 */
final class Bundles {

  /** A batch is closed when it has grown this large. */
  private static final int FULL_BYTES = 64 * 1024;

  private final TaskRef task;
  private final Terms terms;
  private final int chunk;
  private final Iterator<?> arguments;
  private long calls;
  private long bundles;

  Bundles(TaskRef task, Terms terms, int chunk, Iterator<?> arguments) {
    this.task = task;
    this.terms = terms;
    this.chunk = chunk;
    this.arguments = arguments;
  }

  /** The next batch; empty at the end. */
  Optional<Batch> next() {
    CallWriter writer = new CallWriter(task.arguments(), task.captured().length);
    while (writer.calls() < chunk && writer.size() < FULL_BYTES && arguments.hasNext()) {
      writer.add(calls, arguments.next());
      calls++;
    }
    return writer.calls() == 0
        ? Optional.empty()
        : Optional.of(writer.toBatch(bundles++, task.name(), terms, task.captured()));
  }

  /** How many calls were in all batches so far. */
  long calls() {
    return calls;
  }
}
