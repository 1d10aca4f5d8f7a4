package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a command says, and ends with, that cannot do what it was told. */
final class CommandErrors {

  private CommandErrors() {}

  static void assertUsageError(InProcess run, String... parts) {
    assertOneLine(run, Exit.USAGE, parts);
  }

  static void assertOneLine(InProcess run, int code, String... parts) {
    assertThat(run.err()).startsWith("warren: ").hasLineCount(1);
    assertThat(List.of(parts)).allSatisfy(part -> assertThat(run.err()).contains(part));
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }
}
