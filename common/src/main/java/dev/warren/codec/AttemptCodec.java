package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.Attempt;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Attempts in the headers of batches and outcomes; {@code docs/protocol.md} has the keys. */
final class AttemptCodec {

  /** One attempt; exactly one of the last four is there and says how it ended. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Json(
      @JsonProperty(required = true) int attempt,
      @JsonProperty(required = true) long startedAt,
      @JsonProperty(required = true) long nanos,
      @JsonProperty(required = true) String host,
      @JsonProperty(required = true) long pid,
      Failed failed,
      Later later,
      Death died,
      TimedOut timedOut) {}

  record Failed(
      @JsonProperty(required = true) String type, @JsonProperty(required = true) String message) {}

  record Later(
      @JsonProperty(required = true) long millis, @JsonProperty(required = true) String reason) {}

  record TimedOut(
      @JsonProperty(required = true) boolean hard, @JsonProperty(required = true) long millis) {}

  private AttemptCodec() {}

  /** Null for none, which is not written. */
  static List<Json> write(List<Attempt> attempts) {
    return attempts.isEmpty() ? null : attempts.stream().map(AttemptCodec::write).toList();
  }

  static Json write(Attempt it) {
    Ending ending = it.ending();
    return new Json(
        it.number(),
        it.startedAt().toEpochMilli(),
        it.duration().toNanos(),
        it.host(),
        it.pid(),
        ending instanceof Ending.Failed how ? new Failed(how.type(), how.message()) : null,
        ending instanceof Ending.Later how ? new Later(how.delay().toMillis(), how.reason()) : null,
        ending instanceof Ending.Died how ? how.death() : null,
        ending instanceof Ending.TimedOut how
            ? new TimedOut(how.hard(), how.limit().toMillis())
            : null);
  }

  /** Throws {@link IllegalArgumentException} if one of them is none. */
  static List<Attempt> read(Json[] attempts) {
    return attempts == null ? List.of() : Arrays.stream(attempts).map(AttemptCodec::read).toList();
  }

  static Attempt read(Json it) {
    if (it == null) {
      throw new IllegalArgumentException("null in the place of an attempt");
    }
    try {
      return new Attempt(
          it.attempt(),
          Instant.ofEpochMilli(it.startedAt()),
          Duration.ofNanos(it.nanos()),
          it.host(),
          it.pid(),
          ending(it));
    } catch (NullPointerException e) {
      throw new IllegalArgumentException("null in an attempt: " + e.getMessage(), e);
    }
  }

  private static Ending ending(Json it) {
    if (it.failed() != null) {
      return new Ending.Failed(it.failed().type(), Objects.toString(it.failed().message(), ""));
    }
    if (it.later() != null) {
      Duration delay = Duration.ofMillis(it.later().millis());
      return new Ending.Later(delay, Objects.toString(it.later().reason(), ""));
    }
    if (it.died() != null) {
      return new Ending.Died(it.died());
    }
    if (it.timedOut() != null) {
      return new Ending.TimedOut(it.timedOut().hard(), Duration.ofMillis(it.timedOut().millis()));
    }
    throw new IllegalArgumentException("an attempt that does not say how it ended");
  }
}
