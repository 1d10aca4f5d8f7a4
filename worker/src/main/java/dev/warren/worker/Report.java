package dev.warren.worker;

import dev.warren.codec.LiveWriter;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import dev.warren.task.Batch;
import dev.warren.task.TaskEvent;
import dev.warren.worker.child.RunListener;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells the producer of one delivery what comes out of the child that runs it. Lines are gathered
 * for some milliseconds, but never beyond the outcome that follows them. Thread-safe.
 */
final class Report implements RunListener {

  /** Events are sent when they have grown to this. */
  private static final int FULL_BYTES = 32 * 1024;

  private final Batch batch;
  private final Supplier<String> replyTo;
  private final String host;
  private final long pid;
  private final Map<Long, Boolean> cancelled;
  private final Results results;
  private final EventPost post;
  private final Consumer<ProgressReport> progress;
  private final Runnable looked;
  private final LiveWriter events = new LiveWriter();
  private int lines;

  /**
   * {@code replyTo} tells where the producer listens by now; {@code looked} runs each time that the
   * slot has looked at its child.
   */
  Report(
      Batch batch,
      Supplier<String> replyTo,
      String host,
      long pid,
      Map<Long, Boolean> cancelled,
      Results results,
      EventPost post,
      Consumer<ProgressReport> progress,
      Runnable looked) {
    this.batch = batch;
    this.replyTo = replyTo;
    this.host = host;
    this.pid = pid;
    this.cancelled = cancelled;
    this.results = results;
    this.post = post;
    this.progress = progress;
    this.looked = looked;
  }

  @Override
  public void outcomes(byte[] message) {
    flush();
    results.outcomes(message);
  }

  @Override
  public void again(byte[] message) {
    flush();
    results.again(message);
  }

  @Override
  public void printed(OutputLine line) {
    if (batch.terms().live()) {
      boolean error = line.stream() == OutputLine.Stream.ERR;
      long id = line.taskId().orElse(TaskEvent.NO_TASK);
      add(new TaskEvent.Printed(id, error, line.text()), 1);
    }
  }

  @Override
  public void progress(TaskEvent.Progress it) {
    progress.accept(
        new ProgressReport(
            it.id(),
            OptionalLong.empty(),
            it.attempt(),
            host,
            pid,
            it.done(),
            it.total(),
            it.message()));
    if (batch.terms().live()) {
      add(it, 0);
    }
  }

  @Override
  public boolean running(TaskEvent.Running running) {
    LiveWriter notice = new LiveWriter();
    notice.add(running);
    return post.send(replyTo.get(), notice.take(batch.id(), host, pid));
  }

  @Override
  public Map<Long, Boolean> cancelled() {
    return cancelled;
  }

  @Override
  public void looked() {
    looked.run();
  }

  private void add(TaskEvent event, int asLines) {
    synchronized (events) {
      events.add(event);
      lines += asLines;
      if (events.size() >= FULL_BYTES) {
        flush();
      }
    }
  }

  @Override
  public void flush() {
    // Sent with the lock, or two threads could change the order of their lines.
    synchronized (events) {
      if (events.count() > 0) {
        int sent = lines;
        lines = 0;
        post.send(replyTo.get(), events.take(batch.id(), host, pid), sent);
      }
    }
  }
}
