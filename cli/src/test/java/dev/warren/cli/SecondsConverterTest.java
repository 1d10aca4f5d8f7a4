package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SecondsConverterTest {

  private final SecondsConverter converter = new SecondsConverter();

  @ParameterizedTest
  @CsvSource({
    "10, 10000",
    "0, 0",
    "0.5, 500",
    ".25, 250",
    "2s, 2000",
    "1.5m, 90000",
    "2h, 7200000",
    "1d, 86400000",
    "500ms, 500",
    "PT1M30S, 90000"
  })
  void durationShouldBeRead(String text, long millis) {
    assertThat(converter.convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5.5", "200%", "1w"})
  void anythingElseShouldBeRefused(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> converter.convert(text));
  }
}
