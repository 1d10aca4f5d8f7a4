package dev.warren.cli;

import static dev.warren.cli.CommandErrors.assertUsageError;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadOptionsTest {

  private static final String BROKER = "--broker=amqp://warren:secret@127.0.0.1:1/";

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "replay", "purge"})
  void everyCommandForTheDeadShouldHaveHelp(String command) {
    InProcess run = InProcess.warren("dead", command, "--help");

    assertThat(run.code()).isEqualTo(Exit.OK);
    assertThat(run.out())
        .startsWith("Usage: warren dead " + command)
        .contains("--queue", "--since", "WARREN_BROKER", "Exit codes:");
  }

  @Test
  void deadShouldNeedACommand() {
    assertUsageError(InProcess.warren("dead"), "subcommand", "warren dead --help");
  }

  @Test
  void deadShouldNeedABroker() {
    assertUsageError(InProcess.warren("dead", "list"), "--broker", "WARREN_BROKER");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--reason=bored",
        "--reason=",
        "--since=soon",
        "--until=18:00",
        "--patience=30",
        "--queue=a b"
      })
  void badOptionsOfDeadShouldBeUsageErrors(String option) {
    assertUsageError(
        InProcess.warren("dead", "list", BROKER, option), option.substring(2, option.indexOf('=')));
  }

  @Test
  void purgeShouldNotDeleteEverythingUnlessItIsToldTo() {
    assertUsageError(InProcess.warren("dead", "purge", BROKER), "--all");
    assertUsageError(InProcess.warren("dead", "purge", BROKER, "--all", "--id=3"), "exclude");
  }

  @Test
  void deadTasksOfABrokerThatIsNotThereShouldBeAnEnvironmentError() {
    InProcess run = InProcess.warren("dead", "list", BROKER, "--patience=0s");

    assertThat(run.code()).isEqualTo(Exit.ENVIRONMENT);
    assertThat(run.err()).contains("warren: cannot use the broker at 127.0.0.1:1 ");
  }
}
