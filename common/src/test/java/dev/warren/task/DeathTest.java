package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | '' | exit code 0",
        "3 | 0 | '' | exit code 3",
        "3 | 0 | out of memory | exit code 3, out of memory",
        "128 | 0 | '' | exit code 128",
        "129 | 1 | '' | signal 1 (SIGHUP)",
        "134 | 6 | '' | signal 6 (SIGABRT)",
        "137 | 9 | '' | signal 9 (SIGKILL)",
        "137 | 9 | killed by its limit | signal 9 (SIGKILL), killed by its limit",
        "139 | 11 | '' | signal 11 (SIGSEGV)",
        "143 | 15 | '' | signal 15 (SIGTERM)",
        "138 | 10 | '' | signal 10",
        "192 | 64 | '' | signal 64",
        "193 | 0 | '' | exit code 193",
        "255 | 0 | '' | exit code 255",
        "-1 | 0 | '' | exit code -1"
      })
  void saysHowItEnded(int exitCode, int signal, String reason, String summary) {
    Death death = new Death("host", 42, exitCode, reason, List.of());

    assertThat(death.signal()).isEqualTo(signal);
    assertThat(death.summary()).isEqualTo(summary);
  }

  @Test
  void copiesItsLines() {
    List<String> lines = new ArrayList<>(List.of("one"));
    Death death = new Death("host", 42, 1, "", lines);

    lines.add("two");

    assertThat(death.lastLines()).containsExactly("one");
  }

  @Test
  void hasAHostAReasonAndLines() {
    assertThatThrownBy(() -> new Death(null, 1, 1, "", List.of())).hasMessage("host");
    assertThatThrownBy(() -> new Death("host", 1, 1, null, List.of())).hasMessage("reason");
    assertThatThrownBy(() -> new Death("host", 1, 1, "", null))
        .isInstanceOf(NullPointerException.class);
  }
}
