package dev.warren.cli;

import dev.warren.job.JobInfo;
import dev.warren.job.JobOptions;
import dev.warren.job.Jobs;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code warren jobs}: the jobs of a queue. */
@Command(
    name = "jobs",
    description = {
      "List the jobs of a queue that have not expired, oldest first, without looking at their"
          + " outcomes: one is listed as done when somebody has gathered it or asked for its status."
    })
final class JobsCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private JobBroker broker = new JobBroker();

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      defaultValue = JobOptions.DEFAULT_QUEUE,
      description = "The queue that they are for; default: ${DEFAULT-VALUE}.")
  private String queue;

  JobsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Jobs jobs = broker.connect(surroundings);
    List<JobInfo> list = JobQueue.at(() -> jobs.list(queue));
    Table table = Table.ofTexts("JOB", "BEGUN", "STATE", "CALLS", "FAILED", "TASK", "NAME");
    for (JobInfo each : list) {
      table.row(
          each.id().toString(),
          JobText.time(each.begunAt()),
          each.state().toString(),
          JobText.count(each.calls()),
          JobText.count(each.failed()),
          Text.harmless(each.task()),
          Text.harmless(each.name()));
    }
    PrintWriter out = surroundings.outWriter();
    if (!list.isEmpty()) {
      out.print(table);
    }
    out.flush();
    surroundings.note(
        Text.number(list.size()) + (list.size() == 1 ? " job" : " jobs") + " on queue " + queue);
    return Exit.OK;
  }
}
