package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.PoolBuilder;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tasks print and report before their outcome, with local workers and with a worker host. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LiveContract extends LocalOrRemote {

  /** For a task of some seconds, on a machine that is busy with other tests. */
  private static final Duration LATE = Duration.ofSeconds(90);

  private final Queue<OutputLine> lines = new ConcurrentLinkedQueue<>();
  private final Queue<ProgressReport> reports = new ConcurrentLinkedQueue<>();

  private void listen(PoolBuilder settings, String worker) {
    open(settings.onOutput(lines::add).onProgress(reports::add));
    AsyncResult<String> spoken = pool.applyAsync(LiveTasks::speak, "ü");
    AsyncResult<String> reported = pool.applyAsync(LiveTasks::report, 4);
    assertThat(spoken.get()).isEqualTo("ü");
    String inside = reported.get();
    List<String> spokenInMap =
        pool.map(LiveTasks::speak, List.of("map 0", "map 1", "map 2", "map 3"));
    assertThat(spokenInMap).hasSize(4);
    pool.close();
    assertThat(pool.join(SOON)).isTrue();

    assertThat(inside).isEqualTo(reported.taskId().getAsLong() + " 1 " + worker);
    assertThat(lines).allMatch(line -> line.worker().equals(worker) && line.pid() > 0);
    assertThat(lines.stream().filter(line -> line.taskId().equals(spoken.taskId())))
        .extracting(OutputLine::text)
        .containsExactly("out ü", "err ü", "no end ü");
    assertThat(lines)
        .filteredOn(line -> line.text().startsWith("out map"))
        .hasSize(4)
        .allMatch(line -> line.text().equals("out map " + line.index().orElse(-1)));
    assertThat(lines)
        .filteredOn(line -> line.stream() == OutputLine.Stream.ERR)
        .extracting(OutputLine::text)
        .contains("err ü", "err map 0", "err map 1", "err map 2", "err map 3");
    assertThat(reports).extracting(ProgressReport::message).contains("step 4");
    assertThat(reports)
        .allMatch(
            report ->
                report.taskId() == reported.taskId().getAsLong()
                    && report.index().equals(OptionalLong.empty())
                    && report.total() == 4
                    && report.attempt() == 1
                    && report.worker().equals(worker));
  }

  @Test
  void outputAndProgressOfLocalWorkersShouldArriveBeforeTheEnd() {
    listen(local(2), "local");
  }

  @Test
  void outputAndProgressOfAWorkerHostShouldArriveBeforeTheEnd() {
    listen(remote(2), "far");
    assertThat(hostLines).contains("out ü", "err ü");
  }

  @Test
  void progressShouldArriveWhileTheTaskRuns() throws Exception {
    open(remote(1).onProgress(reports::add));
    AsyncResult<String> running = pool.applyAsync(LiveTasks::report, 400);

    await().atMost(SOON).until(() -> reports.size() > 3);

    assertThat(running.isReady()).isFalse();
    running.cancel(true);
  }

  private void printMuch(PoolBuilder settings) throws Exception {
    int count = 100_000;
    CountDownLatch read = new CountDownLatch(1);
    open(
        settings.onOutput(
            line -> {
              try {
                read.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              lines.add(line);
            }));

    try {
      // 100 MB, and nobody reads a line of it before the task is done.
      assertThat(pool.applyAsync(LiveTasks::printLines, count, 1_000).get(LATE)).isEqualTo(count);
    } finally {
      read.countDown();
    }
    assertThat(pool.apply(LiveTasks::speak, "afterwards")).isEqualTo("afterwards");
    pool.close();
    assertThat(pool.join(SOON)).isTrue();

    long passed = lines.stream().filter(line -> line.text().startsWith("xxx")).count();
    long dropped =
        lines.stream()
            .map(OutputLine::text)
            .filter(text -> text.startsWith("warren: "))
            .mapToLong(text -> Long.parseLong(text.split(" ", 3)[1]))
            .sum();
    assertThat(passed).isBetween(500L, 10_000L);
    assertThat(passed + dropped).isEqualTo(count);
  }

  @Test
  void aHundredMegabytesThatNobodyReadsShouldStallNothing() throws Exception {
    printMuch(local(1));
  }

  @Test
  void aHundredMegabytesOfAWorkerHostThatNobodyReadsShouldStallNothing() throws Exception {
    printMuch(remote(1));
  }

  @Test
  void attemptsShouldBeCounted() {
    open(local(1));
    assertThat(pool.apply(LiveTasks::attempt, "", 0)).isEqualTo(1);
    assertThat(pool.apply(LiveTasks::attempt, "", 2)).isEqualTo(3);
  }

  @Test
  void theContextShouldBeThatOfEveryThread() {
    open(local(1));
    assertThat(pool.apply(LiveTasks::sameInEveryThread)).isTrue();
  }
}
