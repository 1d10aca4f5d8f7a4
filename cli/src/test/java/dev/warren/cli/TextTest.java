package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TextTest {

  @Test
  void messageShouldFitInALine() {
    assertThat(Text.oneLine(" its last lines:\n  a\r\n\n  b\n")).isEqualTo("its last lines: a b");
    assertThat(Text.oneLine(null)).isEmpty();
  }

  @Test
  void foreignTextShouldTellTheTerminalNothing() {
    assertThat(Text.harmless("a\u001b[2J\u009b1m\u202e\r\nraw/1\t\u00e9"))
        .isEqualTo("a\\u001b[2J\\u009b1m\\u202e\\u000d\\nraw/1\t\u00e9");
  }

  @Test
  void numbersShouldReadTheSameEverywhere() {
    assertThat(Text.number(1_234_567)).isEqualTo("1,234,567");
    assertThat(Text.seconds(1_234_560_000_000L)).isEqualTo("1,234.56");
    assertThat(Text.rate(3_000, 1_500_000_000L)).isEqualTo("2,000");
    assertThat(Text.rate(1, 0)).isEqualTo("1,000");
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "30s,PT30S",
    "2m,PT2M",
    "1h,PT1H",
    "0s,PT0S",
    "PT1M30S,PT1M30S",
    "' 5S ',PT5S"
  })
  void durationsShouldBeRead(String text, Duration expected) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "-1s", "-PT1S", "1.5s", "99999999999s", "soon"})
  void whatIsNoDurationShouldBeRefused(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("30s");
  }

  @Test
  void durationShouldBeWrittenAsItIsRead() {
    assertThat(Text.duration(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(Text.duration(Duration.ofMillis(1_500))).isEqualTo("1500ms");
  }
}
