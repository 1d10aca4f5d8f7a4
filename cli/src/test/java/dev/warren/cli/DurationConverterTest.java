package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {

  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    " 2M , PT2M",
    "1h, PT1H",
    "7d, PT168H",
    "999999999d, PT23999999976H",
    "pt1m30s, PT1M30S",
    "0s, PT0S"
  })
  void readsShortAndLongForms(String text, Duration meant) {
    assertThat(converter.convert(text)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "5", "-1s", "1.5s", "1w", "PT-1S", "9999999999s", "1h30m"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'%s' is no duration such as 500ms, 30s, 2m, 1h or 7d", text);
  }
}
