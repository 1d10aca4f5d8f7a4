package dev.warren.cli;

import dev.warren.job.Job;
import dev.warren.job.JobOptions;
import dev.warren.job.JobProgress;
import dev.warren.job.Jobs;
import dev.warren.task.QueueLimit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code warren status}: how far a job has come, or how a queue is. */
@Command(
    name = "status",
    description = {
      "Tell how far a job has come. Takes as long as reading all of its outcomes.",
      "Without a job: whether a queue is paused, its limits, and how many jobs it has."
    })
final class StatusCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      description = "The job's id, as default/k3f7q2m9x4tb.")
  private String id;

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description = "The queue, in the place of a job; default: " + JobOptions.DEFAULT_QUEUE + ".")
  private String queue;

  @Mixin private JobBroker broker = new JobBroker();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (id != null && queue != null) {
      throw CommandException.usage("a job has its queue in its id: leave out --queue");
    }
    PrintWriter out = surroundings.outWriter();
    if (id == null) {
      print(queue == null ? JobOptions.DEFAULT_QUEUE : queue, out);
    } else {
      print(broker.job(surroundings, id), out);
    }
    out.flush();
    return Exit.OK;
  }

  private void print(Job job, PrintWriter out) throws InterruptedException {
    JobProgress progress = job.progress();
    String key = progress.info().limitKey();
    out.print(JobText.full(progress));
    printLimits(progress.info().id().queue(), each -> each.isEmpty() || each.equals(key), out);
  }

  private void print(String name, PrintWriter out) throws InterruptedException {
    Jobs jobs = broker.connect(surroundings);
    boolean paused = JobQueue.at(() -> jobs.isPaused(name));
    out.print(JobText.line("queue", name));
    out.print(JobText.line("state", paused ? "paused" : "open"));
    out.print(JobText.line("jobs", JobText.states(jobs.list(name))));
    printLimits(name, each -> true, out);
  }

  private void printLimits(String name, Predicate<String> whose, PrintWriter out)
      throws InterruptedException {
    for (QueueLimit each : broker.connect(surroundings).limits(name).list()) {
      if (whose.test(each.key())) {
        out.print(JobText.line("limit", LimitText.of(each) + ", " + LimitText.whose(name, each)));
      }
    }
  }
}
