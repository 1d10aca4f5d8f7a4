package dev.warren.cli;

import dev.warren.cluster.Which;
import dev.warren.cluster.Worker;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code warren workers}: the worker hosts of a broker. */
@Command(
    name = "workers",
    description = {
      "List the worker hosts, and how each of them is. One that does not answer is listed as unknown,"
          + " one that has no connection any more and has not said farewell as gone; both with the"
          + " time when it was last heard of. After a day it is forgotten."
    })
final class WorkersCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--json", description = "Write a line of JSON for each.")
  private boolean json;

  WorkersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Worker> workers = cluster.connect(surroundings).workers(cluster.onQueue(Which.all()));
    PrintWriter out = surroundings.outWriter();
    if (json) {
      workers.stream().map(WorkerText::json).forEach(out::println);
    } else if (!workers.isEmpty()) {
      out.print(WorkerText.table(workers));
    }
    out.flush();
    surroundings.note(WorkerText.summary(workers));
    workers.stream()
        .map(Worker::refusal)
        .filter(it -> !it.isEmpty())
        .distinct()
        .forEach(it -> surroundings.note("silent: " + Text.harmless(it)));
    return Exit.OK;
  }
}
