package dev.warren.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every command does that was started, wherever it runs. It goes on from {@link RunContract},
 * so that one host serves the tests of both.
 */
public abstract class PopenContract extends RunContract {

  private static final Duration SOON = Duration.ofSeconds(10);

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
