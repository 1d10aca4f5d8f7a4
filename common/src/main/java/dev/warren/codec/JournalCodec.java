package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.task.QueueLimit;
import dev.warren.task.QueueLimit.Rate;
import dev.warren.task.QueueLimit.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Entries of a queue's journal, to bytes and back: a line of JSON each. {@code docs/protocol.md}
 * has the format. Thread-safe.
 */
public final class JournalCodec {

  private enum Kind {
    BEGUN,
    SUBMITTED,
    CANCELLED,
    DONE,
    FORGOTTEN,
    SHARDED,
    PAUSED,
    RESUMED,
    LIMITED
  }

  private record ShareLine(
      @JsonProperty(required = true) int permits, @JsonProperty(required = true) long since) {}

  private record RateLine(
      @JsonProperty(required = true) int starts,
      @JsonProperty(required = true) long millis,
      @JsonProperty(required = true) long since) {}

  /** The limits of a key, empty for the queue. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record LimitLine(
      @JsonProperty(required = true) String key,
      @JsonProperty(required = true) long number,
      @JsonProperty(required = true) List<ShareLine> shares,
      RateLine rate) {

    static LimitLine of(QueueLimit it) {
      return new LimitLine(
          it.key(),
          it.number(),
          it.shares().stream().map(each -> new ShareLine(each.permits(), each.since())).toList(),
          it.rate()
              .map(rate -> new RateLine(rate.starts(), rate.period().toMillis(), rate.since()))
              .orElse(null));
    }

    QueueLimit limit() {
      return new QueueLimit(
          key,
          number,
          shares.stream().map(each -> new Share(each.permits(), each.since())).toList(),
          Optional.ofNullable(rate)
              .map(it -> new Rate(it.starts(), Duration.ofMillis(it.millis()), it.since())));
    }
  }

  /** What is null is not written: what that kind of entry does not have. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) Kind kind,
      @JsonProperty(required = true) long at,
      String job,
      String name,
      String task,
      Integer priority,
      Integer chunk,
      String key,
      Long keyUntil,
      Long due,
      Long expires,
      Long count,
      String limitKey,
      LimitLine limit) {

    static Line of(Kind kind, JobEntry entry) {
      return of(kind, entry, null);
    }

    static Line of(Kind kind, JobEntry entry, Long count) {
      String job = entry instanceof JobEntry.OfJob it ? it.job().toString() : null;
      return new Line(
          BatchCodec.VERSION,
          kind,
          millis(entry.at()),
          job,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          count,
          null,
          entry instanceof JobEntry.Limited set ? LimitLine.of(set.limit()) : null);
    }

    static Line of(JobEntry.Begun it) {
      return new Line(
          BatchCodec.VERSION,
          Kind.BEGUN,
          millis(it.at()),
          it.job().toString(),
          it.name(),
          it.task(),
          it.priority(),
          it.chunk(),
          it.key(),
          millis(it.keyUntil()),
          millis(it.due()),
          millis(it.expires()),
          null,
          it.limitKey().isEmpty() ? null : it.limitKey(),
          null);
    }

    JobEntry entry() {
      Instant when = Instant.ofEpochMilli(at);
      return switch (kind) {
        case BEGUN ->
            new JobEntry.Begun(
                JobId.parse(job),
                when,
                name,
                task,
                priority,
                chunk,
                key,
                Instant.ofEpochMilli(keyUntil),
                Instant.ofEpochMilli(due),
                Instant.ofEpochMilli(expires),
                limitKey == null ? "" : limitKey);
        case SUBMITTED -> new JobEntry.Submitted(JobId.parse(job), when, count);
        case CANCELLED -> new JobEntry.Cancelled(JobId.parse(job), when);
        case DONE -> new JobEntry.Done(JobId.parse(job), when, count);
        case FORGOTTEN -> new JobEntry.Forgotten(JobId.parse(job), when);
        case SHARDED -> new JobEntry.Sharded(when, Math.toIntExact(count));
        case PAUSED -> new JobEntry.Paused(when);
        case RESUMED -> new JobEntry.Resumed(when);
        case LIMITED -> new JobEntry.Limited(limit.limit(), when);
      };
    }

    private static long millis(Instant time) {
      return time.toEpochMilli();
    }
  }

  private JournalCodec() {}

  /**
   * Encodes an entry.
   *
   * @param entry the entry
   * @return its bytes
   */
  public static byte[] encode(JobEntry entry) {
    LineBuffer out = new LineBuffer();
    Json.write(line(entry), out);
    out.write('\n');
    return out.toByteArray();
  }

  private static Line line(JobEntry entry) {
    if (entry instanceof JobEntry.Begun it) {
      return Line.of(it);
    }
    if (entry instanceof JobEntry.Submitted it) {
      return Line.of(Kind.SUBMITTED, it, it.calls());
    }
    if (entry instanceof JobEntry.Cancelled) {
      return Line.of(Kind.CANCELLED, entry);
    }
    if (entry instanceof JobEntry.Done it) {
      return Line.of(Kind.DONE, it, it.failed());
    }
    if (entry instanceof JobEntry.Forgotten) {
      return Line.of(Kind.FORGOTTEN, entry);
    }
    if (entry instanceof JobEntry.Sharded it) {
      return Line.of(Kind.SHARDED, it, (long) it.shards());
    }
    if (entry instanceof JobEntry.Limited) {
      return Line.of(Kind.LIMITED, entry);
    }
    return Line.of(entry instanceof JobEntry.Paused ? Kind.PAUSED : Kind.RESUMED, entry);
  }

  /**
   * Decodes an entry.
   *
   * @param bytes what {@link #encode} made
   * @return the entry
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static JobEntry decode(byte[] bytes) {
    try {
      Line line = Json.read(bytes, 0, BatchCodec.lineEnd(bytes, 0), Line.class);
      if (line == null || line.v() != BatchCodec.VERSION) {
        throw new MalformedMessageException(
            "an entry of another format version than " + BatchCodec.VERSION);
      }
      return line.entry();
    } catch (JacksonException e) {
      throw new MalformedMessageException("an entry of a journal: " + Json.reason(e), e);
    } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
      throw new MalformedMessageException("an entry of a journal: " + e.getMessage(), e);
    }
  }
}
