package dev.warren.codec;

import dev.warren.task.Schedule;
import java.time.Instant;
import java.util.Optional;

/** The times in the header of a batch, in milliseconds since 1970. */
final class ScheduleCodec {

  private ScheduleCodec() {}

  /** Null for none, which is not written. */
  static Long write(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }

  static Schedule read(Long due, Long expires) {
    return due == null && expires == null
        ? Schedule.atOnce()
        : new Schedule(read(due), read(expires));
  }

  private static Optional<Instant> read(Long millis) {
    return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
  }
}
