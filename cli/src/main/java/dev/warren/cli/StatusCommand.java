package dev.warren.cli;

import dev.warren.job.Job;
import dev.warren.job.JobProgress;
import dev.warren.task.QueueLimit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren status}: how far a job has come. */
@Command(
    name = "status",
    description = "Tell how far a job has come. Takes as long as reading all of its outcomes.")
final class StatusCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", description = "The job's id, as default/k3f7q2m9x4tb.")
  private String id;

  @Mixin private JobBroker broker = new JobBroker();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Job job = broker.job(surroundings, id);
    JobProgress progress = job.progress();
    String queue = progress.info().id().queue();
    String key = progress.info().limitKey();
    PrintWriter out = surroundings.outWriter();
    out.print(JobText.full(progress));
    for (QueueLimit each : broker.connect(surroundings).limits(queue).list()) {
      if (each.key().isEmpty() || each.key().equals(key)) {
        out.print(JobText.line("limit", LimitText.of(each) + ", " + LimitText.whose(queue, each)));
      }
    }
    out.flush();
    return Exit.OK;
  }
}
