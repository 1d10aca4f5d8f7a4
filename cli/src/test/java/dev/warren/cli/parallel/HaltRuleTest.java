package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.cli.parallel.HaltRule.What;
import dev.warren.cli.parallel.HaltRule.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HaltRuleTest {

  @Test
  void rulesShouldBeRead() {
    assertThat(HaltRule.parse("never")).isEqualTo(HaltRule.NEVER);
    assertThat(HaltRule.parse("now,fail=1")).isEqualTo(new HaltRule(When.NOW, What.FAIL, 1, false));
    assertThat(HaltRule.parse("soon,success=30%"))
        .isEqualTo(new HaltRule(When.SOON, What.SUCCESS, 30, true));
    assertThat(HaltRule.parse("now,done=5")).isEqualTo(new HaltRule(When.NOW, What.DONE, 5, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0;never", "1;soon,fail=1", "2;now,fail=1", "-1;soon,success=1", "-2;now,success=1"})
  void oldNumbersShouldMeanWhatTheyMeant(String old, String rule) {
    assertThat(HaltRule.parse(old)).isEqualTo(HaltRule.parse(rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "now,fail",
        "now,fail=0",
        "now,fail=x",
        "later,fail=1",
        "now,fail=101%"
      })
  void anythingElseShouldBeRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HaltRule.parse(text))
        .withMessageStartingWith("--halt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "never;9;9;10;false",
        "now,fail=2;9;1;0;false",
        "now,fail=2;0;2;0;true",
        "now,success=2;2;0;0;true",
        "now,success=2;1;9;0;false",
        "now,done=3;1;2;0;true",
        "now,done=3;1;1;0;false",
        "soon,fail=50%;3;1;4;false",
        "soon,fail=50%;0;2;4;true",
        "soon,fail=34%;0;1;3;false",
        "soon,fail=33%;0;1;3;true",
        "soon,fail=1%;1;0;3;false"
      })
  void ruleShouldBeMetByWhatItCounts(
      String rule, long succeeded, long failed, long total, boolean met) {
    assertThat(HaltRule.parse(rule).isMet(new Tally(succeeded, failed), total)).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "now,fail=1;5;1;0;7;7",
        "soon,fail=2;5;2;0;7;2",
        "now,success=1;1;4;0;0;0",
        "now,done=2;0;2;0;1;2",
        "soon,fail=50%;0;2;4;1;50",
        "now,done=200;0;200;0;1;101"
      })
  void exitCodeShouldBeThatOfGnuParallel(
      String rule, long succeeded, long failed, long total, int last, int code) {
    assertThat(HaltRule.parse(rule).exitCode(new Tally(succeeded, failed), total, last))
        .isEqualTo(code);
  }

  @Test
  void failedCommandsShouldBeCountedUpTo101() {
    assertThat(new Tally(1, 0).exitCode()).isZero();
    assertThat(new Tally(0, 100).exitCode()).isEqualTo(100);
    assertThat(new Tally(0, 101).exitCode()).isEqualTo(101);
    assertThat(new Tally(0, 5_000_000_000L).exitCode()).isEqualTo(101);
  }
}
