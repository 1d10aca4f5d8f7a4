package dev.warren.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads moments: {@code 2026-11-23T18:00:00Z}, local times and days without a zone, and durations
 * for so long ago.
 */
final class MomentConverter implements ITypeConverter<Instant> {

  private final Clock clock;
  private final SecondsConverter durations = new SecondsConverter();

  /** For the time and the zone of this machine. */
  MomentConverter() {
    this(Clock.system(ZoneId.systemDefault()));
  }

  MomentConverter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String value) {
    ZoneId zone = clock.getZone();
    List<Function<String, Instant>> forms =
        List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).atZone(zone).toInstant(),
            text -> LocalDate.parse(text).atStartOfDay(zone).toInstant());
    for (Function<String, Instant> each : forms) {
      try {
        return each.apply(value.strip());
      } catch (DateTimeParseException e) {
        // Perhaps it has the next form.
      }
    }
    try {
      Duration ago = durations.convert(value.strip());
      return clock.instant().minus(ago);
    } catch (TypeConversionException e) {
      throw new TypeConversionException(
          "'" + value + "' is no time such as 2026-11-23T18:00:00Z, 2026-11-23 or 2h (ago)");
    }
  }
}
