package dev.warren.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches whether what was published gets confirmed. Looks are counted rather than time, so that a
 * program that was stopped does not take its own silence for the broker's. Used by one thread.
 */
final class ConfirmWatch {

  /** So many looks in a row at the same message: it is slow. */
  static final int LOOKS_UNTIL_SLOW = 3;

  /** And so many: it will not be confirmed any more. At five seconds a look, a minute. */
  static final int LOOKS_UNTIL_LOST = 13;

  private final Map<ConfirmedPublisher, Seen> seen = new HashMap<>();

  private record Seen(long number, int looks) {}

  /** How often in a row the oldest message without an answer was the same, for the worst of all. */
  int looks(List<ConfirmedPublisher> publishers) {
    int most = 0;
    for (ConfirmedPublisher each : publishers) {
      long number = each.oldestUnanswered();
      Seen before = seen.getOrDefault(each, new Seen(0, 0));
      int looks = number == 0 ? 0 : number == before.number() ? before.looks() + 1 : 1;
      seen.put(each, new Seen(number, looks));
      most = Math.max(most, looks);
    }
    return most;
  }

  /** What was seen does not count: the broker has said that it takes nothing. */
  void forget() {
    seen.clear();
  }
}
