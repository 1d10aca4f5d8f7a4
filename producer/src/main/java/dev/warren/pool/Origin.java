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

  /** So many earlier attempts are told in a message. */
  private static final int TOLD = 10;

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

  /** The latest attempts before the last one as lines of a message; empty if there are none. */
  static String before(List<Attempt> attempts) {
    return lines(attempts.subList(0, attempts.size() - 1));
  }

  /** The latest of earlier attempts as lines of a message; empty if there are none. */
  static String lines(List<Attempt> earlier) {
    StringBuilder lines = new StringBuilder();
    for (Attempt each : earlier.subList(Math.max(0, earlier.size() - TOLD), earlier.size())) {
      lines.append("\n  ").append(each.summary());
    }
    return lines.isEmpty() ? "" : "; before that:" + lines;
  }
}
