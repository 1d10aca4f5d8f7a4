package dev.warren.cli;

import dev.warren.pool.PoolBuilder;
import dev.warren.spi.OutputLine;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who runs the tasks of a command: worker processes of its own, or the worker hosts of a queue. */
final class WorkersOption {

  private static final String DEFAULT_QUEUE = "default";

  @Mixin private BrokerOption broker = new BrokerOption();

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description = "The queue of the worker hosts; default: " + DEFAULT_QUEUE + ".")
  private String queue;

  @Option(
      names = "--shards",
      paramLabel = "K",
      description =
          "Spread the tasks over so many queues that are used as one, 1 to 64; default: 1.")
  private Integer shards;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description = "Local worker processes; default: one per core, or with --broker none.")
  private Integer processes;

  @Mixin private SigningKeyOption signingKey = new SigningKeyOption();

  /** Whether worker hosts do. */
  boolean areHosts(Surroundings surroundings) {
    return processes == null && broker.find(surroundings).isPresent();
  }

  /**
   * Has a pool take them. What local ones print goes to {@code output}; worker hosts show it
   * themselves.
   */
  void apply(PoolBuilder settings, Surroundings surroundings, Consumer<OutputLine> output) {
    Optional<String> uri = broker.find(surroundings);
    boolean hosts = areHosts(surroundings);
    if ((queue != null || shards != null) && !hosts) {
      throw CommandException.usage(
          (queue == null ? "--shards splits" : "--queue names")
              + " the queue of worker hosts: "
              + (uri.isPresent() ? "leave out --processes" : "add --broker"));
    }
    uri.ifPresent(settings::broker);
    signingKey.find(surroundings).ifPresent(settings::signingKey);
    if (hosts) {
      settings.queue(queue == null ? DEFAULT_QUEUE : queue);
      settings.shards(shards == null ? 1 : shards);
      return;
    }
    settings.onOutput(output);
    if (processes != null) {
      settings.processes(processes);
    }
  }
}
