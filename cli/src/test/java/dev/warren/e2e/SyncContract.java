package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.sync.Event;
import dev.warren.sync.Lock;
import dev.warren.sync.Manager;
import dev.warren.sync.Pipe;
import dev.warren.sync.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Objects that a program shares with tasks on worker hosts, which have no way to it but the broker.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SyncContract {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** More than a relay takes to notice. */
  private static final Duration NOTICED = Duration.ofSeconds(10);

  private static final int ITEMS = Integer.getInteger("warren.test.items", 50_000);

  @TempDir private Path folder;

  private final String name = "test-" + UUID.randomUUID();
  private final List<JavaProgram> programs = new ArrayList<>();
  private Pool pool;
  private Manager manager;

  /** Where the broker is. */
  abstract String broker();

  @BeforeEach
  void open() throws Exception {
    String uri = broker();
    manager = Manager.connect(uri);
    pool = Pool.builder().broker(uri).queue(name).open();
  }

  @AfterEach
  void end() {
    if (pool != null) {
      pool.terminate();
      pool.join();
      manager.close();
    }
    programs.forEach(JavaProgram::close);
  }

  private JavaProgram startHost() throws Exception {
    JavaProgram host = JavaProgram.start(Programs.Host.class, broker(), name, "h");
    programs.add(host);
    host.awaitLine("started");
    return host;
  }

  @Test
  void eachItemShouldArriveOnceBetweenFourProcesses() throws Exception {
    startHost();
    startHost();
    Queue<Integer> queue = manager.queue(Integer.class);
    long start = System.nanoTime();
    List<AsyncResult<long[]>> getters =
        List.of(
            pool.applyAsync(SyncTasks::getUntilEnd, queue, ITEMS),
            pool.applyAsync(SyncTasks::getUntilEnd, queue, ITEMS));
    List<AsyncResult<Integer>> putters =
        List.of(
            pool.applyAsync(SyncTasks::putRange, queue, 0, ITEMS / 2),
            pool.applyAsync(SyncTasks::putRange, queue, ITEMS / 2, ITEMS));
    for (AsyncResult<Integer> each : putters) {
      each.get();
    }
    queue.putAll(List.of(-1, -1));
    BitSet all = new BitSet(ITEMS);
    for (AsyncResult<long[]> each : getters) {
      BitSet some = BitSet.valueOf(each.get());
      assertThat(some.intersects(all)).as("nothing came twice").isFalse();
      all.or(some);
    }
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(all.cardinality()).isEqualTo(ITEMS);
    System.out.printf("%d items in %.2f s, %.0f items/s%n", ITEMS, seconds, ITEMS / seconds);
  }

  @Test
  void whatATaskHasPutShouldBeThereWhenItsResultIs() throws Exception {
    startHost();
    Queue<Integer> queue = manager.queue(Integer.class);

    for (int i = 1; i <= 20; i++) {
      pool.apply(SyncTasks::putRange, queue, 0, 10);
      assertThat(queue.size()).isEqualTo(10 * i);
    }
    assertThat(pool.apply(SyncTasks::getAll, queue)).isEqualTo(200);
  }

  @Test
  void aPipeShouldReachATask() throws Exception {
    startHost();
    Pipe<Long> pipe = manager.pipe(Long.class);
    AsyncResult<Integer> task = pool.applyAsync(SyncTasks::square, pipe.second(), 50);

    for (long i = 0; i < 50; i++) {
      pipe.first().send(i);
      assertThat(pipe.first().receive()).isEqualTo(i * i);
    }
    task.get(SOON);
  }

  @Test
  void aLockShouldBeFreeWhenTheProcessThatHoldsItIsKilled() throws Exception {
    startHost();
    Lock lock = manager.lock();
    long holder = holder(lock);

    ProcessHandle.of(holder).orElseThrow().destroyForcibly();

    assertThat(lock.acquire(NOTICED)).isTrue();
  }

  @Test
  void aLockShouldBeFreeWhenTheWorkerHostOfItsHolderIsKilled() throws Exception {
    JavaProgram host = startHost();
    Lock lock = manager.lock();
    holder(lock);

    host.kill();

    assertThat(lock.acquire(NOTICED)).isTrue();
  }

  /** Has a task hold a lock; returns the process that it runs in. */
  final long holder(Lock lock) throws Exception {
    Queue<Long> holders = manager.queue(Long.class);
    pool.applyAsync(SyncTasks::holdForEver, lock, manager.event(), holders);
    long holder = holders.get(SOON);
    assertThat(lock.acquire(Duration.ZERO)).isFalse();
    return holder;
  }

  @Test
  void aWaiterShouldHearThatTheManagersProcessWasKilled() throws Exception {
    startHost();
    Path file = folder.resolve("end");
    JavaProgram owner =
        JavaProgram.start(SyncPrograms.WaitingTask.class, broker(), name, file.toString());
    programs.add(owner);
    String id = owner.awaitLine("manager ");
    await().atMost(SOON).until(() -> Files.exists(file) && Files.size(file) > 0);

    owner.kill();

    await().atMost(NOTICED).untilAsserted(() -> assertThat(file).hasContent("waits\ngone " + id));
  }

  @Test
  void aWaiterShouldHearThatTheManagerWasClosed() throws Exception {
    startHost();
    Path file = folder.resolve("end");
    Event event;
    try (Manager other = Manager.connect(broker())) {
      event = other.event();
      pool.applyAsync(SyncTasks::writeHowItEnds, event, file);
      await().atMost(SOON).until(() -> Files.exists(file) && Files.size(file) > 0);
    }

    await()
        .atMost(NOTICED)
        .untilAsserted(() -> assertThat(Files.readString(file)).contains("\ngone "));
  }

  @Test
  void aLocalPoolShouldNotStandBetweenAProgramAndManagersElsewhere() throws Exception {
    startHost();
    manager.close();
    try (Pool local = Pool.builder().processes(1).open();
        Manager later = Manager.connect(broker())) {
      Queue<Integer> queue = pool.apply(SyncTasks::ownQueue, broker());

      assertThat(queue.get(SOON)).isEqualTo(7);
      queue.put(1);
      assertThat(local.apply(SyncTasks::getAll, queue)).isEqualTo(1);
      assertThat(later.id()).isNotEqualTo(manager.id());
    }
  }

  final Pool pool() {
    return pool;
  }

  final Manager manager() {
    return manager;
  }

  final void host() throws Exception {
    startHost();
  }

  final Path folder() {
    return folder;
  }
}
