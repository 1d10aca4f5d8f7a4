package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Collects outcomes into a message: a header line of JSON, then a line for each outcome. {@code
 * docs/protocol.md} has the format. Not thread-safe.
 */
public final class OutcomeWriter {

  /** What is null is not written: unknown, and none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Header(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) long batch,
      @JsonProperty(required = true) String host,
      @JsonProperty(required = true) long pid,
      @JsonProperty(required = true) long nanos,
      @JsonProperty(required = true) int count,
      Long startedAt,
      JsonNode history) {

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
  private Long startedAt;
  private List<Attempt> history = List.of();

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
   * Says what came before, for a task that was tried more than once. Belongs to the next message
   * alone, in which there is no other task then.
   *
   * @param attempts the earlier attempts, in order
   */
  public void after(List<Attempt> attempts) {
    history = attempts;
  }

  /**
   * Says when the first task began that did not succeed. Belongs to the next message alone; what
   * was said first counts.
   *
   * @param start when
   */
  public void startedAt(Instant start) {
    if (startedAt == null) {
      startedAt = start.toEpochMilli();
    }
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
      Json.write(new TimedOut(it.hard(), it.limit().toMillis(), it.failure().orElse(null)), lines);
    } else if (outcome instanceof Outcome.Rejected it) {
      begin(it.id(), "rejected");
      Json.write(it.reason(), lines);
    } else if (outcome instanceof Outcome.Cancelled it) {
      begin(it.id(), "cancelled");
      Json.write(it.begun(), lines);
    } else if (outcome instanceof Outcome.Expired it) {
      begin(it.id(), "expired");
      Json.write(it.at().toEpochMilli(), lines);
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
    Header header =
        new Header(
            BatchCodec.VERSION,
            batch,
            host,
            pid,
            nanos,
            lines.lines(),
            startedAt,
            Part.of(AttemptCodec.write(history)));
    Json.write(header, out);
    out.write('\n');
    lines.writeTo(out);
    lines.reset();
    nanos = 0;
    startedAt = null;
    history = List.of();
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
