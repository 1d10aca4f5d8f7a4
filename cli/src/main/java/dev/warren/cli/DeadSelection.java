package dev.warren.cli;

import dev.warren.dead.DeadFilter;
import dev.warren.dead.DeadTask;
import dev.warren.dead.DeadTasks;
import dev.warren.task.DeadReason;
import dev.warren.topology.QueueSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead tasks of which queue a command is about. */
final class DeadSelection {

  @Mixin private BrokerOption broker = new BrokerOption();

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The queue that the tasks were for; default: ${DEFAULT-VALUE}.")
  private String queue;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "Only the task with this id, as it is listed; may be repeated. The number behind the"
              + " slash alone will do if no other pool has used it.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--task",
      paramLabel = "GLOB",
      description = "Only calls of these, as --task='dev.acme.Tasks::*'.")
  private String task;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      converter = DeadReasonConverter.class,
      description =
          "Only those that are dead for this reason: failed, died, timedout, rejected, unsigned"
              + " or undecodable; several separated by commas.")
  private List<DeadReason> reasons = new ArrayList<>();

  @Option(
      names = "--exception",
      paramLabel = "GLOB",
      description =
          "Only those that threw such an exception, or one that was caused by one, by its class"
              + " name with or without the package.")
  private String exception;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = MomentConverter.class,
      description =
          "Only those that have died since then: 2026-11-23T18:00:00Z, the same without the Z for"
              + " local time, 2026-11-23, or as 2h for two hours ago.")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = MomentConverter.class,
      description = "Only those that had died by then.")
  private Instant until;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description =
          "How long the broker may be away, or another of these commands at work on the queue;"
              + " default: ${DEFAULT-VALUE}.")
  private Duration patience;

  String queue() {
    return queue;
  }

  /** Whether single tasks were asked for. */
  boolean namesTasks() {
    return !ids.isEmpty();
  }

  /** Whether anything at all narrows it down. */
  boolean isNarrow() {
    return namesTasks()
        || task != null
        || !reasons.isEmpty()
        || exception != null
        || since != null
        || until != null;
  }

  Predicate<DeadTask> filter() {
    Predicate<DeadTask> filter = DeadFilter.all();
    if (namesTasks()) {
      filter = ids.stream().map(DeadFilter::id).reduce(Predicate::or).orElseThrow();
    }
    filter = task == null ? filter : filter.and(DeadFilter.task(task));
    filter = exception == null ? filter : filter.and(DeadFilter.exception(exception));
    filter = since == null ? filter : filter.and(DeadFilter.since(since));
    filter = until == null ? filter : filter.and(DeadFilter.until(until));
    return reasons.isEmpty()
        ? filter
        : filter.and(DeadFilter.reason(reasons.toArray(DeadReason[]::new)));
  }

  DeadTasks connect(Surroundings surroundings) throws InterruptedException {
    String uri = broker.require(surroundings);
    try {
      QueueSpec.dead(queue);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--queue: " + e.getMessage());
    }
    return DeadTasks.connect(uri, patience);
  }

  /** For example {@code 3 dead tasks on queue default}. */
  String count(int tasks) {
    return Text.number(tasks) + (tasks == 1 ? " dead task" : " dead tasks") + " on queue " + queue;
  }
}
