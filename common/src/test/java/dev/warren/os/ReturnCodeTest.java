package dev.warren.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Return codes, and the marks of families. */
class ReturnCodeTest {

  @ParameterizedTest
  @CsvSource({"0,0", "3,3", "128,128", "137,-9", "143,-15", "192,-64", "193,193", "255,255"})
  void aSignalIsANegativeReturnCode(int exitValue, int expected) {
    assertThat(ReturnCode.of(exitValue)).isEqualTo(expected);
  }

  @Test
  void aReturnCodeIsPutIntoWords() {
    assertThat(ReturnCode.describe(3)).isEqualTo("has ended with return code 3");
    assertThat(ReturnCode.describe(-9)).isEqualTo("was ended by signal 9 (SIGKILL)");
  }

  @Test
  void familiesAreMarkedFromTheOutermostInwards() {
    Map<String, String> environment = new HashMap<>();
    Family outer = new Family();
    Family inner = new Family(UUID.randomUUID());

    outer.putInto(environment);
    inner.putInto(environment);

    assertThat(environment)
        .containsOnly(Map.entry(Family.VARIABLE, outer.mark() + "/" + inner.mark()));
  }
}
