package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.CallWriter;
import dev.warren.spi.OutputLine;
import dev.warren.task.Batch;
import dev.warren.task.Limits;
import dev.warren.task.MemoryExcess;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.worker.memory.MemoryShare;
import dev.warren.worker.memory.MemoryWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends tasks that do not end by themselves, in children that are real processes. */
@Timeout(60)
class ChildLimitsTest {

  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final long MIB = 1024 * 1024;

  private final List<OutputLine> output = new CopyOnWriteArrayList<>();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final Heard heard = new Heard(outcomes::addAll);
  private final MemoryWatch watch = MemoryWatch.start("test");
  private Child child;
  private long heap;

  @AfterEach
  void stop() {
    watch.close();
    if (child != null) {
      child.kill("");
    }
  }

  private void start(MemoryShare memory, String... jvmOptions) throws InterruptedException {
    child =
        Child.spawn(
            new ChildSettings(
                "host",
                System.getProperty("java.class.path"),
                List.of(jvmOptions),
                true,
                Optional.empty(),
                memory,
                this::hear));
    heap = child.awaitReady();
    watch.add(child);
  }

  private void hear(OutputLine line) {
    output.add(line);
    if (line.text().equals("leaving")) {
      child.resident(0);
    }
  }

  private void start() throws InterruptedException {
    start(new MemoryShare(0, 0), "-Xmx64m");
  }

  private static Batch batch(String method, Limits limits, int... arguments) {
    CallWriter calls = new CallWriter();
    for (int i = 0; i < arguments.length; i++) {
      calls.add(i, arguments[i]);
    }
    TaskName name = new TaskName(StubbornTasks.class.getName(), method, "");
    return calls.toBatch(9, name, Terms.ofDefaults().withLimits(limits), new byte[0]);
  }

