package dev.warren.cli;

import dev.warren.cluster.AmbiguousWorkerException;
import dev.warren.cluster.Cluster;
import dev.warren.cluster.Which;
import dev.warren.cluster.Worker;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which worker hosts are told something, and how. */
final class WorkerSelection {

  static final String HOST =
      "The name of the worker host, its id, or the beginning of its id ('warren workers').";

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--all",
      description = "All worker hosts that are called so; without HOST all that there are.")
  private boolean all;

  /** Something that hosts are told. */
  interface Order {
    List<Worker> tell(Cluster cluster, Which which) throws InterruptedException;
  }

  /** Tells them; {@code host} is null where the command line names none. */
  List<Worker> tell(Surroundings surroundings, String host, Order order)
      throws InterruptedException {
    if (host == null && !all) {
      throw CommandException.usage("which worker host? name one, or say --all");
    }
    Cluster connected = cluster.connect(surroundings);
    try {
      return order.tell(connected, cluster.onQueue(which(host)));
    } catch (AmbiguousWorkerException | IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private Which which(String host) {
    if (host == null) {
      return Which.all();
    }
    return all ? Which.each(host) : Which.one(host);
  }

  /** Says of each host whether it does as it was told; the exit code. */
  static int say(Surroundings surroundings, List<Worker> told, String done) {
    for (Worker each : told) {
      surroundings.note(WorkerText.name(each) + " " + WorkerText.outcome(each, done));
    }
    return told.stream().allMatch(Worker::hasObeyed) ? Exit.OK : Exit.WORK_FAILED;
  }
}
