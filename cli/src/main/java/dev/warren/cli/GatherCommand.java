package dev.warren.cli;

import dev.warren.command.CommandTask;
import dev.warren.job.Job;
import dev.warren.job.JobProgress;
import dev.warren.job.JobResult;
import dev.warren.job.JobState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code warren gather}: the results of a job. */
@Command(
    name = "gather",
    description = {
      "Write the outcomes of a job, a line of JSON for each line of its input, in the same order:"
          + " {\"line\":1,\"ok\":49} or {\"line\":3,\"error\":{\"type\":...,\"message\":...}}.",
      "Without --follow those that there are, up to the first that is missing. May be called from"
          + " anywhere and any number of times until the job expires. With --out it goes on behind"
          + " the last whole line of the file, so that each outcome stands there once.",
      "Of a job of commands (submit --cmd) it writes what each has written, in the order of the"
          + " input: its standard output to standard output, its standard error to standard error"
          + " with the number of the line in front. With --json it is as for other jobs."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All outcomes are there.",
      "1:Some of the lines have failed, or the job was cancelled.",
      "2:The command line is wrong.",
      "3:The broker or a file cannot be used, or there is no such job.",
      "4:Some outcomes are not there yet."
    })
final class GatherCommand implements Callable<Integer> {

  private static final Path STANDARD = Path.of("-");
  private static final int NOT_DONE = 4;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", description = "The job's id, as default/k3f7q2m9x4tb.")
  private String id;

  @Mixin private JobBroker broker = new JobBroker();

  @Option(
      names = "--follow",
      description = "Wait for what is missing, until the job is done or cancelled.")
  private boolean follow;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the outcomes go; default: - (standard output).")
  private Path out = STANDARD;

  @Option(
      names = "--json",
      description = {
        "Of commands too write lines of JSON, with the exit code and both outputs; needed with"
            + " --out."
      })
  private boolean json;

  @Option(
      names = "--ignore-errors",
      description = "End with exit code 0 even if lines have failed.")
  private boolean ignoreErrors;

  GatherCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Job job = broker.job(surroundings, id);
    boolean commands = job.info().task().equals(CommandTask.NAME.toString());
    if (commands && !json && !out.equals(STANDARD)) {
      throw CommandException.usage(
          "job " + id + " is one of commands, and --out takes lines of JSON: add --json");
    }
    try {
      if (commands && !json) {
        return gather(job, new CommandResults(surroundings), 0);
      }
      if (out.equals(STANDARD)) {
        return gather(job, new JsonResults(surroundings.out(), commands), 0);
      }
      try (ResumedFile file = ResumedFile.open(out)) {
        checkLength(job, file);
        return gather(job, new JsonResults(file.stream(), commands), file.from());
      }
    } catch (IOException | UncheckedIOException e) {
      IOException cause = e instanceof UncheckedIOException it ? it.getCause() : (IOException) e;
      if (IoText.isBrokenPipe(cause)) {
        throw CommandException.brokenPipe(e);
      }
      throw CommandException.environment("cannot write " + out + ": " + IoText.of(cause), e);
    }
  }

  private static void checkLength(Job job, ResumedFile file)
      throws IOException, InterruptedException {
    long calls = job.info().calls().orElse(Long.MAX_VALUE);
    if (file.lines() > calls) {
      throw new IOException("it has " + file.lines() + " lines, the job " + calls);
    }
  }

  private int gather(Job job, Results to, long from) throws IOException, InterruptedException {
    long[] written = {from};
    JobProgress progress;
    try (Results results = to) {
      progress =
          follow
              ? job.follow(from, result -> write(results, result, written))
              : job.gather(from, result -> write(results, result, written));
    }
    surroundings.note(JobText.summary(progress));
    return code(progress, written[0]);
  }

  private static void write(Results results, JobResult result, long[] written) {
    long line = result.index() + 1;
    try {
      results.write(line, result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    written[0] = line;
  }

  private int code(JobProgress progress, long written) {
    if (progress.info().state() == JobState.CANCELLED) {
      return Exit.WORK_FAILED;
    }
    boolean all =
        progress.info().calls().isPresent() && progress.info().calls().getAsLong() == written;
    if (!all) {
      return NOT_DONE;
    }
    return progress.failed() > 0 && !ignoreErrors ? Exit.WORK_FAILED : Exit.OK;
  }
}
