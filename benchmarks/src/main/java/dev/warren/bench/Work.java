package dev.warren.bench;

import java.util.Locale;
import java.util.stream.LongStream;

/** What is done, by whoever can. */
enum Work {
  APPLY(200_000, "tiny tasks submitted one by one, all gathered"),
  MAP(10_000_000, "a map over integers"),
  STREAM(10_000_000, "integers through a lazy map, in order"),
  CPU1(4_000, "tasks of 1 ms of CPU time, mapped"),
  CPU10(400, "tasks of 10 ms of CPU time, mapped"),
  TAIL(1_000, "tasks of 1 ms of CPU time, each hundredth of 50 ms"),
  PAYLOAD(2_000, "tasks with 100 KB of argument and result"),
  LONE(500, "calls one after the other, each when the last has returned"),
  START(1, "from the start of the program to the first result"),
  COMMANDS(2_000, "commands that do nothing");

  private final int count;
  private final String title;

  Work(int count, String title) {
    this.count = count;
    this.title = title;
  }

  /** How many tasks, unless said otherwise. */
  int count() {
    return count;
  }

  String title() {
    return title;
  }

  /** As peers and people call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How much CPU time its tasks take together, in seconds; 0 if next to nothing. */
  double cpuSeconds(int tasks) {
    return switch (this) {
      case CPU1 -> tasks / 1e3;
      case CPU10 -> tasks / 1e2;
      case TAIL -> tailMicros().limit(tasks).sum() / 1e6;
      default -> 0;
    };
  }

  /** How long the tasks with a tail take, in microseconds of CPU time. */
  static LongStream tailMicros() {
    return LongStream.iterate(0, i -> i + 1).map(i -> i % 100 == 50 ? 50_000 : 1_000);
  }
}
