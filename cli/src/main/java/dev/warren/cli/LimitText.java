package dev.warren.cli;

import dev.warren.task.QueueLimit;
import java.util.ArrayList;
import java.util.List;

/** Limits for people to read. */
final class LimitText {

  private LimitText() {}

  /** For example {@code 4 at once, 10 started in 1s}. */
  static String of(QueueLimit limit) {
    List<String> parts = new ArrayList<>();
    if (limit.concurrency() > 0) {
      parts.add(Text.number(limit.concurrency()) + " at once");
    }
    limit
        .rate()
        .ifPresent(
            it ->
                parts.add(Text.number(it.starts()) + " started in " + Text.duration(it.period())));
    return parts.isEmpty() ? "no limit" : String.join(", ", parts);
  }

  /** Whose it is: {@code queue default}, or {@code key db-1 of queue default}. */
  static String whose(String queue, QueueLimit limit) {
    return limit.key().isEmpty() ? "queue " + queue : "key " + limit.key() + " of queue " + queue;
  }
}
