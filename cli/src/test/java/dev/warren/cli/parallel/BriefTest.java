package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BriefTest {

  @Test
  void aLongCommandShouldBeSaidByItsBeginningAndItsEnd() {
    assertThat(Brief.of("cannot start " + "x".repeat(200_000) + ": too long"))
        .startsWith("cannot start xxx")
        .endsWith("xxx: too long")
        .hasSizeLessThan(1_100);
  }

  @Test
  void aShortOneShouldBeSaidInFull() {
    assertThat(Brief.of("x".repeat(1_000))).isEqualTo("x".repeat(1_000));
  }
}
