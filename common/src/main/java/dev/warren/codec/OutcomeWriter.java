package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Collects outcomes into a message: a header line of JSON, then a line for each outcome. {@code
 * docs/protocol.md} has the format. Not thread-safe.
 */
public final class OutcomeWriter {

  record Header(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) long batch,
      @JsonProperty(required = true) String host,
      @JsonProperty(required = true) long pid,
      @JsonProperty(required = true) long nanos,
      @JsonProperty(required = true) int count) {

    Header {
      Objects.requireNonNull(host, "host");
    }
  }

  /** What a timed-out outcome says. */
  record TimedOut(
      @JsonProperty(required = true) boolean hard,
      @JsonProperty(required = true) long millis,
      @JsonProperty(required = true) Failure failure) {

    Outcome.TimedOut of(long id) {
      return new Outcome.TimedOut(
          id, hard, Duration.ofMillis(millis), Optional.ofNullable(failure));
    }
  }

  private final String host;
  private final long pid;
  private final LineBuffer lines = new LineBuffer();
  private long nanos;

  /**
   * Creates a writer.
   *
   * @param host the worker host's name
   * @param pid the worker process
   */
  public OutcomeWriter(String host, long pid) {
    this.host = host;
    this.pid = pid;
  }

  /**
   * Adds the outcome of a task that has run.
   *
   * @param outcome the outcome
   * @param runNanos how long it ran, its result's encoding included, in nanoseconds
   */
  public void add(Outcome outcome, long runNanos) {
    add(outcome);
    nanos += runNanos;
  }

  /**
   * Adds an outcome.
   *
   * @param outcome the outcome
   */
  public void add(Outcome outcome) {
    if (outcome instanceof Outcome.Succeeded it) {
      begin(it.id(), "ok");
      lines.write(it.value(), 0, it.value().length);
    } else if (outcome instanceof Outcome.Failed it) {
      begin(it.id(), "failed");
      Json.write(it.failure(), lines);
    } else if (outcome instanceof Outcome.WorkerDied it) {
      begin(it.id(), "died");
      Json.write(it.deaths(), lines);
    } else if (outcome instanceof Outcome.TimedOut it) {
      begin(it.id(), "timedout");
      Json.write(
          new TimedOut(it.hard(), it.limit().toMillis(), it.failure().orElse(null)), lines);
    } else if (outcome instanceof Outcome.Rejected it) {
      begin(it.id(), "rejected");
      Json.write(it.reason(), lines);
    } else if (outcome instanceof Outcome.Cancelled it) {
      begin(it.id(), "cancelled");
      Json.write(it.begun(), lines);
    }
    lines.endLine();
  }

  /**
   * How many outcomes wait to be sent.
   *
   * @return the number of outcomes
   */
  public int count() {
    return lines.lines();
  }

  /**
   * How large the message has become.
   *
   * @return the size in bytes, without its header
   */
  public int size() {
    return lines.size();
  }

  /**
   * Makes the message and empties the writer.
   *
   * @param batch the batch that the outcomes belong to
   * @return the message
   */
  public byte[] take(long batch) {
    LineBuffer out = new LineBuffer();
    Json.write(new Header(BatchCodec.VERSION, batch, host, pid, nanos, lines.lines()), out);
    out.write('\n');
    lines.writeTo(out);
    lines.reset();
    nanos = 0;
    return out.toByteArray();
  }

  private void begin(long taskId, String kind) {
    lines.writeNumber(taskId);
    lines.write(' ');
    for (int i = 0; i < kind.length(); i++) {
      lines.write(kind.charAt(i));
    }
    lines.write(' ');
  }
}
