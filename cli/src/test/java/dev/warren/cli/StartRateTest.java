package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartRateTest {

  private final StartRate.Converter converter = new StartRate.Converter();

  @ParameterizedTest
  @CsvSource({
    "1/s,1,PT1S",
    "1000/s,1000,PT1S",
    "1500/s,750,PT0.5S",
    "4000/s,1000,PT0.25S",
    "90/m,90,PT1M",
    "6000/m,1000,PT10S",
    "500/h,500,PT1H"
  })
  void aRateShouldBePermitsInAPeriod(String text, int starts, Duration period) {
    assertThat(converter.convert(text)).isEqualTo(new StartRate(starts, period));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001/s", "3999/s", "70001/m", "1000000/h"})
  void itShouldNeverBeMoreThanWasAskedFor(String text) {
    StartRate rate = converter.convert(text);
    double asked = Double.parseDouble(text.substring(0, text.indexOf('/')));
    double unit = text.endsWith("s") ? 1 : text.endsWith("m") ? 60 : 3600;

    assertThat(rate.starts() / (rate.period().toMillis() / 1e3))
        .isLessThanOrEqualTo(asked / unit)
        .isGreaterThan(asked / unit * 0.99);
    assertThat(rate.starts()).isBetween(1, 1_000);
  }

  @Test
  void whatIsTooMuchShouldBeRefusedWithTheBound() {
    assertThatThrownBy(() -> converter.convert("4001/s")).hasMessageContaining("4000/s");
    assertThatThrownBy(() -> converter.convert("0/s")).hasMessageContaining("10/s");
  }
}
