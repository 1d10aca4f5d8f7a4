package dev.warren.cli;

import dev.warren.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren cancel}: an end to a job. */
@Command(
    name = "cancel",
    description =
        "Cancel a job: what has not begun does not run, what runs is ended with its process. What"
            + " outcomes there are can still be gathered.")
final class CancelCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", description = "The job's id, as default/k3f7q2m9x4tb.")
  private String id;

  @Mixin private JobBroker broker = new JobBroker();

  CancelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Job job = broker.job(surroundings, id);
    job.cancel();
    surroundings.note("job " + job.id() + " is " + job.info().state());
    return Exit.OK;
  }
}
