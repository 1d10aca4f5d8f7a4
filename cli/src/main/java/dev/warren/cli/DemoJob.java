package dev.warren.cli;

import dev.warren.pool.Pool;
import dev.warren.pool.ResultIterator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Has a pool inspect every file of a folder, and gathers what it finds. Used by one thread. */
final class DemoJob {

  /** Failures that are named; the others are only counted. */
  private static final int NAMED_FAILURES = 5;

  private final FileWalk files;
  private final FileTotals totals = new FileTotals();
  private final List<String> failures = new ArrayList<>();
  private long failed;
  private long nanos;

  DemoJob(Path root) {
    this.files = new FileWalk(root);
  }

  void run(Pool pool, Progress progress) {
    long start = System.nanoTime();
    try (ResultIterator<FileReport> results = pool.imapUnordered(FileTask::inspect, files)) {
      while (results.hasNext()) {
        FileReport report = null;
        TaskFailure failure = null;
        try {
          report = results.next();
        } catch (RuntimeException | Error e) {
          failure = TaskFailure.of(e);
        }
        PathName name = files.close(results.index());
        if (failure == null) {
          totals.add(name, report);
        } else {
          failed(name + ": " + failure);
        }
        progress.step();
      }
    }
    nanos = System.nanoTime() - start;
    files.unreadable().forEach(this::failed);
    files.open().forEach(file -> failed(file + ": its result is missing"));
  }

  private void failed(String what) {
    failed++;
    if (failures.size() < NAMED_FAILURES) {
      failures.add(what);
    }
  }

  FileTotals totals() {
    return totals;
  }

  /** How long the work took, without the pool's start and end. */
  long nanos() {
    return nanos;
  }

  boolean anyFailed() {
    return failed > 0;
  }

  /** What failed, in one line; empty if nothing did. */
  String failures() {
    if (failed == 0) {
      return "";
    }
    String named = String.join("; ", failures);
    return Text.number(failed)
        + " failed: "
        + named
        + (failed > failures.size() ? "; and others" : "");
  }
}
