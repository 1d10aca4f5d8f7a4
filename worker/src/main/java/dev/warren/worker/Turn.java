package dev.warren.worker;

import dev.warren.task.Batch;
import dev.warren.task.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a job has its turn: batches that run for as long as is worth a message, and no more of
 * them than keep some slots busy until the ticket comes round again.
 *
 * @param batches what is to run now, each with an id of its own in its job
 * @param left what has to wait for another turn; empty for nothing
 */
record Turn(List<Batch> batches, Optional<Batch> left) {

  /** How long a batch should run, at the least if it has several calls. */
  static final Duration BATCH = Duration.ofMillis(20);

  /** How much work a turn is, where calls are short. */
  private static final Duration WHOLE = Duration.ofMillis(160);

  private static final int MOST_BATCHES = 8;

  /** How much more an urgent job gets where the broker does not put it in front. */
  private static final int URGENT = 4;

  /** {@code perCall} is how long a call takes; zero for unknown, and then one is tried. */
  static Turn of(Batch waiting, Duration perCall, int priority) {
    long nanos = Math.max(1, perCall.toNanos());
    boolean known = !perCall.isZero();
    long each = known ? Math.max(1, BATCH.toNanos() / nanos) : 1;
    long count = known ? WHOLE.toNanos() / (each * nanos) : 1;
    count = Math.max(1, Math.min(MOST_BATCHES, count));
    if (priority > Ticket.USUAL_PRIORITY) {
      count *= URGENT;
    }
    List<Batch> batches = new ArrayList<>();
    int from = 0;
    while (from < waiting.size() && batches.size() < count) {
      int to = (int) Math.min(waiting.size(), from + each);
      Batch next = waiting.slice(from, to);
      batches.add(next.numbered(next.taskId(0)));
      from = to;
    }
    return new Turn(
        batches,
        from == waiting.size()
            ? Optional.empty()
            : Optional.of(waiting.slice(from, waiting.size())));
  }
}
