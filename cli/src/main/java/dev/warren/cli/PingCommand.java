package dev.warren.cli;

import dev.warren.cluster.Which;
import dev.warren.cluster.Worker;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren ping}: whether worker hosts answer, and how fast. */
@Command(
    name = "ping",
    description = {
      "Ask worker hosts for a sign of life, and tell how long it took, there and back over the broker.",
      "Exit code 1 if one that has not said farewell does not answer."
    })
final class PingCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(
      arity = "0..1",
      paramLabel = "HOST",
      description = {WorkerSelection.HOST, "Default: all of them."})
  private String host;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  PingCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Worker> workers = cluster.connect(surroundings).ping(cluster.onQueue(which()));
    Table table = Table.ofTexts("HOST", "ID", "QUEUE", "PING");
    for (Worker each : workers) {
      table.row(
          Text.harmless(each.name()),
          WorkerText.id(each),
          Text.harmless(each.queue()),
          WorkerText.ping(each));
    }
    PrintWriter out = surroundings.outWriter();
    out.print(table);
    out.flush();
    boolean allHere = workers.stream().allMatch(each -> each.presence() == Worker.Presence.HERE);
    return allHere ? Exit.OK : Exit.WORK_FAILED;
  }

  private Which which() {
    try {
      return host == null ? Which.all() : Which.each(host);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }
}
