package dev.warren.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.warren.process.ProcessTasks.Counting;
import dev.warren.process.ProcessTasks.Holding;
import dev.warren.process.ProcessTasks.Introducing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wherever a process runs, it has the states, errors and exit codes of Python's
 * multiprocessing.Process.
 */
@Timeout(60)
public abstract class ChildProcessContract {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  /** Has a process run where the contract is tested. */
  protected abstract ChildProcess placed(ChildProcess process);

  @AfterEach
  void endAll() {
    ChildProcess.activeChildren().forEach(ChildProcess::kill);
  }

  private ChildProcess sleeping() throws Exception {
    Path file = folder.resolve("running");
    ChildProcess child = placed(ChildProcess.of(ProcessTasks::sleepAfter, file)).start();
    await().atMost(SOON).until(() -> Files.exists(file) && Files.size(file) > 0);
    assertThat(Files.readString(file)).isEqualTo("" + child.pid().orElseThrow());
    return child;
  }

  @Test
  void argumentsAndCapturedValuesTravel() throws Exception {
    Path file = folder.resolve("out");
    String more = "!";
    ChildProcess child =
        placed(ChildProcess.of(ProcessTasks::write, file, List.of(1L, 2L), "?")).start();
    ChildProcess other =
        placed(ChildProcess.of(name -> Files.writeString(Path.of(name), name + more), file + "2"))
            .start();

    child.join();
    other.join();

    assertThat(file).hasContent("[1, 2]?");
    assertThat(folder.resolve("out2")).hasContent(file + "2!");
    assertThat(child.exitCode()).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 3", "256, 0", "300, 44", "-1, 255"})
  void theExitCodeIsThatOfSystemExit(int code, int expected) throws Exception {
    ChildProcess child = placed(ChildProcess.of(ProcessTasks::exit, code)).start();

    child.join();

    assertThat(child.exitCode()).hasValue(expected);
    assertThat(child.isAlive()).isFalse();
    assertThat(child.onExit()).succeedsWithin(SOON).isEqualTo(expected);
  }

  @Test
  void anExceptionIsExitCodeOne() throws Exception {
    ChildProcess child = placed(ChildProcess.of(ProcessTasks::fail)).start();

    assertThat(child.join(SOON)).isTrue();

    assertThat(child.exitCode()).hasValue(1);
  }

  @Test
  void signalsAreNegativeExitCodes() throws Exception {
    ChildProcess terminated = sleeping();
    terminated.terminate();
    assertThat(terminated.join(SOON)).isTrue();
    assertThat(terminated.exitCode()).hasValue(-15);
    Files.delete(folder.resolve("running"));

    ChildProcess killed = sleeping();
    killed.kill();
    assertThat(killed.join(SOON)).isTrue();
    assertThat(killed.exitCode()).hasValue(-9);
    killed.kill();
    killed.terminate();
    killed.interrupt();
  }

  @Test
  void anInterruptReachesTheMethod() throws Exception {
    ChildProcess child = sleeping();

    child.interrupt();

    assertThat(child.join(SOON)).isTrue();
    assertThat(child.exitCode()).hasValue(1);
  }

  @Test
  void beforeItsStartThereIsNothingToWaitFor() {
    ChildProcess child = placed(ChildProcess.of(ProcessTasks::sleep));

    assertThat(child.isAlive()).isFalse();
    assertThat(child.exitCode()).isEmpty();
    assertThat(child.pid()).isEmpty();
    assertThat(child).hasToString("ChildProcess[" + child.name() + ", initial]");
    for (ThrowingCallable each :
        List.<ThrowingCallable>of(
            child::join, child::terminate, child::kill, child::interrupt, child::onExit)) {
      assertThatIllegalStateException().isThrownBy(each).withMessageContaining("start()");
    }
  }

  @Test
  void whileItRunsMuchIsTooLate() throws Exception {
    ChildProcess child = sleeping();

    assertThatIllegalStateException()
        .isThrownBy(child::start)
        .withMessageContaining("was started before: make another");
    assertThatIllegalStateException().isThrownBy(() -> child.daemon(true));
    assertThatIllegalStateException().isThrownBy(() -> child.name("late"));
    assertThatIllegalStateException().isThrownBy(child::close).withMessageContaining("still runs");
    assertThat(child.join(Duration.ZERO)).isFalse();
    assertThat(child.exitCode()).isEmpty();
    assertThat(child).hasToString("ChildProcess[" + child.name() + ", started]");
    assertThat(ChildProcess.activeChildren()).containsExactly(child);
    child.kill();
  }

  @Test
  void onceClosedItAnswersNothing() throws Exception {
    ChildProcess child = placed(ChildProcess.of(ProcessTasks::exit, 0)).start();
    child.join();
    child.join();

    child.close();
    child.close();

    assertThatIllegalStateException().isThrownBy(child::exitCode).withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(child::isAlive);
    assertThatIllegalStateException().isThrownBy(child::pid);
    assertThatIllegalStateException().isThrownBy(child::join);
    assertThatIllegalStateException().isThrownBy(child::start).withMessageContaining("closed");
    assertThat(child).hasToString("ChildProcess[" + child.name() + ", closed]");
    await().atMost(SOON).until(() -> ChildProcess.activeChildren().isEmpty());
  }

  @Test
  void aProcessKnowsWhoItIs() throws Exception {
    Path file = folder.resolve("self");
    ChildProcess child =
        placed(ChildProcess.of(ProcessTasks::describe, file)).name("worker").start();

    child.join();

    long own = ProcessHandle.current().pid();
    assertThat(file)
        .hasContent("worker " + child.pid().orElseThrow() + " OptionalLong[" + own + "] worker:1");
    assertThat(ChildProcess.current().name()).isEqualTo("MainProcess");
    assertThat(ChildProcess.current().parentPid()).isEmpty();
    assertThat(ChildProcess.of(ProcessTasks::sleep).name()).matches("Process-\\d+");
  }

  @Test
  void theFieldsOfASubclassTravel() throws Exception {
    Path file = folder.resolve("sum");
    Counting child = new Counting(file, List.of(1L << 40, 2L));
    child.times = 3;

    placed(child).start();
    child.join();

    assertThat(child.exitCode()).hasValue(0);
    assertThat(file).hasContent(3 * ((1L << 40) + 2) + " null");
  }

  @Test
  void anObjectKnowsInItsProcessWhoItIs() throws Exception {
    Path file = folder.resolve("self");
    ChildProcess child = placed(new Introducing(file)).name("worker").daemon(true).start();

    child.join();

    assertThat(file).hasContent("worker " + child.pid() + " true true worker:1");
  }

  @Test
  void theStandardInputIsEmptyForCommandsAsWell() throws Exception {
    Path file = folder.resolve("read");
    ChildProcess child = placed(ChildProcess.of(ProcessTasks::readInput, file)).start();

    assertThat(child.join(SOON)).isTrue();

    assertThat(file).hasContent("read 0");
  }

  @Test
  void whatCannotTravelIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> placed(new Holding()).start())
        .withMessageContainingAll("the field culprit of", "transient");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> placed(new ChildProcess() {}).start())
        .withMessageContaining("make it static");
    Thread here = Thread.currentThread();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChildProcess.of(() -> here.interrupt()))
        .withMessageContaining("\"here\"");
  }
}
