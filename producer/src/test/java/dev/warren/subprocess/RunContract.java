package dev.warren.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every command does that runs to its end, wherever that is: call, checkCall and run. */
@Timeout(60)
abstract class RunContract {

  @TempDir protected Path folder;

  /** Has a command run where the contract is tested. */
  protected abstract Command placed(Command command);

  Command of(String... args) {
    return placed(Command.of(args));
  }

  Command shell(String line, String... args) {
    return placed(Command.shell(line, args));
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0,0",
    "exit 3,3",
    "exit 255,255",
    "exit 300,44",
    "kill -9 $$,-9",
    "kill -TERM $$,-15"
  })
  void callReturnsTheReturnCode(String line, int expected) throws Exception {
    assertThat(shell(line).call()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "'", "\"", "$(touch x)", ";", "a\nb", "*", "\\", "`id`", "né €", "-n"})
  void argumentsArriveUnchanged(String argument) throws Exception {
    assertThat(of("printf", "%s", argument).checkOutput()).isEqualTo(argument);
    assertThat(shell("printf %s \"$1\"", argument).checkOutput()).isEqualTo(argument);
    String quoted = "printf %s " + CommandLine.quoted(argument);
    assertThat(shell(quoted).checkOutput()).isEqualTo(argument);
  }

  @Test
  void checkCallThrowsWithCodeAndOutput() throws Exception {
    of("true").checkCall();

    assertThatExceptionOfType(CalledProcessException.class)
        .isThrownBy(() -> shell("echo out; echo err >&2; exit 4").captureOutput().checkCall())
        .withMessageContaining("return code 4: err")
        .satisfies(
            e -> {
              assertThat(e.process().returnCode()).isEqualTo(4);
              assertThat(e.process().stdout().text()).isEqualTo("out\n");
              assertThat(e.process().stderr().text()).isEqualTo("err\n");
            });
    assertThatExceptionOfType(CalledProcessException.class)
        .isThrownBy(() -> shell("kill -9 $$").checkOutput())
        .withMessageContaining("was ended by signal 9 (SIGKILL)");
  }

  @Test
  void aTimeoutKillsTheCommandAndKeepsItsOutput() {
    assertThatExceptionOfType(TimeoutExpiredException.class)
        .isThrownBy(
            () ->
                shell("echo out; echo err >&2; exec sleep 100")
                    .captureOutput()
                    .timeout(Duration.ofSeconds(1))
                    .run())
        .satisfies(
            e -> {
              assertThat(e.timeout()).isEqualTo(Duration.ofSeconds(1));
              assertThat(e.stdout().text()).isEqualTo("out\n");
              assertThat(e.stderr().text()).isEqualTo("err\n");
            });
  }

  @Test
  void inputAndOutputDoNotWaitForEachOther() throws Exception {
    byte[] input = new byte[5_000_000];

    CompletedProcess done = of("tee", "/dev/stderr").input(input).captureOutput().run();

    assertThat(done.stdout().bytes()).hasSameSizeAs(input);
    assertThat(done.stderr().bytes()).hasSameSizeAs(input);
  }

  @Test
  void aCommandThatDoesNotReadItsInputDoesNotFail() throws Exception {
    assertThat(of("true").input(new byte[5_000_000]).call()).isZero();
  }

  @Test
  void textIsOfTheCharset() throws Exception {
    Command latin = of("cat").input("é").charset(StandardCharsets.ISO_8859_1);

    assertThat(latin.checkOutput()).isEqualTo("é");
    assertThat(latin.stdout(Stdio.PIPE).run().stdout().bytes()).containsExactly(0xe9);
  }

  @Test
  void standardErrorMayGoWhereStandardOutputGoes() throws Exception {
    Command both = shell("echo one; echo two >&2").stderr(Stdio.STDOUT);

    assertThat(both.checkOutput()).isEqualTo("one\ntwo\n");
  }

  @Test
  void filesAreReadWrittenAndAppendedTo() throws Exception {
    Path in = Files.writeString(folder.resolve("in"), "text");
    Path out = folder.resolve("out");
    Command cat = of("cat").stdin(Stdio.file(in));

    cat.stdout(Stdio.file(out)).checkCall();
    cat.stdout(Stdio.append(out)).checkCall();
    assertThat(out).hasContent("texttext");
    cat.stdout(Stdio.file(out)).checkCall();
    assertThat(out).hasContent("text");
    cat.stdout(Stdio.DEVNULL).checkCall();
    assertThat(of("cat").stdin(Stdio.DEVNULL).checkOutput()).isEmpty();
  }

  @Test
  void folderAndEnvironmentAreTheCommands() throws Exception {
    Command show = shell("pwd; echo $ONE; echo ${PATH:+path}").env("ONE", "1").cwd(folder);

    assertThat(show.checkOutput()).isEqualTo(folder.toRealPath() + "\n1\npath\n");
    List<String> env = of("/usr/bin/env").env("ONE", "1").emptyEnv().checkOutput().lines().toList();
    assertThat(env).filteredOn(each -> !each.startsWith("WARREN_")).containsExactly("ONE=1");
  }

  @Test
  void whatCannotBeStartedIsNamed() {
    assertThatExceptionOfType(CommandStartException.class)
        .isThrownBy(() -> of("no-such-program", "a b").call())
        .withMessageContaining("cannot start no-such-program 'a b'");
    assertThatExceptionOfType(CommandStartException.class)
        .isThrownBy(() -> of("true").cwd(folder.resolve("none")).call())
        .withMessageContaining("none");
  }

  @Test
  void anInterruptedRunKillsTheCommand() throws Exception {
    Path pid = folder.resolve("pid");
    Thread running =
        new Thread(
            () -> {
              try {
                shell("mkfifo ready; echo $$ > pid; : > ready; exec sleep 100").cwd(folder).run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    running.start();
    shell("until [ -p ready ]; do :; done; read x < ready").cwd(folder).call();
    ProcessHandle sleeper =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    running.interrupt();

    running.join();
    assertThat(sleeper.onExit()).succeedsWithin(Duration.ofSeconds(10));
  }
}
