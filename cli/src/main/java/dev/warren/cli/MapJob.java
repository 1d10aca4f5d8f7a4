package dev.warren.cli;

import dev.warren.codec.JsonText;
import dev.warren.pool.NamedTask;
import dev.warren.pool.Pool;
import dev.warren.pool.ResultIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Runs a task on every line of an input and writes an outcome for each. Used by one thread. */
final class MapJob {

  private final NamedTask<Object, JsonText> task;
  private final int chunk;
  private final boolean ordered;
  private long lines;
  private long failed;
  private String firstFailure = "";

  /** {@code chunk}: lines in a message; 0 for as many as the pool finds best. */
  MapJob(NamedTask<Object, JsonText> task, int chunk, boolean ordered) {
    this.task = task;
    this.chunk = chunk;
    this.ordered = ordered;
  }

  /**
   * Runs to the end of the input.
   *
   * @throws InputException if the input breaks off; what came before it has been written
   * @throws IOException if the output takes no more
   */
  void run(Pool pool, InputStream in, OutputStream out) throws IOException {
    try (OutcomeLines outcomes = new OutcomeLines(out);
        ResultIterator<JsonText> results = submit(pool, new JsonLines(in))) {
      while (results.hasNext()) {
        JsonText value = null;
        TaskFailure failure = null;
        try {
          value = results.next();
        } catch (RuntimeException | Error e) {
          failure = TaskFailure.of(e);
        }
        lines++;
        long line = results.index() + 1;
        if (failure == null) {
          outcomes.succeeded(line, value);
        } else {
          failed(line, failure);
          outcomes.failed(line, failure);
        }
      }
    }
  }

  private ResultIterator<JsonText> submit(Pool pool, JsonLines input) {
    if (chunk > 0) {
      return ordered ? pool.imap(task, input, chunk) : pool.imapUnordered(task, input, chunk);
    }
    return ordered ? pool.imap(task, input) : pool.imapUnordered(task, input);
  }

  private void failed(long line, TaskFailure failure) {
    failed++;
    if (firstFailure.isEmpty()) {
      firstFailure = "line " + line + ": " + failure;
    }
  }

  boolean anyFailed() {
    return failed > 0;
  }

  /** What was done, in one line. */
  String summary(long nanos) {
    return Text.number(lines)
        + (lines == 1 ? " line, " : " lines, ")
        + Text.number(failed)
        + " failed"
        + (failed == 0 ? "" : " (" + firstFailure + ")")
        + ", "
        + Text.seconds(nanos)
        + " s, "
        + Text.rate(lines, nanos)
        + " lines/s";
  }
}
