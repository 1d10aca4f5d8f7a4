package dev.warren.cli;

import dev.warren.job.Jobs;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren pause}: worker hosts take nothing from a queue. */
@Command(
    name = "pause",
    description =
        "Have worker hosts take nothing more from a queue, until \"warren resume\". What runs goes"
            + " on, and what is submitted waits.")
final class PauseCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(paramLabel = "QUEUE", description = "The queue's name.")
  private String queue;

  @Mixin private JobBroker broker = new JobBroker();

  PauseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Jobs jobs = broker.connect(surroundings);
    JobQueue.at(
        () -> {
          jobs.pause(queue);
          return queue;
        });
    surroundings.note("queue " + queue + " is paused");
    return Exit.OK;
  }
}
