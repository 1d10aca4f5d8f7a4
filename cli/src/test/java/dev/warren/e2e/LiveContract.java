package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.CutProxy;
import dev.warren.worker.WorkerHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens between submitting and the outcome, with local workers and with a worker host. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LiveContract {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final Queue<OutputLine> lines = new ConcurrentLinkedQueue<>();
  private final Queue<ProgressReport> reports = new ConcurrentLinkedQueue<>();
  private final List<String> hostLines = java.util.Collections.synchronizedList(new ArrayList<>());
  private final String queue = "test-" + UUID.randomUUID();
  private WorkerHost host;
  private Pool pool;

  /** Where the broker under test is. */
  abstract String broker();

  private PoolBuilder local(int processes) {
    return Pool.builder().broker(broker()).processes(processes).jvmOptions("-Xmx96m");
  }

  private PoolBuilder remote(int processes) {
    host =
        WorkerHost.start(
            WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue))
                .name("far")
                .processes(processes)
                .jvmOptions(List.of("-Xmx96m"))
                .output(line -> hostLines.add(line.text()))
                .build(),
            reason -> {
              throw reason;
            });
    return Pool.builder().broker(broker()).queue(queue);
  }

  private void open(PoolBuilder settings) {
    pool = settings.open();
  }

  @AfterEach
  void end() throws Exception {
    if (pool != null) {
      pool.terminate();
      assertThat(pool.join(SOON)).isTrue();
    }
    if (host != null) {
      host.kill();
      assertThat(host.awaitEnd(SOON)).isTrue();
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
  }

  private void cancelOneOfMany() throws Exception {
    int hangs = 57;
    // Known to be short, so that many travel together.
    pool.map(E2eTasks::square, java.util.Collections.nCopies(2_000, 2L));
    List<AsyncResult<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(pool.applyAsync(LiveTasks::noteAndHang, folder.toString(), i, hangs));
    }
    await().atMost(SOON).until(() -> LiveTasks.exists(folder, hangs));
    assertThat(all.get(hangs).waitFor(Duration.ofMillis(200))).isFalse();

    assertThat(all.get(hangs).cancel(true)).isTrue();

    assertThat(all.get(hangs).isCancelled()).isTrue();
    assertThat(all.get(hangs).isReady()).isTrue();
    assertThat(all.get(hangs).isSuccessful()).isFalse();
    assertThat(all.get(hangs).cancel(true)).isFalse();
    assertThatThrownBy(() -> all.get(hangs).get()).isInstanceOf(CancellationException.class);
    for (int i = 0; i < 200; i++) {
      if (i != hangs) {
        assertThat(all.get(i).get(SOON)).isEqualTo(i);
      }
      assertThat(Files.readString(folder.resolve("run-" + i))).as("runs of %s", i).isEqualTo("x");
    }
    pool.close();
    assertThat(pool.join(SOON)).isTrue();
  }

  @Test
  void cancellingShouldKillExactlyThatTask() throws Exception {
    open(local(2));
    cancelOneOfMany();
  }

  @Test
  void cancellingShouldKillExactlyThatTaskOnAWorkerHost() throws Exception {
    open(remote(2));
    cancelOneOfMany();
  }

  @Test
  void whatACancelledTaskHasStartedShouldDieWithIt() throws Exception {
    open(local(1));
    Path file = folder.resolve("pid");
    AsyncResult<Integer> sleeping = pool.applyAsync(LiveTasks::sleepInAProcess, file.toString());
    await().atMost(SOON).until(() -> Files.exists(file) && Files.size(file) > 0);
    long pid = Long.parseLong(Files.readString(file));

    sleeping.cancel(true);

    await().atMost(SOON).until(() -> ProcessHandle.of(pid).isEmpty());
    assertThat(pool.apply(E2eTasks::square, 3L)).isEqualTo(9L);
  }

  /** The broker, by way of something that can be cut. */
  private String through(CutProxy proxy) {
    URI uri = URI.create(broker());
    return "amqp://" + uri.getUserInfo() + "@localhost:" + proxy.port() + uri.getRawPath();
  }

  private static List<ProcessHandle> processes(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .toList();
  }

  private void cancelAfterACut(int copies) throws Exception {
    URI uri = URI.create(broker());
    Path file = folder.resolve("pids");
    try (CutProxy proxy = new CutProxy(new InetSocketAddress(uri.getHost(), uri.getPort()))) {
      open(remote(2).broker(through(proxy)));
      pool.apply(E2eTasks::square, 2L); // From now on the pool knows its host.
      AsyncResult<Integer> running = pool.applyAsync(LiveTasks::notePidAndHang, file.toString());
      await().atMost(SOON).until(() -> Files.exists(file) && !processes(file).isEmpty());
      if (copies == 1) {
        proxy.stall(); // It does not come back before the task is cancelled.
      }
      proxy.cut();
      await().atMost(SOON).until(() -> Files.readAllLines(file).size() == copies);
      List<ProcessHandle> all = processes(file);

      assertThat(running.cancel(true)).isTrue();
      proxy.resume();

      assertThat(running.isCancelled()).isTrue();
      assertThatThrownBy(() -> running.get(SOON)).isInstanceOf(CancellationException.class);
      await().atMost(SOON).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
      List<Long> more = java.util.Collections.nCopies(200, 3L);
      assertThat(pool.map(E2eTasks::square, more)).containsOnly(9L);
      assertThat(Files.readAllLines(file)).as("runs").hasSize(copies);
      pool.close();
      assertThat(pool.join(SOON)).isTrue();
    }
  }

  @Test
  void whatIsCancelledWhileTheConnectionIsDownShouldDie() throws Exception {
    cancelAfterACut(1);
  }

  @Test
  void whatIsCancelledAfterALostConnectionShouldDieInEveryCopy() throws Exception {
    cancelAfterACut(2);
  }

  private void cancelBeforeTheyBegin() throws Exception {
    pool.apply(E2eTasks::square, 2L);
    AsyncResult<Integer> running = pool.applyAsync(LiveTasks::noteAndHang, folder.toString(), 0, 0);
    await().atMost(SOON).until(() -> LiveTasks.exists(folder, 0));
    List<AsyncResult<Integer>> waiting = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      waiting.add(pool.applyAsync(LiveTasks::noteAndHang, folder.toString(), i, i));
    }
    await().atMost(SOON).until(() -> waiting.get(3).taskId().isPresent());

    waiting.forEach(each -> assertThat(each.cancel(false)).isTrue());
    // The host hears of this one behind the others.
    assertThat(running.cancel(true)).isTrue();

    assertThat(pool.apply(E2eTasks::square, 3L)).isEqualTo(9L);
    pool.close();
    assertThat(pool.join(SOON)).isTrue();
    assertThat(waiting).allMatch(AsyncResult::isCancelled);
    assertThat(IntStream.rangeClosed(1, 100).filter(i -> LiveTasks.exists(folder, i)))
        .as("tasks that were cancelled and ran")
        .isEmpty();
  }

  @Test
  void whatRunsShouldBeLeftAloneUnlessItMayBeKilled() throws Exception {
    open(local(1));
    long pid = pool.apply(E2eTasks::pid);
    String release = folder.resolve("release").toString();
    AsyncResult<Integer> running =
        pool.applyAsync(LiveTasks::noteAndWait, folder.toString(), 0, release);
    await().atMost(SOON).until(() -> Files.exists(folder.resolve("mark-0")));

    assertThat(running.cancel(false)).isTrue();
    assertThat(running.isCancelled()).isTrue();
    Files.writeString(Path.of(release), "now");

    assertThat(pool.apply(E2eTasks::pid)).isEqualTo(pid);
    assertThat(Files.readString(folder.resolve("run-0"))).isEqualTo("x");
  }

  @Test
  void whatHasNotBegunShouldNotRunOnceItIsCancelled() throws Exception {
    open(local(1));
    cancelBeforeTheyBegin();
  }

  @Test
  void whatHasNotBegunShouldNotRunOnAWorkerHostOnceItIsCancelled() throws Exception {
    open(remote(1));
    cancelBeforeTheyBegin();
  }

  @Test
  void aCancelledMapShouldFreeTheWorkers() throws Exception {
    open(local(2));
    String where = dir();
    AsyncResult<List<Integer>> map =
        pool.mapAsync(
            (Integer i) -> LiveTasks.noteAndHang(where, i, i),
            IntStream.range(0, 1_000).boxed().toList());
    await().atMost(SOON).until(() -> new java.io.File(dir()).list().length > 1);

    assertThat(map.cancel(true)).isTrue();

    assertThatThrownBy(map::get).isInstanceOf(CancellationException.class);
    assertThat(pool.apply(E2eTasks::square, 3L)).isEqualTo(9L);
    assertThat(new java.io.File(dir()).list().length).isLessThan(100);
    pool.close();
    assertThat(pool.join(SOON)).isTrue();
  }

  private String dir() {
    return folder.toString();
  }

  @Test
  void whatIsDoneCannotBeCancelled() {
    open(local(1));
    AsyncResult<Long> done = pool.applyAsync(E2eTasks::square, 4L);
    done.get();

    assertThat(done.cancel(true)).isFalse();
    assertThat(done.isCancelled()).isFalse();
    assertThat(done.get()).isEqualTo(16L);
  }

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

    // 100 MB, and nobody reads a line of it before the task is done.
    assertThat(pool.applyAsync(LiveTasks::printLines, count, 1_000).get(SOON)).isEqualTo(count);
    read.countDown();
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
