package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that end before their input does. */
@Timeout(60)
class ParallelStopTest extends ParallelRunFixture {

  @Test
  void haltSoonShouldStartNoMoreAndWait() throws Exception {
    FakeLauncher launcher = hanging();
    CompletableFuture<Integer> end = begin(run(launcher, 2, 1, "soon,fail=1", "a\nb\nc\n"));
    await().until(() -> launcher.running.size() == 2);
    launcher.running.get(0).end(5);
    await().until(() -> ended.get() == 1);

    assertThat(end).isNotDone();
    launcher.running.get(1).end(6);
    assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(5);
    assertThat(launcher.started).hasSize(2);
    assertThat(notes).singleElement().asString().contains("exit code 5 of: ");
  }

  @Test
  void haltNowShouldKillWhatRuns() throws Exception {
    FakeLauncher launcher = hanging();
    CompletableFuture<Integer> end = begin(run(launcher, 2, 1, "now,success=1", "a\nb\nc\n"));
    await().until(() -> launcher.running.size() == 2);
    launcher.running.get(0).end(0);

    assertThat(end.get(10, TimeUnit.SECONDS)).isZero();
    assertThat(launcher.running.get(1).poll()).hasValue(-9);
    assertThat(launcher.started).hasSize(2);
    assertThat(ended).as("what was killed has not ended").hasValue(1);
  }

  @Test
  void shareOfAllShouldBeOfTheWholeInput() throws Exception {
    FakeLauncher launcher = exiting();

    assertThat(run(launcher, 1, 1, "soon,fail=50%", "1\n2\n3\n4\n").run()).isEqualTo(50);
    assertThat(launcher.started).containsExactly("1", "2");
  }

  @Test
  void stopShouldStartNoMoreAndWait() throws Exception {
    FakeLauncher launcher = hanging();
    ParallelRun run = run(launcher, 1, 1, "never", "a\nb\n");
    CompletableFuture<Integer> end = begin(run);
    await().until(() -> run.runningCommands() == 1);
    run.stop();

    assertThat(end).isNotDone();
    launcher.running.get(0).end(0);
    assertThat(end.get(10, TimeUnit.SECONDS)).isZero();
    assertThat(launcher.started).hasSize(1);
  }

  @Test
  void stopShouldGiveUpWhatNoHostRunsYet() throws Exception {
    FakeLauncher launcher = hanging();
    ParallelRun run = run(launcher, 2, 1, "never", "a\n" + FakeLauncher.WAITING + "\n");
    CompletableFuture<Integer> end = begin(run);
    launcher.waits.await();
    await().until(() -> run.runningCommands() == 1);
    run.stop();

    launcher.running.get(0).end(0);
    assertThat(end.get(10, TimeUnit.SECONDS)).isZero();
    assertThat(err.size()).isZero();
  }

  @Test
  void haltSoonShouldGiveUpWhatNoHostRunsYet() throws Exception {
    FakeLauncher launcher = hanging();
    ParallelRun run = run(launcher, 2, 1, "soon,done=1", "a\n" + FakeLauncher.WAITING + "\n");
    CompletableFuture<Integer> end = begin(run);
    launcher.waits.await();
    await().until(() -> run.runningCommands() == 1);

    launcher.running.get(0).end(0);
    assertThat(end.get(10, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void killShouldNotWaitForAHostThatDoesNotCome() throws Exception {
    FakeLauncher launcher = hanging();
    ParallelRun run = run(launcher, 2, 1, "never", FakeLauncher.WAITING + "\n");
    CompletableFuture<Integer> end = begin(run);
    launcher.waits.await();
    long start = System.nanoTime();
    run.kill();

    end.get(10, TimeUnit.SECONDS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void stopShouldNotWaitForInput() throws Exception {
    ParallelRun run = run(exiting(), 2, 1, "never", new SilentInput());
    CompletableFuture<Integer> end = begin(run);
    run.stop();

    assertThat(end.get(10, TimeUnit.SECONDS)).isZero();
  }

  /** Open, and nothing comes. */
  private static final class SilentInput extends InputStream {
    @Override
    public synchronized int read() {
      try {
        while (true) {
          wait();
        }
      } catch (InterruptedException e) {
        return -1;
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return read();
    }
  }
}
