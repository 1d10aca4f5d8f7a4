package dev.warren.cli;

import dev.warren.cluster.Cluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren drain}: an end in good order. */
@Command(
    name = "drain",
    description = {
      "Have a worker host take nothing more, finish what it has, however long that takes, and end"
          + " with exit code 0. Does not wait for the end.",
      "What restarts a worker host that ends, as a container's restart policy, restarts this one."
    })
final class DrainCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(arity = "0..1", paramLabel = "HOST", description = WorkerSelection.HOST)
  private String host;

  @Mixin private WorkerSelection selection = new WorkerSelection();

  DrainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    return WorkerSelection.say(
        surroundings,
        selection.tell(surroundings, host, Cluster::drain),
        "finishes what it has, and ends");
  }
}
