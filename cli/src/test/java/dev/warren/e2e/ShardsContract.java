package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.dead.DeadFilter;
import dev.warren.dead.DeadTask;
import dev.warren.dead.DeadTasks;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.RemoteTaskException;
import dev.warren.pool.TaskOptions;
import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.QueueState;
import dev.warren.transport.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue of three shards, with real worker hosts, on whichever broker. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ShardsContract extends JobsFixture {

  private static final int SHARDS = 3;

  @Override
  int shards() {
    return SHARDS;
  }

  private Pool pool() {
    return Pool.builder().broker(broker()).queue(queue).shards(SHARDS).open();
  }

  private static List<Long> inputs(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static List<Long> squares(int count) {
    return LongStream.range(0, count).map(it -> it * it).boxed().toList();
  }

  private interface Look {
    int at(QueueState state);
  }

  private List<Integer> each(Session session, Look look) throws IOException {
    List<Integer> all = new ArrayList<>();
    for (QueueSpec shard : QueueSpec.sharedTasks(queue).shards(SHARDS)) {
      all.add(look.at(session.declare(shard)));
    }
    return all;
  }

  private void awaitEach(Look look, List<Integer> expected) throws Exception {
    BrokerVisit.pay(
        broker(),
        List.of(),
        session ->
            await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(each(session, look)).isEqualTo(expected)));
  }

  @Test
  void batchesShouldGoToEveryShardAndHostsFollow() throws Exception {
    startHost(1);
    awaitConsumers(1);
    try (Pool pool = pool()) {
      awaitEach(QueueState::consumers, List.of(1, 1, 1));
      assertThat(pool.map(E2eTasks::square, inputs(3_000))).isEqualTo(squares(3_000));

      startHost(1);

      awaitEach(QueueState::consumers, List.of(2, 2, 2));
      assertThat(pool.map(E2eTasks::square, inputs(3_000))).isEqualTo(squares(3_000));
      pool.close();
      pool.join();
    }
    awaitEach(QueueState::messages, List.of(0, 0, 0));
  }

  @Test
  void whatWaitsShouldLieInEveryShard() throws Exception {
    try (Pool pool = pool()) {
      List<AsyncResult<Long>> results =
          inputs(6).stream().map(it -> pool.applyAsync(E2eTasks::square, it)).toList();
      BrokerVisit.pay(
          broker(),
          List.of(),
          session ->
              await()
                  .atMost(SOON)
                  .untilAsserted(
                      () ->
                          assertThat(each(session, QueueState::messages))
                              .allSatisfy(it -> assertThat(it).isPositive())));

      startHost(2);

      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get(SOON)).isEqualTo((long) i * i);
      }
      pool.close();
      pool.join();
    }
  }

  @Test
  void aHostThatIsKilledShouldLoseNothing() throws Exception {
    startHost(2);
    try (Pool pool = pool();
        JavaProgram doomed = JavaProgram.start(Programs.Host.class, broker(), queue, "doomed")) {
      awaitEach(QueueState::consumers, List.of(2, 2, 2));
      AsyncResult<List<Long>> result =
          pool.mapAsync(E2eTasks::busyMicros, Collections.nCopies(1_500, 2_000L));
      AsyncResult<List<Long>> squares = pool.mapAsync(E2eTasks::square, inputs(5_000));
      await().atMost(SOON).until(() -> pool.statistics().batches() > 50);

      doomed.handle().destroyForcibly();
      doomed.handle().onExit().join();

      assertThat(result.get(SOON)).hasSize(1_500);
      assertThat(squares.get(SOON)).isEqualTo(squares(5_000));
      pool.close();
      pool.join();
    }
  }

  /** Slots must find the work though all of it is in one shard. */
  @Test
  void aProducerWithoutShardsShouldKeepEverySlotBusy() throws Exception {
    startHost(3);
    try (Pool sharded = pool()) {
      awaitEach(QueueState::consumers, List.of(1, 1, 1));
      assertThat(sharded.apply(E2eTasks::square, 3L)).isEqualTo(9);
      sharded.close();
      sharded.join();
    }
    try (Pool plain = Pool.builder().broker(broker()).queue(queue).open()) {
      List<Path> marks = IntStream.range(0, 3).mapToObj(i -> folder.resolve("mark" + i)).toList();
      Path release = folder.resolve("release");
      List<AsyncResult<String>> running = new ArrayList<>();
      for (Path mark : marks) {
        running.add(plain.applyAsync(E2eTasks::markAndWait, mark.toString(), release.toString()));
      }

      marks.forEach(JobsFixture::awaitFile);

      Files.writeString(release, "now");
      for (AsyncResult<String> each : running) {
        assertThat(each.get(SOON)).isEqualTo("released");
      }
      plain.close();
      plain.join();
    }
  }

  @Test
  void callsShouldBeTriedAgainAndTheDeadLieInOneQueue() throws Exception {
    startHost(2);
    RetryPolicy retry =
        RetryPolicy.builder()
            .attempts(3)
            .backoff(Backoff.of(Duration.ofMillis(300), Duration.ofMillis(600)))
            .build();
    try (Pool pool = pool()) {
      Pool trying = pool.with(TaskOptions.builder().retry(retry).build());
      List<AsyncResult<Integer>> results =
          IntStream.range(0, 12)
              .mapToObj(i -> trying.applyAsync(RetryTasks::succeedAt, i % 4 + 1))
              .toList();
      for (int i = 0; i < results.size(); i++) {
        AsyncResult<Integer> result = results.get(i);
        if (i % 4 + 1 <= 3) {
          assertThat(result.get(SOON)).isEqualTo(i % 4 + 1);
        } else {
          assertThatThrownBy(() -> result.get(SOON))
              .isInstanceOf(RemoteTaskException.class)
              .hasMessageContaining("not at attempt 3");
        }
      }
      List<DeadTask> dead = DeadTasks.connect(broker()).list(queue, DeadFilter.all());
      assertThat(dead).hasSize(3);
      pool.close();
      pool.join();
    }
    awaitEach(QueueState::messages, List.of(0, 0, 0));
  }

  @Test
  void nothingShouldBeTakenFromAPausedQueueUntilItIsResumed() throws Exception {
    startHost(2);
    try (Pool pool = pool()) {
      awaitEach(QueueState::consumers, List.of(1, 1, 1));

      jobs.pause(queue);

      awaitEach(QueueState::consumers, List.of(0, 0, 0));
      AsyncResult<List<Long>> result = pool.mapAsync(E2eTasks::square, inputs(300));
      startHost(1);
      BrokerVisit.pay(
          broker(),
          List.of(),
          session ->
              await()
                  .atMost(SOON)
                  .until(
                      () -> each(session, QueueState::messages).stream().allMatch(it -> it > 0)));
      assertThat(result.isReady()).isFalse();
      awaitEach(QueueState::consumers, List.of(0, 0, 0));

      jobs.unpause(queue);

      assertThat(result.get(SOON)).isEqualTo(squares(300));
      pool.close();
      pool.join();
    }
  }

  @Test
  void jobsShouldRunBesideShards() throws Exception {
    startHost(2);
    try (Pool pool = pool()) {
      assertThat(pool.map(E2eTasks::square, inputs(100))).isEqualTo(squares(100));
      areSquares(follow(squares(500, options())), 500);
      pool.close();
      pool.join();
    }
  }
}
