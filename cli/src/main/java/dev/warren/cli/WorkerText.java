package dev.warren.cli;

import dev.warren.cluster.Worker;
import dev.warren.codec.JsonObject;
import dev.warren.os.MemorySize;
import dev.warren.task.HostReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Worker hosts for people, and programs, to read. */
final class WorkerText {

  /** How much of an id is shown to people: enough to tell some thousand hosts apart. */
  private static final int ID_CHARS = 8;

  private static final double NANOS_PER_MILLI = 1e6;

  private WorkerText() {}

  /** A line for each. */
  static Table table(List<Worker> workers) {
    Table table =
        Table.ofTexts(
            "HOST", "ID", "QUEUE", "VERSION", "STATE", "SINCE", "SLOTS", "BUSY", "DONE", "FAILED",
            "MEMORY");
    for (Worker each : workers) {
      table.row(
          Text.harmless(each.name()),
          id(each),
          Text.harmless(each.queue()),
          Text.harmless(each.version()),
          state(each),
          JobText.time(each.report().map(HostReport::since).orElse(each.heard())),
          cell(each, it -> Text.number(it.slots())),
          cell(each, it -> Text.number(it.busy())),
          cell(each, it -> Text.number(it.tasksDone())),
          cell(each, it -> Text.number(it.failures())),
          cell(each, it -> it.memory() == 0 ? "?" : MemorySize.describe(it.memory())));
    }
    return table;
  }

  private static String cell(Worker worker, Function<HostReport, String> value) {
    return worker.report().map(value).orElse("?");
  }

  /** For example {@code 3 worker hosts: 1 busy, 2 idle}. */
  static String summary(List<Worker> workers) {
    Map<String, Long> states =
        workers.stream()
            .collect(Collectors.groupingBy(WorkerText::state, TreeMap::new, Collectors.counting()));
    String each =
        states.entrySet().stream()
            .map(it -> it.getValue() + " " + it.getKey())
            .collect(Collectors.joining(", "));
    return Text.number(workers.size())
        + (workers.size() == 1 ? " worker host" : " worker hosts")
        + (workers.isEmpty() ? "" : ": " + each);
  }

  /** A line of JSON about one; times are in milliseconds since 1970, memory in bytes. */
  static String json(Worker worker) {
    Optional<HostReport> report = worker.report();
    return new JsonObject()
        .put("id", worker.id())
        .put("host", worker.name())
        .put("queue", worker.queue())
        .put("pid", worker.pid())
        .put("version", worker.version())
        .put("state", state(worker))
        .put("heard", worker.heard().toEpochMilli())
        .put("pingMillis", worker.roundTrip().isZero() ? null : millis(worker))
        .put("refusal", worker.refusal().isEmpty() ? null : worker.refusal())
        .put("since", report.map(it -> it.since().toEpochMilli()).orElse(null))
        .put("reason", report.map(HostReport::reason).filter(it -> !it.isEmpty()).orElse(null))
        .put("slots", report.map(HostReport::slots).orElse(null))
        .put("busySlots", report.map(HostReport::busy).orElse(null))
        .put("tasksDone", report.map(HostReport::tasksDone).orElse(null))
        .put("failures", report.map(HostReport::failures).orElse(null))
        .put("memory", report.map(HostReport::memory).orElse(null))
        .put("uptimeMillis", report.map(it -> it.uptime().toMillis()).orElse(null))
        .toString();
  }

  /** What it does, as it says, or why nobody knows. */
  static String state(Worker worker) {
    return switch (worker.presence()) {
      case HERE ->
          worker.report().map(it -> it.state().name().toLowerCase(Locale.ROOT)).orElse("silent");
      case UNKNOWN -> "unknown";
      case GONE -> "gone";
    };
  }

  /** How long its answer took, or why there is none. */
  static String ping(Worker worker) {
    return worker.presence() == Worker.Presence.HERE
        ? String.format(Locale.ROOT, "%.1f ms", millis(worker))
        : state(worker);
  }

  private static double millis(Worker worker) {
    return worker.roundTrip().toNanos() / NANOS_PER_MILLI;
  }

  static String id(Worker worker) {
    String id = Text.harmless(worker.id());
    return id.length() <= ID_CHARS ? id : id.substring(0, ID_CHARS);
  }

  /** For example {@code worker host far (1f6a3b52)}. */
  static String name(Worker worker) {
    return "worker host " + Text.harmless(worker.name()) + " (" + id(worker) + ")";
  }

  /** What has come of an order; {@code done} if it is carried out. */
  static String outcome(Worker worker, String done) {
    return switch (worker.presence()) {
      case HERE ->
          worker.refusal().isEmpty() ? done : "refuses: " + Text.harmless(worker.refusal());
      case UNKNOWN -> "has not answered: it may hang, or be cut off; try again, or --timeout more";
      case GONE ->
          "is gone: it was killed, or is cut off; last heard of " + JobText.time(worker.heard());
    };
  }
}
