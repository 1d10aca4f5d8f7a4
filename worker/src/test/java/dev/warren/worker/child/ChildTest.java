package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.CallWriter;
import dev.warren.spi.OutputLine;
import dev.warren.spi.WorkerHostSettings.Initializer;
import dev.warren.spi.WorkerStartException;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Outcome;
import dev.warren.task.TaskEvent;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.worker.memory.MemoryShare;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Children that are real processes. */
@Timeout(60)
class ChildTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final int MORE_THAN_A_PIPE = 1 << 20;

  private final List<OutputLine> output = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final Heard heard = new Heard(outcomes::addAll);
  private Child child;

  @AfterEach
  void stop() {
    if (child != null) {
      child.kill("");
    }
  }

  private ChildSettings settings(String classPath, Initializer initializer, String... jvmOptions) {
    return new ChildSettings(
        "host",
        classPath,
        List.of(jvmOptions),
        true,
        Optional.ofNullable(initializer),
        new MemoryShare(0, 0),
        output::add);
  }

  private void start(String... jvmOptions) throws InterruptedException {
    child = Child.spawn(settings(CLASS_PATH, null, jvmOptions));
    child.awaitReady();
  }

  private static Batch batch(String method, Object... arguments) {
    CallWriter calls = new CallWriter();
    for (int i = 0; i < arguments.length; i++) {
      calls.add(i, arguments[i] == null ? new Object[0] : new Object[] {arguments[i]});
    }
    TaskName name = new TaskName(SampleTasks.class.getName(), method, "");
    return calls.toBatch(9, name, Terms.ofDefaults(), new byte[0]);
  }

  private RunResult run(Batch batch) throws InterruptedException {
    return child.run(batch, 1, RunLimits.NONE, heard);
  }

  private CompletableFuture<RunResult> runLater(Batch batch) {
    CompletableFuture<RunResult> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(run(batch));
              } catch (InterruptedException e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    return result;
  }

  private String nextValue() throws InterruptedException {
    Outcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return new String(((Outcome.Succeeded) outcome).value(), StandardCharsets.UTF_8);
  }

  @Test
  void preparesRunsBatchesPassesOutputOnAndLeaves() throws Exception {
    Initializer initializer =
        new Initializer(SampleTasks.class.getName() + "::prepare", CallWriter.encode(5));
    child = Child.spawn(settings(CLASS_PATH, initializer));
    child.awaitReady();

    for (int i = 0; i < 100; i++) {
      RunResult result = run(batch("square", i, i));
      assertThat(result).isEqualTo(new RunResult(2, ProgressCell.NONE, Optional.empty()));
      assertThat(nextValue()).isEqualTo(Integer.toString(i * i));
      assertThat(nextValue()).isEqualTo(Integer.toString(i * i));
    }
    run(batch("prepared", (Object) null));
    assertThat(nextValue()).isEqualTo("5");
    run(batch("pid", (Object) null));
    assertThat(nextValue()).isEqualTo(Long.toString(child.pid()));
    run(batch("print", "ü"));
    assertThat(nextValue()).isEqualTo("\"ü\"");
    run(batch("large", 3_000_000));
    assertThat(nextValue()).hasSize(4_000_002);
    assertThat(child.isDead()).isFalse();

    child.quit();

    assertThat(child.isDead()).isTrue();
    assertThat(child.awaitDeath().exitCode()).isZero();
    assertThat(output)
        .contains(
            OutputLine.of("host", child.pid(), OutputLine.Stream.OUT, "out ü").ofTask(0),
            OutputLine.of("host", child.pid(), OutputLine.Stream.ERR, "err ü").ofTask(0));
  }

  @Test
  void exitingIsADeathWithTheTaskThatDidIt() throws Exception {
    start();
    CountDownLatch heard = new CountDownLatch(1);
    child.onChange(heard::countDown);

    RunResult result = run(batch("exit", -1, -2, 7, -3));

    Death death = result.death().orElseThrow();
    assertThat(death.exitCode()).isEqualTo(7);
    assertThat(death.lastLines()).contains("exits with 7");
    assertThat(death.host()).isEqualTo("host");
    assertThat(death.pid()).isEqualTo(child.pid());
    assertThat(result.running()).isEqualTo(2);
    assertThat(result.finished()).isBetween(0, 2).isEqualTo(outcomes.size());
    heard.await();
    RunResult afterwards = run(batch("square", 1));
    assertThat(afterwards).isEqualTo(new RunResult(0, ProgressCell.NONE, Optional.of(death)));
    child.onChange(() -> child = null);
    assertThat(child).isNull();
  }

  @Test
  void killingIsADeathWithItsReasonAndWhatWasFinishedCounts() throws Exception {
    start();
    CompletableFuture<RunResult> slow = runLater(batch("sleepIf", 0, 1));
    assertThat(nextValue()).isEqualTo("0");
    await().until(() -> output.stream().anyMatch(line -> line.text().equals("asleep")));

    child.kill("killed by a test");

    RunResult result = slow.get();
    assertThat(result.finished()).isEqualTo(1);
    assertThat(result.running()).isEqualTo(1);
    assertThat(result.death().orElseThrow().summary())
        .isEqualTo("signal 9 (SIGKILL), killed by a test");
  }

  @Test
  void runningOutOfMemoryIsADeathThatSaysSo() throws Exception {
    start("-Xmx24m");

    RunResult result = run(batch("outOfMemory", (Object) null));

    assertThat(result.running()).isZero();
    assertThat(result.death().orElseThrow().summary())
        .startsWith("exit code 3, out of memory")
        .contains("-Xmx");
  }

  @Test
  void whoWritesAmongTheFramesIsKilled() throws Exception {
    start();

    RunResult result = run(batch("garbage", "this is no frame"));

    assertThat(result.running()).isZero();
    assertThat(result.death().orElseThrow().summary())
        .startsWith("signal 9 (SIGKILL), killed because it broke the frame protocol");
  }

  @Test
  void anInitializerThatThrowsIsToldAsSuch() {
    Initializer initializer =
        new Initializer(SampleTasks.class.getName() + "::prepareBadly", CallWriter.encode("no"));
    child = Child.spawn(settings(CLASS_PATH, initializer));

    assertThatThrownBy(child::awaitReady)
        .isInstanceOfSatisfying(
            WorkerStartException.class,
            e -> assertThat(e.initializerFailure().orElseThrow().message()).isEqualTo("no"))
        .hasMessageContaining("java.lang.IllegalStateException: no");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no/such/place | -ea | ChildMain",
        "same | -XX:+NoSuchOption | NoSuchOption",
      })
  void aChildThatCannotStartShowsWhatItWrote(String classPath, String option, String line)
      throws Exception {
    String path = classPath.equals("same") ? CLASS_PATH : classPath;
    child = Child.spawn(settings(path, null, option));

    assertThatThrownBy(child::awaitReady)
        .isInstanceOfSatisfying(
            WorkerStartException.class,
            e -> {
              assertThat(e.initializerFailure()).isEmpty();
              assertThat(e.wasKilled()).isFalse();
            })
        .hasMessageContaining("exit code 1")
        .hasMessageContaining(line);
    assertThat(child.isDead()).isTrue();
    assertThat(child.awaitDeath().exitCode()).isEqualTo(1);
  }

  @Test
  void aTaskThatRunsIsKilledAndWhatWasFinishedCounts() throws Exception {
    start();
    CompletableFuture<RunResult> slow = runLater(batch("sleepIf", 0, 1, 0));
    await().until(() -> heard.running.contains(new TaskEvent.Running(1, 1)));

    child.cancel(2, false);
    child.cancel(0, true);
    child.cancel(17, true);
    assertThat(slow).isNotDone();
    child.cancel(1, true);

    RunResult result = slow.get();
    assertThat(result.cancelled()).isTrue();
    assertThat(result.finished()).isEqualTo(1);
    assertThat(result.running()).isEqualTo(1);
    assertThat(result.death().orElseThrow().summary()).contains("its task was cancelled");
    assertThat(nextValue()).isEqualTo("0");
  }

  @Test
  void aTaskThatHasNotBegunIsLeftOut() throws Exception {
    heard.cancelled.put(1L, false);
    start();

    // The first one takes a moment, so that the order arrives before the second one's turn.
    run(batch("sleepMillis", 500, 1, 2));

    assertThat(outcomes).hasSize(3).contains(new Outcome.Cancelled(1, false));
  }

  @Test
  void aChildThatDoesNotListenIsKilledAMomentLater() throws Exception {
    start();
    CompletableFuture<RunResult> stopped = runLater(batch("sleepIf", 1));
    await().until(() -> output.stream().anyMatch(line -> line.text().equals("asleep")));
    assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start().waitFor())
        .isZero();

    heard.cancelled.put(0L, true);
    child.cancel(0, true);

    RunResult result = stopped.get(20, TimeUnit.SECONDS);
    assertThat(result.cancelled()).isTrue();
    assertThat(result.running()).isZero();
  }

  @Test
  void theHostComesRoundWhileATaskRunsAndNotWhileItsChildTakesNothing() throws Exception {
    start();
    CompletableFuture<RunResult> slow = runLater(batch("sleepIf", 1));
    await().until(() -> heard.looks.get() > 2);
    child.kill("");
    slow.get();

    start();
    assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start().waitFor())
        .isZero();
    heard.looks.set(0);
    CompletableFuture<RunResult> stuck = runLater(batch("report", "x".repeat(MORE_THAN_A_PIPE)));
    await().during(Duration.ofMillis(500)).until(() -> heard.looks.get() == 0);
    child.kill("");
    assertThat(stuck.get().death()).isPresent();
  }

  @Test
  void aTaskIsSaidToRunOnceWhenItHasForAWhile() throws Exception {
    start();
    run(batch("square", 2, 3));
    heard.running.clear(); // A busy machine may have taken a while over that.
    CompletableFuture<RunResult> slow = runLater(batch("sleepIf", 1));

    await().until(() -> !heard.running.isEmpty());
    child.kill("");
    slow.get();

    assertThat(heard.running).containsExactly(new TaskEvent.Running(0, 1));
  }

  @Test
  void whatATaskPrintsAndReportsIsToldToItsBatch() throws Exception {
    start();

    run(batch("report", "a", "b"));

    assertThat(heard.printed)
        .filteredOn(line -> line.stream() == OutputLine.Stream.OUT)
        .containsExactly(
            OutputLine.of("host", child.pid(), OutputLine.Stream.OUT, "told a").ofTask(0),
            OutputLine.of("host", child.pid(), OutputLine.Stream.OUT, "told b").ofTask(1));
    assertThat(heard.reports)
        .containsExactly(
            new TaskEvent.Progress(0, 1, 1, 2, "a"), new TaskEvent.Progress(1, 1, 1, 2, "b"));
  }

  @Test
  void theLastWordsOfADeadChildGoOut() throws Exception {
    start();
    List<Boolean> deadAtFlush = new CopyOnWriteArrayList<>();
    heard.onFlush = () -> deadAtFlush.add(child.isDead());

    RunResult result = run(batch("printAndHalt", "last words"));

    assertThat(result.death()).isPresent();
    assertThat(heard.printed).extracting(OutputLine::text).contains("out last words", "beneath");
    assertThat(deadAtFlush).endsWith(true);
  }

  @Test
  void theOrphansOfACancelledTaskDieWithIt() throws Exception {
    start();
    CompletableFuture<RunResult> result = runLater(batch("orphan", 100));
    await().until(() -> output.stream().anyMatch(line -> line.text().startsWith("orphan ")));
    long pid = Long.parseLong(output.get(output.size() - 1).text().substring("orphan ".length()));
    assertThat(ProcessHandle.of(pid).orElseThrow().parent().map(ProcessHandle::pid))
        .isNotEqualTo(Optional.of(child.pid()));

    child.cancel(0, true);

    assertThat(result.get(20, TimeUnit.SECONDS).cancelled()).isTrue();
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }
}
