package dev.warren.job;

import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.OutcomeReader;
import dev.warren.task.JobId;
import dev.warren.task.Outcome;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.LogReader;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcomes of a job, from its log: of each call the first, over as many connections as it
 * takes. Used by one thread.
 */
final class Outcomes {

  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

  private final QueueSpec results;
  private final BitSet seen = new BitSet();
  private final Consumer<JobResult> each;
  private long calls;
  private long done;
  private long failed;

  /** {@code each} gets every outcome once. */
  Outcomes(JobId job, Consumer<JobResult> each) {
    this.results = QueueSpec.results(job);
    this.each = each;
  }

  /** How many calls have an outcome. */
  long done() {
    return done;
  }

  /** How many of them are no results. */
  long failed() {
    return failed;
  }

  /** How many calls the job has; what is said of others does not count. */
  void expect(OptionalLong count) {
    calls = count.orElse(0);
  }

  /** A reader on a connection; empty if there is no log, since the job was never begun. */
  Optional<LogReader> open(JobLink link) throws IOException {
    return link.session().exists(results)
        ? Optional.of(link.session().log(results))
        : Optional.empty();
  }

  /** Reads what there is. */
  void toEnd(LogReader reader) throws IOException, InterruptedException {
    reader.toEnd(this::take);
  }

  /** Reads the next message; whether there was one within a time, and before a marked end. */
  boolean read(LogReader reader, Duration timeout) throws IOException, InterruptedException {
    Optional<Delivery> next = reader.next(timeout);
    next.ifPresent(this::take);
    return next.isPresent();
  }

  private void take(Delivery delivery) {
    try {
      for (Outcome outcome : OutcomeReader.read(delivery.body()).outcomes()) {
        take(outcome);
      }
    } catch (MalformedMessageException e) {
      log.warn("a message in {} is no outcome and is ignored: {}", results.name(), e.getMessage());
    }
  }

  private void take(Outcome outcome) {
    long id = outcome.id();
    if (id >= 0 && id < Math.min(calls, Integer.MAX_VALUE) && !seen.get((int) id)) {
      seen.set((int) id);
      done++;
      JobResult result = new JobResult(id, outcome);
      failed += result.isSuccess() ? 0 : 1;
      each.accept(result);
    }
  }
}
