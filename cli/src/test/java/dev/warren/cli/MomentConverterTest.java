package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentConverterTest {

  private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  private final MomentConverter moments =
      new MomentConverter(Clock.fixed(NOW, ZoneId.of("Europe/Vienna")));

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T18:00:00Z,2026-11-23T18:00:00Z",
    "2026-11-23T18:00Z,2026-11-23T18:00:00Z",
    "2026-11-23T18:00:00+02:00,2026-11-23T16:00:00Z",
    "2026-11-23T18:00:00,2026-11-23T17:00:00Z",
    "2026-07-01T18:00,2026-07-01T16:00:00Z",
    "2026-11-23,2026-11-22T23:00:00Z",
    "2h,2026-11-23T16:00:00Z",
    "1.5d,2026-11-22T06:00:00Z",
    "500ms,2026-11-23T17:59:59.500Z",
    "90,2026-11-23T17:58:30Z"
  })
  void readsTimesDaysAndDurations(String text, Instant moment) {
    assertThat(moments.convert(text)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "18:00", "2026-13-01", "-2h", "2026-11-23 18:00"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> moments.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("2026-11-23T18:00:00Z");
  }

  @Test
  void whatWasListedCanBeGivenBack() {
    assertThat(moments.convert(NOW.toString())).isEqualTo(NOW);
  }
}
