package dev.warren.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every command does that was started, wherever it runs: call, checkCall, run and Popen. */
@Timeout(60)
public abstract class PopenContract {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir protected Path folder;

  /** Has a command run where the contract is tested. */
  protected abstract Command placed(Command command);

  private Command of(String... args) {
    return placed(Command.of(args));
  }

  private Command shell(String line, String... args) {
    return placed(Command.shell(line, args));
  }

  private Popen sleeping() {
    return of("sleep", "100").start();
  }

  @Test
  void pollSeesWhetherItRuns() throws Exception {
    try (Popen cat = of("cat").stdin(Stdio.PIPE).stdout(Stdio.DEVNULL).start()) {
      assertThat(cat.poll()).isEmpty();
      assertThat(cat.pid()).isPositive();
      cat.stdin().close();
      assertThat(cat.waitFor()).isZero();
      assertThat(cat.poll()).hasValue(0);
      assertThat(cat.waitFor(Duration.ZERO)).isZero();
    }
  }

  @Test
  void waitingInVainLeavesItRunning() {
    try (Popen sleep = sleeping()) {
      assertThatExceptionOfType(TimeoutExpiredException.class)
          .isThrownBy(() -> sleep.waitFor(Duration.ofMillis(10)))
          .withMessageContaining("sleep 100");
      assertThatExceptionOfType(TimeoutExpiredException.class)
          .isThrownBy(() -> sleep.waitFor(Duration.ofSeconds(Long.MIN_VALUE)));
      assertThat(sleep.poll()).isEmpty();
      sleep.kill();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 15})
  void aSignalIsTheReturnCode(int signal) throws Exception {
    try (Popen sleep = sleeping()) {
      CompletableFuture<Integer> exit = sleep.onExit();
      sleep.sendSignal(signal);
      assertThat(sleep.waitFor()).isEqualTo(-signal);
      assertThat(exit).succeedsWithin(SOON).isEqualTo(-signal);
      sleep.sendSignal(signal);
    }
  }

  @Test
  void aSignalThatIsNoneIsRefused() {
    try (Popen sleep = sleeping()) {
      assertThatIllegalArgumentException().isThrownBy(() -> sleep.sendSignal(0));
      assertThatIllegalArgumentException().isThrownBy(() -> sleep.sendSignal(65));
      sleep.terminate();
    }
  }

  @Test
  void terminateAsksAndKillDoesNot() throws Exception {
    Command stubborn =
        shell("trap 'echo no' TERM; echo ready; while :; do read x; done")
            .stdin(Stdio.PIPE)
            .stdout(Stdio.PIPE);
    try (Popen popen = stubborn.start()) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(popen.stdout(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("ready");
      popen.terminate();
      popen.stdin().write('\n');
      popen.stdin().flush();
      assertThat(lines.readLine()).isEqualTo("no");
      popen.kill();
      assertThat(popen.waitFor()).isEqualTo(-9);
    }
  }

  /** A child, one that has lost its parent, and one in a session of its own. */
  @Test
  void killEndsAllThatDescendsFromIt() throws Exception {
    String line =
        "sleep 100 & echo $!; (sleep 100 & echo $!); setsid sh -c 'echo $$; exec sleep 100' & wait";
    try (Popen popen = shell(line).stdout(Stdio.PIPE).start();
        Popen other = sleeping()) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(popen.stdout(), StandardCharsets.UTF_8));
      List<CompletableFuture<ProcessHandle>> ends = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        long pid = Long.parseLong(lines.readLine());
        ends.add(ProcessHandle.of(pid).orElseThrow().onExit());
      }

      popen.kill();

