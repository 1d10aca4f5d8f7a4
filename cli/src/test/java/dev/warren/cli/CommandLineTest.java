package dev.warren.cli;

import static dev.warren.cli.CommandErrors.assertOneLine;
import static dev.warren.cli.CommandErrors.assertUsageError;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  private static final String SQUARE = "dev.warren.examples.Squares::square";
  private static final String BROKER = "--broker=amqp://warren:secret@127.0.0.1:1/";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "map",
        "parallel",
        "worker",
        "broker",
        "workers",
        "ping",
        "scale",
        "drain",
        "stop",
        "dead",
        "version",
        "generate-completion"
      })
  void everyCommandShouldHaveHelp(String command) {
    InProcess run = InProcess.warren(command, "--help");

    assertThat(run.code()).isEqualTo(Exit.OK);
    assertThat(run.out()).startsWith("Usage: warren " + command).contains("--version", "--help");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpShouldListCommandsAndExitCodes() {
    InProcess run = InProcess.warren("--help");

    assertThat(run.code()).isEqualTo(Exit.OK);
    assertThat(run.out())
        .contains("demo", "map", "parallel", "worker", "broker", "dead", "Exit codes:", "130");
  }

  @ParameterizedTest
  @CsvSource({"map,WARREN_BROKER", "map,WARREN_SIGNING_KEY", "broker,WARREN_BROKER_PASSWORD"})
  void helpShouldNameTheVariableOfTheEnvironment(String command, String variable) {
    assertThat(InProcess.warren(command, "--help").out()).contains(variable);
  }

  @Test
  void helpShouldNotShowTheBrokerOfTheEnvironment() {
    var env = Map.of(BrokerOption.VARIABLE, "amqp://warren:secret@127.0.0.1/");

    assertThat(InProcess.warren(env, "worker", "--help").out()).doesNotContain("secret");
  }

  @Test
  void versionShouldBePrinted() {
    assertThat(InProcess.warren("--version").out()).startsWith("warren ").hasLineCount(1);
    assertThat(InProcess.warren("version").out())
        .startsWith("warren ")
        .contains("Java " + Runtime.version().feature());
  }

  @Test
  void completionShouldBeGenerated() {
    InProcess run = InProcess.warren("generate-completion");

    assertThat(run.code()).isEqualTo(Exit.OK);
    assertThat(run.out())
        .contains("complete -F")
        .contains("--drain-timeout")
        .contains("--keep-order");
  }

  @Test
  void autoscaleShouldBeARangeAndStandAlone() {
    assertUsageError(InProcess.warren("worker", "--broker=amqp://b", "--autoscale=4"), "1-8");
    assertUsageError(
        InProcess.warren("worker", "--broker=amqp://b", "--autoscale=1-4", "--processes=2"),
        "leave out --processes");
  }

  @Test
  void controlShouldWantAHostAndANumber() {
    assertUsageError(InProcess.warren("drain", "--broker=amqp://b"), "which worker host?");
    assertUsageError(InProcess.warren("stop", "--broker=amqp://b"), "which worker host?");
    assertUsageError(InProcess.warren("scale", "--broker=amqp://b", "4"), "which worker host?");
    assertUsageError(
        InProcess.warren("scale", "--broker=amqp://b", "far", "x"), "'x' is no number");
    assertUsageError(InProcess.warren("scale", "--broker=amqp://b", "far", "0"), "1 to 1000");
    assertUsageError(InProcess.warren("ping", "--broker=amqp://b", "--timeout=0s"), "--timeout");
  }

  @Test
  void noCommandShouldBeAUsageError() {
    assertUsageError(InProcess.warren(), "subcommand", "warren --help");
  }

  @Test
  void unknownOptionShouldBeAUsageError() {
    assertUsageError(InProcess.warren("demo", "--fast"), "--fast", "warren demo --help");
  }

  @Test
  void mapShouldNeedATask() {
    assertUsageError(InProcess.warren("map"), "TASK", "warren map --help");
  }

  @Test
  void taskShouldHaveTheFormOfAName() {
    assertUsageError(InProcess.warren("map", "square"), "package.Class::method", "square");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--processes=0",
        "--processes=many",
        "--chunk=0",
        "--retries=-1",
        "--retries=100",
        "--patience=soon",
        "--patience=-PT1S"
      })
  void badNumbersOfMapShouldBeUsageErrors(String option) {
    assertUsageError(InProcess.warren("map", SQUARE, option), option.substring(2, 7));
  }

  @Test
  void limitsOfMapShouldBeInTheirBounds() {
    assertUsageError(InProcess.warren("map", SQUARE, "--soft-limit=0s"), "1 ms to 30 days");
    assertUsageError(InProcess.warren("map", SQUARE, "--hard-limit=721h"), "1 ms to 30 days");
    assertUsageError(
        InProcess.warren("map", SQUARE, "--soft-limit=2s", "--hard-limit=1s"), "shorter than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--processes=0",
        "--max-tasks-per-child=0",
        "--heap=0",
        "--heap=much",
        "--memory=1.5g",
        "--memory=100m",
        "--memory=900t",
        "--initializer=prepare",
        "--queue=a b",
        "--shards=0",
        "--shards=65",
        "--drain-timeout=30"
      })
  void badOptionsOfWorkerShouldBeUsageErrors(String option) {
    assertUsageError(InProcess.warren("worker", BROKER, option));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port=-1", "--port=65536", "--port=amqp", "--user="})
  void badOptionsOfBrokerShouldBeUsageErrors(String option) {
    assertUsageError(InProcess.warren("broker", option));
  }

  @Test
  void workerShouldNeedABroker() {
    assertUsageError(InProcess.warren("worker"), "--broker", "WARREN_BROKER");
  }

  @Test
  void queueOfMapShouldNeedABroker() {
    assertUsageError(InProcess.warren("map", SQUARE, "--queue=q"), "add --broker");
  }

  @Test
  void shardsOfMapShouldBeThoseOfAQueueOfWorkerHosts() {
    assertUsageError(InProcess.warren("map", SQUARE, "--shards=2"), "add --broker");
    assertUsageError(InProcess.warren("map", SQUARE, BROKER, "--shards=65"), "1 to 64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--queue=images", "--priority=9", "--unique-for=1h", "--chunk=10"})
  void whatAJobWasBegunWithShouldNotBeSaidWhenItIsResumed(String option) {
    assertUsageError(
        InProcess.warren("submit", SQUARE, BROKER, "--resume=default/k3f7q2m9x4tb", option),
        option.substring(0, option.indexOf('=')),
        "leave it out with --resume");
  }

  @Test
  void statusShouldBeOfAJobOrOfAQueue() {
    assertUsageError(
        InProcess.warren("status", "default/k3f7q2m9x4tb", BROKER, "--queue=default"), "--queue");
  }

  @Test
  void queueOfMapShouldNotGoWithLocalProcesses() {
    assertUsageError(
        InProcess.warren("map", SQUARE, BROKER, "--queue=q", "--processes=1"),
        "leave out --processes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"map", "submit"})
  void moreJarsThanMayTravelShouldBeAUsageError(String command) throws IOException {
    for (int i = 0; i <= 1_000; i++) {
      Files.writeString(folder.resolve(i + ".jar"), "content " + i);
    }

    assertUsageError(
        InProcess.warren(
            command, SQUARE, "--queue=q", BROKER, "--patience=0s", "--classpath=" + folder + "/*"),
        "--classpath: 1001 jars",
        "1000 may travel");
  }

  @Test
  void classPathShouldExist() {
    assertUsageError(
        InProcess.warren("map", SQUARE, "--classpath=" + folder + ":" + folder + "/none.jar"),
        "none.jar does not exist");
  }

  @Test
  void passwordOfABadBrokerShouldNotBePrinted() {
    List<String> uris =
        List.of("amqp://u:sec/ret@h", "amqp://u:sec%ret@h", "http://u:sec@ret@h", "u:sec/ret@h");
    for (String uri : uris) {
      InProcess run = InProcess.warren("worker", "--verbose", "--broker=" + uri);

      assertThat(run.err()).contains("amqp://user:password@host").doesNotContain("sec");
      assertThat(run.code()).isEqualTo(Exit.USAGE);
    }
  }

  @Test
  void badBrokerOfTheEnvironmentShouldBeNamedAsThat() {
    assertUsageError(
        InProcess.warren(Map.of(BrokerOption.VARIABLE, "rabbit"), "worker"), "WARREN_BROKER: ");
  }

  @Test
  void shortSigningKeyShouldBeAUsageError() {
    assertUsageError(
        InProcess.warren(Map.of(SigningKeyOption.VARIABLE, "short"), "map", SQUARE),
        "WARREN_SIGNING_KEY: ",
        "16");
  }

  @Test
  void missingFilesShouldBeEnvironmentErrors() {
    String none = folder + "/none";

    assertOneLine(InProcess.warren("map", SQUARE, "--in=" + none), Exit.ENVIRONMENT, none);
    assertOneLine(
        InProcess.warren("map", SQUARE, "--signing-key-file=" + none),
        Exit.ENVIRONMENT,
        none + ": no such file");
    assertOneLine(
        InProcess.warren("broker", "--password-file=" + none), Exit.ENVIRONMENT, "no such file");
  }

  @Test
  void emptyPasswordFileShouldBeAUsageError() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "\n");

    assertUsageError(InProcess.warren("broker", "--password-file=" + file), "is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WARREN_BROKER", "WARREN_BROKER_PASSWORD", "WARREN_SIGNING_KEY"})
  void secretShouldComeFromItsVariableOrFromAFile(String name) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "\n");
    Map<String, String> env = new HashMap<>(Map.of(BrokerOption.VARIABLE, "amqp://u@127.0.0.1/"));
    env.put(name + "_FILE", file.toString());
    if (name.equals(BrokerOption.VARIABLE)) {
      env.remove(name);
    }
    assertUsageError(InProcess.warren(env, "map", SQUARE), "is empty");

    env.put(name, "something");
    assertUsageError(
        InProcess.warren(env, "map", SQUARE), name + " and " + name + "_FILE are both set");
  }

  @Test
  void inputShouldNotBeTheOutput() throws IOException {
    Path file = Files.writeString(folder.resolve("lines"), "1\n");

    assertUsageError(
        InProcess.warren("map", SQUARE, "--in=" + file, "--out=" + folder + "/./lines"),
        "the same file");
    assertThat(file).hasContent("1\n");
  }

  @Test
  void demoShouldNeedAFolder() {
    assertUsageError(InProcess.warren("demo", folder + "/none"), "is not a folder");
  }

  @Test
  void stackTraceShouldOnlyComeWhenAskedFor() {
    String[] map = {"map", SQUARE, "--in=" + folder + "/none", "--verbose"};

    assertThat(InProcess.warren(map).err()).contains("\tat dev.warren.cli.MapCommand");
  }
}
