package dev.warren.pool;

import dev.warren.codec.OutcomeGroup;
import dev.warren.task.Attempt;
import dev.warren.task.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where an outcome comes from, and which attempts came before it. Immutable. */
record Origin(String host, long pid, Instant startedAt, Duration duration, List<Attempt> history) {

  static Origin of(OutcomeGroup group) {
    Duration duration = Duration.ofNanos(group.nanos());
    return new Origin(
        group.host(),
        group.pid(),
        group.startedAt().orElseGet(() -> Instant.now().minus(duration)),
        duration,
        group.history());
  }

  /** In words, for a message. */
  String where() {
    return "on " + host + " (pid " + pid + ")";
  }

  /** All attempts at a task that has ended without success. */
  List<Attempt> attempts(Ending last) {
    int number = history.isEmpty() ? 1 : history.get(history.size() - 1).number() + 1;
    List<Attempt> all = new ArrayList<>(history);
    all.add(new Attempt(number, startedAt, duration, host, pid, last));
    return all;
  }

  /** The attempts before the last one as lines of a message; empty if there are none. */
  static String before(List<Attempt> attempts) {
    StringBuilder lines = new StringBuilder();
    for (Attempt each : attempts.subList(0, attempts.size() - 1)) {
      lines.append("\n  ").append(each.summary());
    }
    return lines.isEmpty() ? "" : "; before that:" + lines;
  }
}
