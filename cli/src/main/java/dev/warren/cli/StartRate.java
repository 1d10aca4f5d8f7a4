package dev.warren.cli;

import dev.warren.task.QueueLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * So many starts in a period, as {@code 10/s}, {@code 90/m} or {@code 500/h}. More than a limit has
 * permits are asked for in a shorter period.
 *
 * @param starts how many
 * @param period in which time
 */
record StartRate(int starts, Duration period) {

  /** Reads one. */
  static final class Converter implements ITypeConverter<StartRate> {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})/(s|m|h)");

    @Override
    public StartRate convert(String value) {
      Matcher parts = FORM.matcher(value.strip());
      if (!parts.matches()) {
        throw new TypeConversionException("'" + value + "' is no rate such as 10/s, 90/m or 500/h");
      }
      Duration unit =
          switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
          };
      return of(Long.parseLong(parts.group(1)), unit)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + value + "' is too much for a limit: the most is 4000/s"));
    }
  }

  /** The largest number of permits that the broker can tell the periods of apart. */
  private static Optional<StartRate> of(long count, Duration unit) {
    long most = QueueLimit.MOST_STARTS;
    if (count <= most) {
      return Optional.of(new StartRate((int) count, unit));
    }
    long quarters = unit.dividedBy(QueueLimit.SHORTEST_PERIOD) * most / count;
    long starts = count * quarters / unit.dividedBy(QueueLimit.SHORTEST_PERIOD);
    return quarters == 0
        ? Optional.empty()
        : Optional.of(
            new StartRate((int) starts, QueueLimit.SHORTEST_PERIOD.multipliedBy(quarters)));
  }
}
