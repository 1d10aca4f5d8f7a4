package dev.warren.cli;

import dev.warren.cli.parallel.InputBrokenException;
import dev.warren.codec.JsonText;
import dev.warren.job.Job;
import dev.warren.job.JobOptions;
import dev.warren.job.Jobs;
import dev.warren.pool.NamedTask;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code warren submit}: leaves a job on a queue. */
@Command(
    name = "submit",
    description = {
      "Leave a task on every line of JSON, or with --cmd a command on every line of text, on a"
          + " queue, print the job's id, and go: its worker hosts run it, and \"warren gather\" gets"
          + " the results, from anywhere.",
      "Nothing of it runs before the broker has all of it. A submission that was cut off goes on"
          + " with --resume and the same input; no line is submitted twice."
    })
final class SubmitCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private JobInput input = new JobInput();

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Mixin private JobBroker broker = new JobBroker();

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      defaultValue = JobOptions.DEFAULT_QUEUE,
      description = "The queue of the worker hosts; default: ${DEFAULT-VALUE}.")
  private String queue;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call the job; default: the command, or nothing.")
  private String name;

  @Option(
      names = "--priority",
      paramLabel = "N",
      defaultValue = "4",
      description = "How urgent it is, 0 to 9; default: ${DEFAULT-VALUE}.")
  private int priority;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long it waits before it may begin, at most 30d; default: not at all.")
  private Duration delay = Duration.ZERO;

  @Option(
      names = "--keep",
      paramLabel = "TIME",
      defaultValue = "7d",
      converter = DurationConverter.class,
      description =
          "How long it and its results are kept from when it may begin, at most 30d; default:"
              + " ${DEFAULT-VALUE}.")
  private Duration keep;

  @Option(
      names = "--unique",
      paramLabel = "KEY",
      description =
          "If there is a job with this key, submit nothing and print that one's id. See"
              + " --unique-for.")
  private String key;

  @Option(
      names = "--unique-for",
      paramLabel = "TIME",
      defaultValue = "1d",
      converter = DurationConverter.class,
      description = "For how long the key holds, at most 30d; default: ${DEFAULT-VALUE}.")
  private Duration keyWindow;

  @Option(
      names = "--limit-key",
      paramLabel = "KEY",
      description = "Count its calls for the limit of that key as well: see \"warren limit\".")
  private String limitKey;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often a line is tried again that has failed; default: ${DEFAULT-VALUE}.")
  private int retries;

  @Mixin private TimeLimitOptions limits = new TimeLimitOptions();

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description =
          "Lines in a message to the broker; worker hosts divide them. Default: "
              + JobOptions.DEFAULT_CHUNK
              + ".")
  private int chunk = JobOptions.DEFAULT_CHUNK;

  @Option(
      names = "--resume",
      paramLabel = "JOB",
      description = "Go on with the submission of this job; the input has to be the same.")
  private String resume;

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    NamedTask<Object, JsonText> named;
    JobOptions options;
    try {
      named = input.named();
      options = options();
      if (resume != null) {
        JobId.parse(resume);
        refuseWithResume();
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
    Jobs jobs = broker.connect(surroundings);
    long start = System.nanoTime();
    try (InputStream source = input.open(surroundings)) {
      JobInput.Lines lines = input.lines(source);
      Job job =
          resume == null
              ? jobs.submit(named, lines.each(), options, this::begun)
              : jobs.resume(resume, named, lines.each(), options);
      PrintWriter out = surroundings.outWriter();
      out.println(job.id());
      out.flush();
      surroundings.note(lines.summary(System.nanoTime() - start));
      return Exit.OK;
    } catch (InputException e) {
      throw input.unreadable(e);
    } catch (InputBrokenException e) {
      throw CommandException.environment(e.getMessage(), e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  /** A job that was begun keeps what it was begun with. */
  private void refuseWithResume() {
    for (String each :
        List.of(
            "--queue",
            "--name",
            "--priority",
            "--delay",
            "--keep",
            "--unique",
            "--unique-for",
            "--limit-key",
            "--chunk")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(each)) {
        throw new IllegalArgumentException(
            each + " was said when the job was begun: leave it out with --resume");
      }
    }
  }

  private void begun(Job job) {
    surroundings.note("job " + job.id() + " begun");
  }

  private JobOptions options() {
    int most = RetryPolicy.MAX_ATTEMPTS - 1;
    if (input.isCommand() && !classPath.entries().isEmpty()) {
      throw new IllegalArgumentException(
          "--classpath brings the code of a task: with --cmd leave it out");
    }
    if (retries < 0 || retries > most) {
      throw new IllegalArgumentException("--retries must be 0 to " + most + ", not " + retries);
    }
    JobOptions.Builder options =
        JobOptions.builder()
            .queue(queue)
            .name(name == null ? input.name(JobOptions.LONGEST_TEXT) : name)
            .priority(priority)
            .delay(delay)
            .keep(keep)
            .chunk(chunk)
            .ship(classPath.shipped())
            .retry(RetryPolicy.builder().attempts(retries + 1).build());
    if (key != null) {
      options.unique(key, keyWindow);
    }
    if (limitKey != null) {
      options.limitKey(limitKey);
    }
    limits.apply(options::softLimit, options::hardLimit);
    return options.build();
  }
}
