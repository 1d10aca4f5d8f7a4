package dev.warren.cli.parallel;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/** Hands out the jobs as they are asked for. Thread-safe: one at a time is served. */
final class JobFeed {

  private final Iterator<List<String>> input;
  private final LongPredicate isDone;
  private final Printer printer;
  private final long delayNanos;
  private long sequence;
  private long place;
  private long lastStart;

  /** {@code isDone}: which numbers are left out. */
  JobFeed(Iterator<List<String>> input, LongPredicate isDone, Printer printer, Duration delay) {
    this.input = input;
    this.isDone = isDone;
    this.printer = printer;
    this.delayNanos = delay.toNanos();
  }

  /**
   * The next job, once it may start; empty if there is none, or if it is not let in any more. May
   * wait for input.
   */
  synchronized Optional<Job> next(BooleanSupplier letIn) throws InterruptedException {
    printer.awaitRoom(place);
    while (input.hasNext()) {
      List<String> arguments = input.next();
      sequence++;
      if (!isDone.test(sequence)) {
        awaitDelay();
        return letIn.getAsBoolean()
            ? Optional.of(new Job(place++, sequence, arguments))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void awaitDelay() throws InterruptedException {
    if (place > 0) {
      TimeUnit.NANOSECONDS.sleep(lastStart + delayNanos - System.nanoTime());
    }
    lastStart = System.nanoTime();
  }
}