      assertThat(ends).allSatisfy(end -> assertThat(end).succeedsWithin(SOON));
      assertThat(popen.communicate().returnCode()).isEqualTo(-9);
      assertThat(other.poll()).isEmpty();
      other.kill();
    }
  }

  @Test
  void communicateGoesOnWhereATimeoutHasLeftOff() throws Exception {
    Command slow =
        shell("read a; echo $a; kill -STOP $$; echo two").stdin(Stdio.PIPE).stdout(Stdio.PIPE);
    try (Popen popen = slow.start()) {
      byte[] input = "one\n".getBytes(StandardCharsets.UTF_8);
      assertThatExceptionOfType(TimeoutExpiredException.class)
          .isThrownBy(() -> popen.communicate(input, Duration.ofMillis(500)))
          .satisfies(e -> assertThat(e.stdout().text()).isEqualTo("one\n"));
      assertThatIllegalStateException().isThrownBy(() -> popen.communicate(input, SOON));

      popen.sendSignal(18);

      assertThat(popen.communicate().stdout().text()).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void whatIsNoPipeCannotBeUsedAsOne() {
    try (Popen popen = of("true").start()) {
      assertThatIllegalStateException()
          .isThrownBy(popen::stdin)
          .withMessageContaining("Stdio.PIPE");
      assertThatIllegalStateException().isThrownBy(popen::stdout);
      assertThatIllegalStateException().isThrownBy(popen::stderr);
      assertThatIllegalStateException().isThrownBy(() -> popen.communicate("input"));
    }
  }

  @Test
  void closeClosesThePipesAndWaits() {
    Popen cat = of("cat").stdin(Stdio.PIPE).stdout(Stdio.PIPE).start();

    cat.close();

    assertThat(cat.poll()).isPresent();
    cat.close();
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

  @Test
  void outputWaitsForASlowReader() throws Exception {
    int size = 20_000_000;
    Command much = shell("head -c " + size + " /dev/zero").stdout(Stdio.PIPE);
    try (Popen popen = much.start()) {
      byte[] buffer = new byte[70_001];
      int read = popen.stdout().readNBytes(1).length;
      assertThat(popen.poll()).isEmpty();
      for (int count = 0; count >= 0; count = popen.stdout().read(buffer)) {
        read += count;
      }
      assertThat(read).isEqualTo(size);
      assertThat(popen.waitFor()).isZero();
    }
  }

  @Test
  void aCommandWhoseOutputIsClosedIsTold() throws Exception {
    try (Popen yes = of("yes").stdout(Stdio.PIPE).start()) {
      assertThat(yes.stdout().readNBytes(2)).containsExactly('y', '\n');
      yes.stdout().close();
      assertThat(yes.waitFor(SOON)).isEqualTo(-13);
    }
  }

  @Test
  void aCommandThatHasEndedReadsNothing() throws Exception {
    try (Popen popen =
        shell("exec <&-; echo closed; sleep 100").stdin(Stdio.PIPE).stdout(Stdio.PIPE).start()) {
      assertThat(popen.stdout().readNBytes(7)).hasSize(7);
      assertThatIOException()
          .isThrownBy(
              () -> {
                while (true) {
                  popen.stdin().write(new byte[100_000]);
                  popen.stdin().flush();
                }
              });
      popen.kill();
    }
  }

  @Test
  void killReachesWhatACommandHasLeftBehind() throws Exception {
    Command leaving = shell("sleep 100 >/dev/null 2>&1 </dev/null & echo $!").stdout(Stdio.PIPE);
    try (Popen popen = leaving.start()) {
      String pid = popen.communicate().stdout().text().strip();
      ProcessHandle left = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      assertThat(left.isAlive()).isTrue();

      popen.kill();

      assertThat(left.onExit()).succeedsWithin(SOON);
      assertThat(popen.poll()).hasValue(0);
    }
  }

  @Test
  void cancellingTheFutureOfTheEndDoesNothing() throws Exception {
    try (Popen sleep = sleeping()) {
      assertThat(sleep.onExit().cancel(true)).isTrue();
      assertThat(sleep.poll()).isEmpty();
      sleep.terminate();
      assertThat(sleep.waitFor(SOON)).isEqualTo(-15);
      sleep.terminate();
      sleep.kill();
    }
  }

  @Test
  void manyCommandsRunSideBySide() throws Exception {
    List<Popen> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(of("cat").stdin(Stdio.PIPE).stdout(Stdio.PIPE).start());
    }
    for (int i = 0; i < 4; i++) {
      try (Popen cat = all.get(i)) {
        assertThat(cat.communicate("text " + i).stdout().text()).isEqualTo("text " + i);
      }
    }
  }
}
