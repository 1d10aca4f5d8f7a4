package dev.warren.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * Reads durations as GNU parallel has them, {@code 10} and {@code 0.5} for seconds and {@code
 * 1.5m}, {@code 2h} and {@code 1d}, and as the other commands have them.
 */
final class SecondsConverter implements ITypeConverter<Duration> {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9})([smhd]?)");
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final int NANO_DIGITS = 9;

  private final DurationConverter others = new DurationConverter();

  @Override
  public Duration convert(String value) {
    Matcher parts = FORM.matcher(value);
    if (!parts.matches()) {
      return others.convert(value);
    }
    long unit =
        switch (parts.group(2)) {
          case "m" -> MINUTE;
          case "h" -> HOUR;
          case "d" -> DAY;
          default -> 1;
        };
    BigDecimal seconds = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
    return Duration.ofSeconds(
        seconds.longValue(),
        seconds.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValue());
  }
}
