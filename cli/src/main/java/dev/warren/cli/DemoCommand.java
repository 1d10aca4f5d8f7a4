package dev.warren.cli;

import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren demo}: the main job on real input. */
@Command(
    name = "demo",
    description = {
      "Read every file of a folder with one worker process per core: bytes, lines, words, SHA-256."
          + " With --broker the worker hosts of a queue read it, and must have the same folder.",
      "Symbolic links are not followed, and what is named .git is left out; all else is counted. The"
          + " digest is that of the lines which sha256sum prints, sorted by path."
    })
final class DemoCommand implements Callable<Integer> {

  /** The checkout, set by the start script. */
  private static final String HOME_PROPERTY = "warren.home";

  private final Surroundings surroundings;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder; default: the checkout of Warren, else the current one.")
  private Path folder = Path.of(System.getProperty(HOME_PROPERTY, "."));

  @Mixin private WorkersOption workers = new WorkersOption();

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw CommandException.usage(folder + " is not a folder");
    }
    PoolBuilder settings = Pool.builder();
    try {
      workers.apply(settings, surroundings, line -> surroundings.err().println(line.text()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--" + e.getMessage());
    }
    DemoJob job = new DemoJob(folder.toRealPath());
    long start = System.nanoTime();
    PoolRun.run(surroundings, settings, pool -> work(pool, job));
    print(report(job, System.nanoTime() - start));
    if (job.anyFailed()) {
      surroundings.note(job.failures());
      return Exit.WORK_FAILED;
    }
    return Exit.OK;
  }

  private int work(Pool pool, DemoJob job) {
    try (Progress progress = Progress.of(surroundings, "files")) {
      job.run(pool, progress);
    }
    return Exit.OK;
  }

  private void print(String report) {
    try {
      surroundings.out().write(report.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (IoText.isBrokenPipe(e)) {
        throw CommandException.brokenPipe(e);
      }
      throw CommandException.environment("cannot write the report: " + IoText.of(e), e);
    }
  }

  private static String report(DemoJob job, long wallNanos) {
    FileTotals totals = job.totals();
    return totals.byType()
        + "\ndigest  "
        + totals.digest()
        + "\n\n"
        + totals.byProcess()
        + "\nwall    "
        + Text.seconds(wallNanos)
        + " s, of that "
        + Text.seconds(job.nanos())
        + " s of work ("
        + Text.rate(totals.files(), job.nanos())
        + " files/s)\ntasks   "
        + Text.seconds(totals.busyNanos())
        + " s one after the other: speed-up "
        + String.format(Locale.ROOT, "%.2f", (double) totals.busyNanos() / Math.max(1, job.nanos()))
        + " with "
        + totals.processes()
        + (totals.processes() == 1 ? " process\n" : " processes\n");
  }
}
