package dev.warren.cli;

import dev.warren.codec.JsonText;
import dev.warren.pool.NamedTask;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.pool.TaskOptions;
import dev.warren.retry.RetryPolicy;
import dev.warren.spi.OutputLine;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code warren map}: a task on every line of a file. */
@Command(
    name = "map",
    description = {
      "Run a task on every line of JSON and write a line of JSON for each outcome:"
          + " {\"line\":1,\"ok\":49} or {\"line\":3,\"error\":{\"type\":...,\"message\":...}}.",
      "Runs on local worker processes and a broker of its own; with --broker on that broker, by the"
          + " worker hosts that serve the queue, or with --processes by local ones."
    })
final class MapCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "TASK",
      description = "What to run, as package.Class::method; it takes one argument.")
  private String task;

  @Mixin private InputOption in = new InputOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the outcomes go; default: - (standard output).")
  private Path out = InputOption.STANDARD;

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Mixin private WorkersOption workers = new WorkersOption();

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description = "Lines in a message; default: as many as measurements say.")
  private Integer chunk;

  @Option(
      names = "--unordered",
      description = "Write outcomes as they come, not in the order of the input.")
  private boolean unordered;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description =
          "How often a line is run again whose worker process died; default: ${DEFAULT-VALUE}.")
  private int retries = RetryPolicy.DEFAULT_CRASH_ATTEMPTS - 1;

  @Mixin private TimeLimitOptions limits = new TimeLimitOptions();

  @Option(
      names = "--tag",
      description =
          "Show what the tasks print, worker hosts' tasks too, each line behind its line number in"
              + " the input, its worker host and its process. Without it only local ones show, bare.")
  private boolean tag;

  @Option(
      names = "--ignore-errors",
      description = "End with exit code 0 even if lines have failed.")
  private boolean ignoreErrors;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = DurationConverter.class,
      description =
          "How long the broker may be away, at first or later; default: ${DEFAULT-VALUE}.")
  private Duration patience;

  MapCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    MapJob job;
    PoolBuilder settings;
    try {
      job = new MapJob(NamedTask.of(task, JsonText.class), chunkSize(), !unordered);
      settings = settings();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
    in.refuseAsOutput(out);
    long start = System.nanoTime();
    try (InputStream input = in.open(surroundings)) {
      int code =
          PoolRun.run(
              surroundings,
              settings,
              pool -> {
                work(pool, job, input);
                return job.anyFailed() && !ignoreErrors ? Exit.WORK_FAILED : Exit.OK;
              });
      surroundings.note(job.summary(System.nanoTime() - start));
      return code;
    }
  }

  private void work(Pool pool, MapJob job, InputStream input) {
    try {
      if (out.equals(InputOption.STANDARD)) {
        job.run(pool, input, surroundings.out());
      } else {
        try (OutputStream file = new FileOutputStream(out.toFile())) {
          job.run(pool, input, file);
        }
      }
    } catch (InputException e) {
      throw in.unreadable(e);
    } catch (IOException e) {
      if (IoText.isBrokenPipe(e)) {
        throw CommandException.brokenPipe(e);
      }
      throw CommandException.environment("cannot write " + out + ": " + IoText.of(e), e);
    }
  }

  private PoolBuilder settings() {
    PoolBuilder settings =
        Pool.builder()
            .patience(patience)
            .retry(RetryPolicy.builder().crashAttempts(crashAttempts()).build())
            .options(taskOptions());
    if (workers.areHosts(surroundings)) {
      settings.ship(classPath.shipped());
    } else {
      settings.addToClassPath(classPath.entries());
    }
    workers.apply(settings, surroundings, line -> surroundings.err().println(line.text()));
    if (tag) {
      settings.onOutput(line -> surroundings.err().println(tagged(line)));
    }
    return settings;
  }

  /** For example {@code 17 local/4711}, a tab, and the line. */
  static String tagged(OutputLine line) {
    String number = line.index().isPresent() ? Long.toString(line.index().getAsLong() + 1) : "-";
    return number + " " + line.worker() + "/" + line.pid() + "\t" + line.text();
  }

  private TaskOptions taskOptions() {
    TaskOptions.Builder options = TaskOptions.builder();
    limits.apply(options::softLimit, options::hardLimit);
    return options.build();
  }

  private int crashAttempts() {
    int most = RetryPolicy.MAX_ATTEMPTS - 1;
    if (retries < 0 || retries > most) {
      throw new IllegalArgumentException("--retries must be 0 to " + most + ", not " + retries);
    }
    return retries + 1;
  }

  private int chunkSize() {
    if (chunk != null && chunk < 1) {
      throw new IllegalArgumentException("--chunk must be at least 1, not " + chunk);
    }
    return chunk == null ? 0 : chunk;
  }
}
