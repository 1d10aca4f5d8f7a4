package dev.warren.cli;

import dev.warren.cluster.Cluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren stop}: an end at once. */
@Command(
    name = "stop",
    description = {
      "End a worker host at once, with exit code 0; what it was running goes back to the queue, and"
          + " runs again elsewhere.",
      "What restarts a worker host that ends, as a container's restart policy, restarts this one."
    })
final class StopCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(arity = "0..1", paramLabel = "HOST", description = WorkerSelection.HOST)
  private String host;

  @Mixin private WorkerSelection selection = new WorkerSelection();

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    return WorkerSelection.say(
        surroundings, selection.tell(surroundings, host, Cluster::stop), "ends");
  }
}
