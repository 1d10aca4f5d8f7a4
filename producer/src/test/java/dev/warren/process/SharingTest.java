package dev.warren.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.process.SharingTasks.Producer;
import dev.warren.sync.Barrier;
import dev.warren.sync.Event;
import dev.warren.sync.Lock;
import dev.warren.sync.Manager;
import dev.warren.sync.Pipe;
import dev.warren.sync.PipeEndedException;
import dev.warren.sync.Queue;
import dev.warren.sync.SharedDict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shared objects between a program and its child processes. */
@Timeout(60)
class SharingTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Manager manager = Manager.create();

  @AfterEach
  void end() {
    ChildProcess.activeChildren().forEach(ChildProcess::kill);
    manager.close();
  }

  @Test
  void itemsShouldCrossInTheirOrder() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class);
    ChildProcess.of(SharingTasks::count, queue, 10_000).start();

    for (int i = 0; i < 10_000; i++) {
      assertThat(queue.get(SOON)).isEqualTo(i);
    }
  }

  @Test
  void whatWasPutShouldArriveThoughTheProcessIsGone() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class);
    ChildProcess child = ChildProcess.of(SharingTasks::countAndHalt, queue, 5_000).start();

    for (int i = 0; i < 5_000; i++) {
      assertThat(queue.get(SOON)).isEqualTo(i);
    }
    child.join();
    assertThat(child.exitCode()).hasValue(9);
  }

  @Test
  void afterJoinEverythingShouldBeThere() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class);
    ChildProcess.of(SharingTasks::count, queue, 1_000).start().join();

    assertThat(queue.size()).isEqualTo(1_000);
  }

  @Test
  void aBoundShouldHoldAChildBack() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class, 3);
    ChildProcess.of(SharingTasks::count, queue, 100).start();

    for (int i = 0; i < 100; i++) {
      assertThat(queue.size()).isLessThanOrEqualTo(3);
      assertThat(queue.get(SOON)).isEqualTo(i);
    }
  }

  @Test
  void aLockShouldBeFreeWhenItsHolderIsKilled() throws Exception {
    Lock lock = manager.lock();
    Event held = manager.event();
    ChildProcess child = ChildProcess.of(SharingTasks::holdForEver, lock, held).start();
    assertThat(held.await(SOON)).isTrue();
    assertThat(lock.acquire(Duration.ZERO)).isFalse();

    child.kill();

    assertThat(lock.acquire(SOON)).isTrue();
    lock.release();
  }

  @Test
  void aChildThatEndsNormallyShouldReleaseToo() throws Exception {
    Lock lock = manager.lock();
    ChildProcess.of(l -> l.acquire(), lock).start().join();

    assertThat(lock.acquire(SOON)).isTrue();
  }

  @Test
  void aKilledGetterShouldTakeNothing() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class);
    Lock alive = manager.lock();
    Event begun = manager.event();
    ChildProcess child = ChildProcess.of(SharingTasks::waitForEver, queue, alive, begun).start();
    assertThat(begun.await(SOON)).isTrue();
    child.kill();
    assertThat(alive.acquire(SOON)).as("the manager knows that it is dead").isTrue();

    queue.put(1);

    assertThat(queue.get(Duration.ZERO)).isEqualTo(1);
  }

  @Test
  void aPipeShouldAnswerAndEndWithItsProcess() throws Exception {
    Pipe<Long> pipe = manager.pipe(Long.class);
    ChildProcess.of(SharingTasks::square, pipe.second()).start();
    pipe.second().close();
    pipe.first().send(12L);

    assertThat(pipe.first().poll(SOON)).isTrue();
    assertThat(pipe.first().receive()).isEqualTo(144L);
    assertThatExceptionOfType(PipeEndedException.class).isThrownBy(pipe.first()::receive);
  }

  @Test
  void processesShouldMeet() throws Exception {
    Barrier barrier = manager.barrier(3);
    SharedDict<Integer, Long> numbers = manager.dict(Integer.class, Long.class);
    List<ChildProcess> children =
        List.of(
            ChildProcess.of(SharingTasks::meet, barrier, numbers).start(),
            ChildProcess.of(SharingTasks::meet, barrier, numbers).start());
    int own = barrier.await(SOON);
    for (ChildProcess each : children) {
      each.join();
    }

    numbers.put(own, ProcessHandle.current().pid());
    assertThat(numbers.keys()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(numbers.toMap().values())
        .contains(children.get(0).pid().orElseThrow(), children.get(1).pid().orElseThrow());
  }

  @Test
  void grandchildrenShouldReachTheManagerToo() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class);
    ChildProcess.of(SharingTasks::delegate, queue, 10).start().join();

    assertThat(queue.getMany(20)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void handlesShouldTravelInFieldsAndCapturedInLambdas() throws Exception {
    Queue<String> queue = manager.queue(String.class);
    new Producer(queue).name("p").start().join();
    ChildProcess.of(() -> queue.put("captured")).start().join();

    assertThat(queue.getMany(3)).containsExactly("from p", "captured");
    record Pair(int x, int y) {}
    Queue<Pair> pairs = manager.queue(Pair.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChildProcess.of(() -> pairs.put(new Pair(1, 2))))
        .withMessageContaining("signature");
  }
}
