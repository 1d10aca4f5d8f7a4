package dev.warren.cli;

import dev.warren.job.Jobs;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren resume}: an end to a pause. */
@Command(
    name = "resume",
    description = "Have worker hosts take from a queue again that was paused.")
final class ResumeCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(paramLabel = "QUEUE", description = "The queue's name.")
  private String queue;

  @Mixin private JobBroker broker = new JobBroker();

  ResumeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Jobs jobs = broker.connect(surroundings);
    JobQueue.at(
        () -> {
          jobs.unpause(queue);
          return queue;
        });
    surroundings.note("queue " + queue + " is not paused");
    return Exit.OK;
  }
}