  private RunResult run(String method, Limits limits, int... arguments)
      throws InterruptedException {
    RunLimits hard = new RunLimits(limits.hard(), Optional.empty());
    return child.run(batch(method, limits, arguments), 1, hard, heard);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loop",
        "loopThatStopsTheVirtualMachine",
        "sleep",
        "park",
        "deadlock",
        "nativeCall",
        "childProcess",
        "stopped"
      })
  void whateverATaskDoesItEndsAtItsHardLimitAndItsProcessWithIt(String method) throws Exception {
    start();
    Limits limits = Limits.NONE.withSoft(LIMIT.dividedBy(2)).withHard(LIMIT);
    run(method, limits, 0); // Loads the class.
    outcomes.clear();
    long begun = System.nanoTime();

    RunResult result = run(method, limits, 0, 1, 0);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(LIMIT, LIMIT.plusMillis(1_500));
    assertThat(result.overTime()).contains(LIMIT);
    assertThat(result.cancelled()).isFalse();
    assertThat(result.running()).isEqualTo(1);
    // A process that cannot be asked may take outcomes with it; those calls run again.
    boolean answers = !List.of("stopped", "loopThatStopsTheVirtualMachine").contains(method);
    assertThat(result.finished()).isBetween(answers ? 1 : 0, 1).isEqualTo(outcomes.size());
    assertThat(result.death().orElseThrow().summary())
        .isEqualTo("signal 9 (SIGKILL), killed because its task ran for more than PT0.5S");
    assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    for (OutputLine each : output) {
      if (each.text().startsWith("child ")) {
        long pid = Long.parseLong(each.text().substring("child ".length()));
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
      }
    }
  }

  @Test
  void whatStaysBelowItsLimitIsLeftAlone() throws Exception {
    start();

    RunResult result = run("loop", Limits.NONE.withSoft(LIMIT).withHard(LIMIT), new int[2_000]);

    assertThat(result.death()).isEmpty();
    assertThat(outcomes).hasSize(2_000).allMatch(it -> it instanceof Outcome.Succeeded);
  }

  @Test
  void theCallsOfABatchHaveTheirTimeEach() throws Exception {
    start();
    TaskName name = new TaskName(SampleTasks.class.getName(), "sleepMillis", "");
    CallWriter calls = new CallWriter();
    for (int i = 0; i < 4; i++) {
      calls.add(i, 300);
    }
    Batch batch = calls.toBatch(9, name, Terms.ofDefaults(), new byte[0]);

    RunLimits limits = new RunLimits(Optional.of(LIMIT), Optional.empty());
    assertThat(child.run(batch, 1, limits, heard).death()).isEmpty();
    assertThat(outcomes).hasSize(4);

    RunLimits together = new RunLimits(Optional.empty(), Optional.of(LIMIT));
    assertThat(child.run(batch, 1, together, heard).overTime()).contains(LIMIT);
  }

  @Test
  void aTaskThatIsInterruptedCleansUpAndHasTimedOut() throws Exception {
    start();

    RunResult result = run("cleanUp", Limits.NONE.withSoft(LIMIT), 0, 1, 0);

    assertThat(result.death()).isEmpty();
    assertThat(outcomes).extracting(Outcome::id).containsExactly(0L, 1L, 2L);
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            Outcome.TimedOut.class,
            it -> {
              assertThat(it.hard()).isFalse();
              assertThat(it.limit()).isEqualTo(LIMIT);
              assertThat(it.failure().orElseThrow().type())
                  .isEqualTo(InterruptedException.class.getName());
            });
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Succeeded.class);
    assertThat(output).extracting(OutputLine::text).contains("cleaned up");
  }

  @Test
  void aTaskThatReturnsWhenInterruptedHasSucceeded() throws Exception {
    start();

    run("makeDo", Limits.NONE.withSoft(LIMIT), 7);

    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, it -> assertThat(it.value()).asString().isEqualTo("-7"));
  }

  @ParameterizedTest
  @CsvSource({"hoardBesideHeap, 240", "hoardInChild, 240"})
  void aProcessThatGrowsBeyondItsLimitIsEndedWithTheFigures(String method, int mib)
      throws Exception {
    assumeThat(Files.isReadable(Path.of("/proc/self/status")))
        .as("by design: only Linux tells how large a process is")
        .isTrue();
    start(new MemoryShare(64 * MIB, 200 * MIB), "-Xmx64m", "-XX:MaxDirectMemorySize=1g");

    RunResult result = run(method, Limits.NONE, 0, mib, 0);

    MemoryExcess excess = result.death().orElseThrow().memory().orElseThrow();
    assertThat(excess.kind()).isEqualTo(MemoryExcess.Kind.RESIDENT);
    assertThat(excess.limit()).isEqualTo(200 * MIB);
    assertThat(excess.seen()).isGreaterThan(200 * MIB).isLessThan(1_000 * MIB);
    assertThat(result.death().get().summary()).contains("resident, its limit is 200 MiB");
    assertThat(result.cancelled()).isFalse();
    assertThat(result.overTime()).isEmpty();
    assertThat(result.finished()).isEqualTo(1);
    assertThat(result.running()).isEqualTo(1);
  }

  @Test
  void whatATaskHasLeftRunningWithTooMuchMemoryGoesWithItsProcess() throws Exception {
    assumeThat(Files.isReadable(Path.of("/proc/self/status")))
        .as("by design: only Linux tells how large a process is")
        .isTrue();
    start(new MemoryShare(64 * MIB, 200 * MIB), "-Xmx64m");

    assertThat(run("leaveHoarder", Limits.NONE, 240).death()).isEmpty();
    await().until(child::isOverfull);
    child.quit();

    assertThatWhatWasLeftGoes();
  }

  @Test
  void aProcessThatIsMeasuredAgainWhenItHasLeftTakesAlongWhatItHasLeft() throws Exception {
    watch.close();
    start(new MemoryShare(64 * MIB, 200 * MIB), "-Xmx64m");

    assertThat(run("leaveSleeper", Limits.NONE, 0).death()).isEmpty();
    child.resident(240 * MIB);
    child.quit();

    assertThat(output).extracting(OutputLine::text).contains("leaving");
    assertThat(child.isOverfull()).isFalse();
    assertThatWhatWasLeftGoes();
  }

  private void assertThatWhatWasLeftGoes() {
    await().until(() -> output.stream().anyMatch(it -> it.text().startsWith("child ")));
    String left = output.get(0).text().substring("child ".length());
    assertThat(left).containsOnlyDigits();
    await()
        .until(
            () -> ProcessHandle.of(Long.parseLong(left)).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aFullHeapIsADeathWithItsFigures() throws Exception {
    start(new MemoryShare(0, 0), "-Xmx24m");
    TaskName name = new TaskName(SampleTasks.class.getName(), "outOfMemory", "");
    CallWriter calls = new CallWriter();
    calls.add(0);

    RunResult result =
        child.run(
            calls.toBatch(9, name, Terms.ofDefaults(), new byte[0]), 1, RunLimits.NONE, heard);

    MemoryExcess excess = result.death().orElseThrow().memory().orElseThrow();
    assertThat(excess.kind()).isEqualTo(MemoryExcess.Kind.HEAP);
    assertThat(excess.limit()).isBetween(20 * MIB, 24 * MIB).isEqualTo(heap);
    assertThat(result.death().get().exitCode()).isEqualTo(3);
  }

  @Test
  void theKernelWouldTakeItBeforeItsHost() throws Exception {
    Path own = Path.of("/proc/self/oom_score_adj");
    assumeThat(Files.isReadable(own)).as("by design: only Linux has such a score").isTrue();
    start();

    int score =
        Integer.parseInt(
            Files.readString(Path.of("/proc/" + child.pid() + "/oom_score_adj")).strip());

    assertThat(score).isGreaterThanOrEqualTo(500);
    assertThat(Integer.parseInt(Files.readString(own).strip())).isLessThanOrEqualTo(score);
  }
}
