package dev.warren.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaosOptionsTest {

  @Test
  void whatIsNotSaidIsTheDefault() {
    assertThat(ChaosOptions.parse()).isEqualTo(ChaosOptions.DEFAULT);
  }

  @Test
  void everyOptionIsRead() {
    ChaosOptions options =
        ChaosOptions.parse(
            "--seed",
            "-7",
            "--minutes",
            "0.5",
            "--tasks",
            "10",
            "--nodes",
            "1",
            "--hosts",
            "2",
            "--processes",
            "3",
            "--image",
            "rabbitmq:4");

    assertThat(options)
        .isEqualTo(new ChaosOptions(-7, Duration.ofSeconds(30), 10, 1, 2, 3, "rabbitmq:4"));
  }

  @ParameterizedTest
  @CsvSource({
    "--tasks, 0, at least 1",
    "--tasks, many, whole number",
    "--tasks, 99999999999, at most 2147483647",
    "--minutes, 0, at least 0.05",
    "--minutes, 0.001, at least 0.05",
    "--minutes, 1e300, at most 10080",
    "--minutes, NaN, at least 0.05",
    "--minutes, soon, number",
    "--nodes, 8, at most 7",
    "--hosts, -1, at least 1",
    "--speed, 9, no such option",
  })
  void badOptionsAreRefused(String option, String value, String message) {
    assertThatThrownBy(() -> ChaosOptions.parse(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anOptionNeedsAValue() {
    assertThatThrownBy(() -> ChaosOptions.parse("--seed")).hasMessageContaining("needs a value");
  }
}
