package dev.warren.cli;

import static dev.warren.cli.CommandErrors.assertOneLine;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nosuch",
        "--jobs=x",
        "--retries=-1",
        "--timeout=soon",
        "--timeout=0",
        "--halt=maybe",
        "--max-args=-1",
        "--delimiter=ab",
        "--colsep=(",
        "--resume",
        "-I=",
        "--arg-file=/nowhere"
      })
  void badOptionsOfParallelShouldNotLookLikeFailedCommands(String option) {
    assertOneLine(InProcess.warren("parallel", option, "true", ":::", "a"), 255);
  }

  @Test
  void optionsOfParallelThatExcludeEachOtherShouldBeSaid() {
    assertOneLine(InProcess.warren("parallel", "-u", "-k", "true", ":::", "a"), 255, "--ungroup");
    assertOneLine(InProcess.warren("parallel", "-u", "--tag", "true", ":::", "a"), 255, "--tag");
    assertOneLine(InProcess.warren("parallel", "-u", "--lb", "true", ":::", "a"), 255, "--ungroup");
  }

  @Test
  void theLastOneOfAnOptionOfParallelShouldCount() {
    InProcess run =
        InProcess.warren(
            "parallel", "--dry-run", "-k", "-k", "-I,,", "-I", "xx", "echo", "xx", ":::", "a");

    assertThat(run.out()).isEqualTo("echo a\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void dryRunShouldTagTheCommandsAsTheirOutputs() {
    InProcess run = InProcess.warren("parallel", "-k", "--dry-run", "--tag", "echo", ":::", "a");

    assertThat(run.out()).isEqualTo("a\techo a\n");
  }

  @Test
  void dryRunShouldPrintTheCommands() {
    InProcess run =
        InProcess.warren("parallel", "-k", "--dry-run", "echo", "{} -n", ":::", "a b", "é");

    assertThat(run.out()).isEqualTo("echo 'a b' -n\necho 'é' -n\n");
    assertThat(run.code()).isZero();
  }
}
