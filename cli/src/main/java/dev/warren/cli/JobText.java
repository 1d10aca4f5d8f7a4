package dev.warren.cli;

import dev.warren.job.JobInfo;
import dev.warren.job.JobProgress;
import dev.warren.job.JobState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Jobs for people to read. */
final class JobText {

  private JobText() {}

  /** For example {@code job default/k3f7q2m9x4tb is open: 300 of 1,000 done, 2 failed}. */
  static String summary(JobProgress it) {
    return "job "
        + it.info().id()
        + " is "
        + it.state()
        + ": "
        + Text.number(it.done())
        + " of "
        + count(it.info().calls())
        + " done, "
        + Text.number(it.failed())
        + " failed";
  }

  /** All that is known of a job. */
  static String full(JobProgress it) {
    JobInfo info = it.info();
    StringBuilder text = new StringBuilder();
    line(text, "job", info.id().toString());
    if (!info.name().isEmpty()) {
      line(text, "name", Text.harmless(info.name()));
    }
    line(text, "task", Text.harmless(info.task()));
    line(text, "state", it.state().toString());
    line(text, "calls", count(info.calls()));
    line(text, "done", Text.number(it.done()));
    line(text, "failed", Text.number(it.failed()));
    line(text, "priority", String.valueOf(info.priority()));
    line(text, "begun", time(info.begunAt()));
    if (info.due().isAfter(info.begunAt())) {
      line(text, "due", time(info.due()));
    }
    line(text, "expires", time(info.expiresAt()));
    return text.toString();
  }

  /** For example {@code 2 done, 1 open}. */
  static String states(List<JobInfo> jobs) {
    Map<JobState, Long> counts =
        jobs.stream()
            .collect(
                Collectors.groupingBy(
                    JobInfo::state, () -> new EnumMap<>(JobState.class), Collectors.counting()));
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(each -> Text.number(each.getValue()) + " " + each.getKey())
            .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append(line(what, value));
  }

  /** One thing that is known. */
  static String line(String what, String value) {
    return String.format("%-10s%s%n", what, value);
  }

  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String count(OptionalLong number) {
    return number.isPresent() ? Text.number(number.getAsLong()) : "?";
  }
}
