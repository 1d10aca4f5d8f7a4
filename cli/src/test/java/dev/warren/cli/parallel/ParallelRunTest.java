package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.cli.parallel.JobLog.Resume;
import dev.warren.cli.parallel.OutputSettings.Grouping;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelRunTest extends ParallelRunFixture {

  @Test
  void exitCodeShouldBeTheNumberOfFailedCommands() throws Exception {
    assertThat(run(exiting(), 3, 1, "never", "0\n1\n0\n255\n-9\n").run()).isEqualTo(3);
    assertThat(ended).hasValue(5);
  }

  @Test
  void noInputShouldBeNoFailure() throws Exception {
    assertThat(run(exiting(), 3, 1, "never", "").run()).isZero();
  }

  @Test
  void soManyShouldRunAtTheSameTimeAndNoMore() throws Exception {
    FakeLauncher launcher = hanging();
    CompletableFuture<Integer> end = begin(run(launcher, 3, 1, "never", "a\nb\nc\nd\n"));

    await().until(() -> launcher.running.size() == 3);
    launcher.running.get(1).end(0);
    await().until(() -> launcher.running.size() == 4);
    assertThat(launcher.started).containsExactlyInAnyOrder("a", "b", "c", "d");

    launcher.running.forEach(each -> each.end(0));
    assertThat(end.get(10, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void failingCommandShouldBeTriedSoOften() throws Exception {
    FakeLauncher launcher = exiting();

    assertThat(run(launcher, 1, 3, "never", "7\n0\n").run()).isEqualTo(1);
    assertThat(launcher.started).containsExactly("7", "7", "7", "0");
    assertThat(ended).hasValue(2);
  }

  @Test
  void commandShouldBeTriedUntilItSucceeds() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    FakeLauncher launcher =
        new FakeLauncher(line -> FakePopen.ended(tries.incrementAndGet() < 20 ? 1 : 0));

    assertThat(run(launcher, 1, 0, "never", "x\n").run()).isZero();
    assertThat(launcher.started).hasSize(20);
  }

  @Test
  void commandThatCannotBeStartedShouldHaveFailed() throws Exception {
    FakeLauncher launcher = new FakeLauncher(line -> null);

    assertThat(run(launcher, 1, 2, "never", "x\n").run()).isEqualTo(1);
    assertThat(launcher.started).hasSize(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("warren: cannot start x\n");
  }

  @Test
  void commandThatCannotBeStartedShouldNotBeTriedWithoutAPause() throws Exception {
    FakeLauncher launcher = new FakeLauncher(line -> null);
    ParallelRun run = run(launcher, 1, 0, "never", "x\n");
    CompletableFuture<Integer> end = begin(run);

    await().until(() -> launcher.started.size() >= 3);
    run.stop();
    assertThat(end.get(10, TimeUnit.SECONDS)).as("the pause has ended").isEqualTo(1);
    assertThat(launcher.started).hasSizeLessThan(20);
  }

  @Test
  void onlyWhatWasStartedShouldBeInTheLog() throws Exception {
    FakeLauncher launcher = new FakeLauncher(line -> line.equals("b") ? null : FakePopen.ended(1));
    Path file = folder.resolve("log");
    try (JobLog log = JobLog.open(file, Resume.NO)) {
      RunContext context = context(launcher, input("a\nb\nc\n"), Optional.of(log));
      assertThat(run(1, context).run()).isEqualTo(3);
    }

    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            header -> assertThat(header).startsWith("Seq"),
            first -> assertThat(first).startsWith("1\t").endsWith("\ta"),
            third -> assertThat(third).startsWith("3\t").endsWith("\tc"));
  }

  private ParallelRun run(int jobs, RunContext context) throws IOException {
    return new ParallelRun(ONE_EACH, settings(jobs, 1, "never"), output(Grouping.NONE), context);
  }

  @Test
  void hostsThatAreGoneShouldEndTheRunAndLeaveItsRestToALaterOne() throws Exception {
    FakeLauncher launcher =
        new FakeLauncher(
            line -> {
              if (line.equals("b")) {
                throw new HostsGoneException(new IllegalStateException("no broker"));
              }
              return new FakePopen();
            });
    Path file = folder.resolve("log");
    try (JobLog log = JobLog.open(file, Resume.NO)) {
      ParallelRun run = run(2, context(launcher, input("a\nb\nc\n"), Optional.of(log)));
      CompletableFuture<Integer> end = begin(run);
      await().until(() -> launcher.started.contains("b") && !launcher.running.isEmpty());
      assertThat(end).as("a runs").isNotDone();
      launcher.running.get(0).end(0);

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> end.get(10, TimeUnit.SECONDS))
          .havingCause()
          .isInstanceOf(HostsGoneException.class)
          .withMessage("no broker");
    }
    assertThat(launcher.started).containsExactlyInAnyOrder("a", "b");
    try (JobLog log = JobLog.open(file, Resume.ALL)) {
      assertThat(log.isDone(1)).isTrue();
      assertThat(log.isDone(2)).isFalse();
      assertThat(log.isDone(3)).isFalse();
    }
  }

  @Test
  void outputThatWaitedForACommandThatCannotRunShouldBePrinted() throws Exception {
    Launcher launcher =
        new Launcher() {
          private final CountDownLatch ran = new CountDownLatch(1);

          @Override
          public Popen start(Command command) {
            if (!command.toString().contains("echo b")) {
              try {
                ran.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              throw new HostsGoneException(new IllegalStateException("no broker"));
            }
            Popen popen = command.start();
            var unused = popen.onExit().thenRun(ran::countDown);
            return popen;
          }

          @Override
          public String carried(String octets) {
            return octets;
          }
        };
    ParallelRun run =
        new ParallelRun(
            ONE_EACH,
            settings(2, 1, "never"),
            new OutputSettings(Grouping.COMMANDS, true, Optional.empty(), Optional.empty()),
            context(launcher, input("echo a\necho b\n"), Optional.empty()));

    assertThatExceptionOfType(HostsGoneException.class).isThrownBy(run::run);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("b\n");
  }

  @Test
  void commandWhoseOutputCannotBeReadShouldNotRunOn() throws Exception {
    FakeLauncher launcher = hanging(); // It makes no files.
    ParallelRun run =
        new ParallelRun(
            ONE_EACH,
            settings(1, 1, "never"),
            output(Grouping.COMMANDS),
            context(launcher, input("a\n"), Optional.empty()));

    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(run::run);
    assertThat(launcher.running.get(0).poll()).hasValue(-9);
  }

  @Test
  void commandWithoutAPlaceForItsResultsShouldFailAlone() throws Exception {
    FakeLauncher launcher = new FakeLauncher(line -> null);
    String columns = "x,".repeat(3_000);
    InputFormat format = new InputFormat((byte) '\n', Optional.of(Pattern.compile(",")), false);
    ParallelRun run =
        new ParallelRun(
            new InputSettings(List.of(), format, InputSettings.LINE, false),
            settings(1, 1, "never"),
            new OutputSettings(
                Grouping.COMMANDS, false, Optional.empty(), Optional.of(folder.resolve("r"))),
            context(launcher, input(columns + "\nb\n"), Optional.empty()));

    assertThat(run.run()).isEqualTo(2);
    assertThat(launcher.started).as("but not the first one").containsExactly("b");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("fewer arguments");
  }

  @Test
  void brokenInputShouldEndTheRun() throws Exception {
    ParallelRun run = run(exiting(), 2, 1, "never", new BrokenInput());

    assertThatExceptionOfType(InputBrokenException.class)
        .isThrownBy(run::run)
        .withMessageContaining("gone");
  }

  @Test
  void defectShouldEndTheRunAndBeTold() throws Exception {
    FakeLauncher launcher =
        new FakeLauncher(
            line -> {
              throw new IllegalStateException("broken " + line);
            });
    ParallelRun run = run(launcher, 1, 1, "never", "x\n");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(run::run)
        .withMessage("broken x");
  }
}
