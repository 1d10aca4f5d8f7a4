package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.task.Limits;
import java.time.Duration;
import java.util.Optional;

/** The {@code limits} of a batch's header, in milliseconds; absent for none. */
final class LimitsCodec {

  /** What is null is not written. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Json(Long soft, Long hard) {}

  private LimitsCodec() {}

  /** The limits as they are written; null for none. */
  static Json write(Limits limits) {
    return limits.equals(Limits.NONE)
        ? null
        : new Json(millis(limits.soft()), millis(limits.hard()));
  }

  /** The limits that were written; null for none. */
  static Limits read(Json json) {
    return json == null ? Limits.NONE : new Limits(duration(json.soft()), duration(json.hard()));
  }

  private static Long millis(Optional<Duration> limit) {
    return limit.map(Duration::toMillis).orElse(null);
  }

  private static Optional<Duration> duration(Long millis) {
    return Optional.ofNullable(millis).map(Duration::ofMillis);
  }
}
