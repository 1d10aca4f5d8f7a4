package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobCountTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "8, 8",
    "+0, 4",
    "+2, 6",
    "-1, 3",
    "-4, 1",
    "-100, 1",
    "100%, 4",
    "50%, 2",
    "1%, 1",
    "0%, 1",
    "300%, 12",
    "0, 1000",
    "10000, 10000"
  })
  void numberShouldBeReadAsGnuParallelDoes(String text, int jobs) {
    assertThat(JobCount.parse(text, 4)).isEqualTo(jobs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1x", "+1%", "1.5", "10001", "9999999", "++1", " 1"})
  void anythingElseShouldBeRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JobCount.parse(text, 4))
        .withMessageStartingWith("--jobs");
  }
}
