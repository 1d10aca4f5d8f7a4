package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.pool.AsyncResult;
import dev.warren.transport.CutProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cancelling, with local workers and on a worker host, on whichever broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class CancelContract extends LocalOrRemote {

  @TempDir Path folder;

  private void cancelOneOfMany() throws Exception {
    int hangs = 57;
    // Known to be short, so that many travel together.
    pool.map(E2eTasks::square, Collections.nCopies(2_000, 2L));
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

  /** The slot works again while the neighbour is still at its task, and in the same process. */
  private void cancelBesideANeighbour() throws Exception {
    String release = folder.resolve("release").toString();
    AsyncResult<String> neighbour =
        pool.applyAsync(E2eTasks::markAndWait, folder.resolve("neighbour").toString(), release);
    AsyncResult<Integer> doomed =
        pool.applyAsync(LiveTasks::notePidAndHang, folder.resolve("doomed").toString());
    await().atMost(SOON).until(() -> hasText("neighbour") && hasText("doomed"));
    long neighbourPid = Long.parseLong(Files.readString(folder.resolve("neighbour")));
    long doomedPid = Long.parseLong(Files.readString(folder.resolve("doomed")).strip());

    assertThat(doomed.cancel(true)).isTrue();
    long next = pool.applyAsync(E2eTasks::pid).get(SOON);

    assertThat(next).isNotIn(neighbourPid, doomedPid);
    assertThat(ProcessHandle.of(doomedPid)).isEmpty();
    assertThat(neighbour.isReady()).isFalse();
    Files.createFile(Path.of(release));
    assertThat(neighbour.get(SOON)).isEqualTo("released");
    assertThat(Files.readString(folder.resolve("neighbour"))).isEqualTo("" + neighbourPid);
  }

  private boolean hasText(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) && Files.size(file) > 0;
  }

  @Test
  void theSlotOfACancelledTaskShouldBeBackAtOnceAndNothingElseTouched() throws Exception {
    open(local(2));
    cancelBesideANeighbour();
  }

  @Test
  void theSlotOfACancelledTaskShouldBeBackAtOnceOnAWorkerHost() throws Exception {
    open(remote(2));
    cancelBesideANeighbour();
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

  private void cancelAfterACut(boolean whileDown) throws Exception {
    URI uri = URI.create(broker());
    Path file = folder.resolve("pids");
    try (CutProxy proxy = new CutProxy(new InetSocketAddress(uri.getHost(), uri.getPort()))) {
      open(remote(2).broker(through(proxy)));
      pool.apply(E2eTasks::square, 2L); // From now on the pool knows its host.
      AsyncResult<Integer> running = pool.applyAsync(LiveTasks::notePidAndHang, file.toString());
      await().atMost(SOON).until(() -> Files.exists(file) && !processes(file).isEmpty());
      List<ProcessHandle> all = processes(file);
      if (whileDown) {
        proxy.stall(); // It does not come back before the task is cancelled.
      }
      proxy.cut();
      if (!whileDown) {
        assertThat(pool.apply(E2eTasks::square, 2L)).as("on a new connection").isEqualTo(4L);
      }

      assertThat(running.cancel(true)).isTrue();
      proxy.resume();

      assertThat(running.isCancelled()).isTrue();
      assertThatThrownBy(() -> running.get(SOON)).isInstanceOf(CancellationException.class);
      await().atMost(SOON).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
      List<Long> more = Collections.nCopies(200, 3L);
      assertThat(pool.map(E2eTasks::square, more)).containsOnly(9L);
      assertThat(Files.readAllLines(file)).as("runs").hasSize(1);
      pool.close();
      assertThat(pool.join(SOON)).isTrue();
    }
  }

  @Test
  void whatIsCancelledWhileTheConnectionIsDownShouldDie() throws Exception {
    cancelAfterACut(true);
  }

  @Test
  void whatIsCancelledAfterALostConnectionShouldDie() throws Exception {
    cancelAfterACut(false);
  }

  @Test
  void whatIsCancelledBeforeAnyHostWasHeardOfShouldDie() throws Exception {
    URI uri = URI.create(broker());
    Path file = folder.resolve("pids");
    try (CutProxy proxy = new CutProxy(new InetSocketAddress(uri.getHost(), uri.getPort()))) {
      open(remote(1).broker(through(proxy)));
      proxy.stallToClient();
      AsyncResult<Integer> running = pool.applyAsync(LiveTasks::notePidAndHang, file.toString());
      await().atMost(SOON).until(() -> Files.exists(file) && !processes(file).isEmpty());
      proxy.stall();
      proxy.cut();

      assertThat(running.cancel(true)).isTrue();
      proxy.resume();

      await().atMost(SOON).until(() -> processes(file).isEmpty());
      assertThat(pool.apply(E2eTasks::square, 3L)).as("the slot is free").isEqualTo(9L);
      assertThat(Files.readAllLines(file)).as("runs").hasSize(1);
      pool.close();
      assertThat(pool.join(SOON)).isTrue();
    }
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
}
