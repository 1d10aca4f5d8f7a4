package dev.warren.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.ArgumentCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.TypeRef;
import dev.warren.codec.UndecodableException;
import dev.warren.codec.UnencodableException;
import dev.warren.codec.ValueCodec;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The methods and exceptions of each kind of handle, in one process. */
@Timeout(30)
@SuppressWarnings("try") // What is held is there to be closed.
class HandlesTest {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration SHORT = Duration.ofMillis(30);

  private final Manager manager = Manager.create();

  @AfterEach
  void close() {
    manager.close();
  }

  record Point(int x, long y) {}

  static void takes(
      Queue<Long> queue, Queue<List<Point>> lists, SharedDict<String, Long> dict, Lock lock) {}

  private static Type[] parameters() {
    return Arrays.stream(HandlesTest.class.getDeclaredMethods())
        .filter(each -> each.getName().equals("takes"))
        .findFirst()
        .orElseThrow()
        .getGenericParameterTypes();
  }

  @Test
  void aQueueShouldKeepValuesAndTypes() throws Exception {
    Queue<List<Point>> queue = manager.queue(new TypeRef<List<Point>>() {});
    queue.put(List.of(new Point(1, 1L << 40)));
    queue.put(null);

    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.get()).containsExactly(new Point(1, 1L << 40));
    assertThat(queue.get(NONE)).isNull();
    assertThat(queue.isEmpty()).isTrue();
    assertThatExceptionOfType(QueueEmptyException.class).isThrownBy(() -> queue.get(NONE));
    assertThatExceptionOfType(QueueEmptyException.class).isThrownBy(() -> queue.get(SHORT));
    assertThatExceptionOfType(QueueEmptyException.class).isThrownBy(() -> queue.getMany(3, NONE));
  }

  @Test
  void aBoundShouldHold() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class, 1);
    assertThat(queue.isFull()).isFalse();
    queue.put(1);

    assertThat(queue.isFull()).isTrue();
    assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> queue.put(2, NONE));
    assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> queue.put(2, SHORT));
    assertThat(queue.get()).isEqualTo(1);
    queue.put(3, NONE);
    assertThat(manager.queue(int.class).isFull()).as("without a bound").isFalse();
  }

  @Test
  void manyItemsShouldGoTogether() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class);
    List<Integer> all = IntStream.range(0, 100_000).boxed().toList();
    queue.putAll(all);

    List<Integer> back = new ArrayList<>();
    while (back.size() < all.size()) {
      back.addAll(queue.getMany(30_000));
    }
    assertThat(back).isEqualTo(all);
  }

  @Test
  void aClosedQueueShouldRefuse() {
    Queue<Integer> queue = manager.queue(Integer.class);
    queue.close();
    queue.close();

    assertThatIllegalStateException().isThrownBy(() -> queue.put(1));
    assertThatIllegalStateException().isThrownBy(() -> queue.put(1, NONE));
    assertThatIllegalStateException().isThrownBy(() -> queue.putAll(List.of(1)));
    assertThatIllegalStateException().isThrownBy(queue::get);
    assertThatIllegalStateException().isThrownBy(() -> queue.get(NONE));
    assertThatIllegalStateException().isThrownBy(() -> queue.getMany(1));
    assertThatIllegalStateException().isThrownBy(() -> queue.getMany(1, NONE));
  }

  @Test
  void whatMakesNoSenseShouldBeRefused() {
    Duration negative = Duration.ofMillis(-1);
    Queue<Integer> queue = manager.queue(Integer.class);

    assertThatIllegalArgumentException().isThrownBy(() -> queue.get(negative));
    assertThatIllegalArgumentException().isThrownBy(() -> queue.put(1, negative));
    assertThatIllegalArgumentException().isThrownBy(() -> queue.getMany(0));
    assertThatIllegalArgumentException().isThrownBy(() -> manager.queue(Integer.class, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> manager.semaphore(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> manager.barrier(0));
    assertThatIllegalArgumentException().isThrownBy(() -> manager.lock().acquire(negative));
    assertThatIllegalArgumentException().isThrownBy(() -> manager.condition().signal(0));
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> manager.queue(Object.class).put(Thread.currentThread()));
    try (Manager other = Manager.create()) {
      assertThatIllegalArgumentException().isThrownBy(() -> manager.condition(other.rlock()));
    }
  }

  @Test
  void joinShouldWaitForTaskDone() throws Exception {
    JoinableQueue<String> queue = manager.joinableQueue(String.class);
    queue.put("x");
    assertThat(queue.join(SHORT)).isFalse();
    queue.get();
    assertThat(queue.join(NONE)).isFalse();
    queue.taskDone();

    queue.join();
    assertThat(queue.join(NONE)).isTrue();
    assertThatIllegalStateException().isThrownBy(queue::taskDone).withMessageContaining("taskDone");
  }

  @Test
  void aPipeShouldEnd() throws Exception {
    Pipe<String> pipe = manager.pipe(String.class);
    pipe.first().send("hello");
    assertThat(pipe.second().poll()).isTrue();
    assertThat(pipe.second().receive()).isEqualTo("hello");
    assertThat(pipe.second().poll(SHORT)).isFalse();
    pipe.second().send("back");
    pipe.second().close();
    pipe.second().close();

    assertThat(pipe.first().receive()).isEqualTo("back");
    assertThatExceptionOfType(PipeEndedException.class).isThrownBy(pipe.first()::receive);
    assertThatExceptionOfType(PipeEndedException.class).isThrownBy(() -> pipe.first().send("?"));
    assertThatIllegalStateException().isThrownBy(pipe.second()::receive);
    assertThatIllegalStateException().isThrownBy(() -> pipe.second().send("?"));
  }

  @Test
  void aPipeInOneDirectionShouldGoThatWayOnly() throws Exception {
    Pipe<Integer> pipe = manager.simplexPipe(Integer.class);
    pipe.second().send(1);

    assertThat(pipe.first().receive()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(() -> pipe.first().send(1));
    assertThatIllegalStateException().isThrownBy(pipe.second()::receive);
    assertThatIllegalStateException().isThrownBy(pipe.second()::poll);
  }

  @Test
  void locksShouldBeHeldAndReleased() throws Exception {
    Lock lock = manager.lock();
    try (Held held = lock.hold()) {
      assertThat(lock.isLocked()).isTrue();
      assertThat(lock.acquire(NONE)).as("not even by its holder").isFalse();
      held.close();
      assertThat(lock.isLocked()).isFalse();
    }
    assertThatIllegalStateException().isThrownBy(lock::release).withMessageContaining("more often");

    RLock rlock = manager.rlock();
    assertThat(rlock.isLocked()).isFalse();
    try (Held outer = rlock.hold();
        Held inner = rlock.hold()) {
      assertThat(CompletableFuture.supplyAsync(() -> tryAcquire(rlock)).get()).isFalse();
      assertThat(rlock.isLocked()).isTrue();
      assertThat(inner).isNotSameAs(outer);
    }
    assertThat(CompletableFuture.supplyAsync(() -> tryAcquire(rlock)).get()).isTrue();
    assertThatIllegalStateException().isThrownBy(rlock::release).withMessageContaining("thread");
  }

  private static boolean tryAcquire(RLock lock) {
    try {
      return lock.acquire(NONE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void semaphoresShouldCount() throws Exception {
    Semaphore semaphore = manager.semaphore(1);
    semaphore.acquire();
    assertThat(semaphore.acquire(SHORT)).isFalse();
    semaphore.release();
    semaphore.release();
    assertThat(semaphore.permits()).isEqualTo(2);

    BoundedSemaphore bounded = manager.boundedSemaphore(1);
    bounded.acquire();
    bounded.release();
    assertThatIllegalStateException().isThrownBy(bounded::release);
  }

  @Test
  void anEventShouldWakeThoseWhoWait() throws Exception {
    Event event = manager.event();
    assertThat(event.isSet()).isFalse();
    assertThat(event.await(SHORT)).isFalse();
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> awaitQuietly(event));
    event.set();

    waiting.get(10, TimeUnit.SECONDS);
    event.await();
    assertThat(event.await(NONE)).isTrue();
    event.clear();
    assertThat(event.isSet()).isFalse();
  }

  private static void awaitQuietly(Event event) {
    try {
      event.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aConditionShouldBeWaitedForUnderItsLock() throws Exception {
    Condition condition = manager.condition();
    assertThatIllegalStateException()
        .isThrownBy(() -> condition.await(NONE))
        .withMessageContaining("acquire");
    assertThatIllegalStateException().isThrownBy(condition::signal);
    SharedValue<Integer> stock = manager.value(int.class, 0);
    CompletableFuture<Integer> taken =
        CompletableFuture.supplyAsync(
            () -> {
              try (Held held = condition.hold()) {
                condition.awaitUntil(() -> stock.get() > 0);
                return stock.update(left -> left - 1);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    try (Held held = condition.hold()) {
      stock.set(5);
      condition.signalAll();
    }

    assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(4);
    try (Held held = condition.hold()) {
      assertThat(condition.awaitUntil(() -> stock.get() > 4, SHORT)).isFalse();
      assertThat(condition.await(SHORT)).isFalse();
    }
  }

  @Test
  void conditionsShouldShareALock() throws Exception {
    RLock lock = manager.rlock();
    Condition condition = manager.condition(lock);
    try (Held held = lock.hold()) {
      condition.signal(2);
    }
  }

  @Test
  void aBarrierShouldTellItsPartiesApart() throws Exception {
    Barrier barrier = manager.barrier(2);
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return barrier.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    int own = barrier.await();

    assertThat(List.of(own, other.get(10, TimeUnit.SECONDS))).containsExactlyInAnyOrder(0, 1);
    assertThat(barrier.parties()).isEqualTo(2);
    assertThat(barrier.waiting()).isZero();
    assertThatExceptionOfType(BarrierBrokenException.class).isThrownBy(() -> barrier.await(SHORT));
    assertThat(barrier.isBroken()).isTrue();
    assertThatExceptionOfType(BarrierBrokenException.class).isThrownBy(barrier::await);
    barrier.reset();
    assertThat(barrier.isBroken()).isFalse();
    barrier.abort();
    assertThat(barrier.isBroken()).isTrue();
  }

  @Test
  void aDictShouldBeUsedLikeOne() {
    SharedDict<String, Long> dict = manager.dict(String.class, Long.class);
    assertThat(dict.put("a", 1L)).isNull();
    assertThat(dict.put("a", 2L)).isEqualTo(1L);
    dict.putAll(Map.of("b", 3L));

    assertThat(dict.get("a")).isEqualTo(2L);
    assertThat(dict.get("none")).isNull();
    assertThat(dict.getOrDefault("none", 7L)).isEqualTo(7L);
    assertThat(dict.containsKey("b")).isTrue();
    assertThat(dict.putIfAbsent("b", 9L)).isFalse();
    assertThat(dict.putIfAbsent("c", 9L)).isTrue();
    assertThat(dict.update("c", old -> old + 1)).isEqualTo(10L);
    assertThat(dict.update("d", old -> old == null ? 1L : -1L)).isEqualTo(1L);
    assertThat(dict.update("d", old -> null)).isNull();
    assertThat(dict.remove("b")).isEqualTo(3L);
    assertThat(dict.toMap()).containsExactly(Map.entry("a", 2L), Map.entry("c", 10L));
    assertThat(dict.keys()).containsExactly("a", "c");
    dict.clear();
    assertThat(dict.size()).isZero();
  }

  @Test
  void aListShouldBeUsedLikeOne() {
    SharedList<Point> list = manager.list(Point.class);
    list.add(new Point(0, 0));
    list.addAll(List.of(new Point(1, 1), new Point(2, 2)));
    list.insert(0, new Point(9, 9));

    assertThat(list.get(0)).isEqualTo(new Point(9, 9));
    assertThat(list.set(0, new Point(8, 8))).isEqualTo(new Point(9, 9));
    assertThat(list.update(0, old -> new Point(old.x() + 1, 0))).isEqualTo(new Point(9, 0));
    assertThat(list.remove(1)).isEqualTo(new Point(0, 0));
    assertThat(list.toList())
        .containsExactly(new Point(9, 0), new Point(1, 1), new Point(2, 2))
        .hasSize(list.size());
    assertThatThrownBy(() -> list.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.remove(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    list.clear();
    assertThat(list.size()).isZero();
  }

  @Test
  void updatesShouldNotGetLost() throws Exception {
    SharedValue<Integer> value = manager.value(Integer.class, 0);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> IntStream.range(0, 500).forEach(each -> value.update(old -> old + 1))));
    }
    for (CompletableFuture<Void> each : all) {
      each.get(20, TimeUnit.SECONDS);
    }
    assertThat(value.get()).isEqualTo(2_000);
  }

  @Test
  void handlesShouldTravelWithTheirTypes() throws Exception {
    Queue<Long> queue = manager.queue(Long.class);
    Queue<List<Point>> lists = manager.queue(new TypeRef<List<Point>>() {});
    SharedDict<String, Long> dict = manager.dict(String.class, Long.class);
    Lock lock = manager.lock();
    ArgumentCodec codec = new ArgumentCodec(List.of(parameters()));

    byte[] json = CallWriter.encode(codec, new Object[] {queue, lists, dict, lock});
    Object[] back = codec.read(json, 0, json.length);

    assertThat(back).containsExactly(queue, lists, dict, lock);
    queue.put(5L);
    assertThat(((Queue<?>) back[0]).get()).isEqualTo(5L);
    lists.put(List.of(new Point(1, 2)));
    assertThat(((Queue<?>) back[1]).get()).isEqualTo(List.of(new Point(1, 2)));
    dict.put("k", 6L);
    assertThat(((SharedDict<?, ?>) back[2]).toMap().get("k")).isEqualTo(6L);
  }

  @Test
  void whereNoTypeIsDeclaredSimpleOnesShouldDo() throws Exception {
    Queue<Long> queue = manager.queue(Long.class);
    ValueCodec erased = ValueCodec.of(Queue.class);

    Queue<?> back = (Queue<?>) erased.read(erased.write(queue));
    queue.put(5L);

    assertThat(back.get()).isEqualTo(5L);
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> erased.write(manager.queue(Point.class)))
        .withMessageContaining("Point")
        .withMessageContaining("signature");
  }

  @Test
  void aHandleShouldNotBeReadAsSomethingElse() {
    byte[] text = ValueCodec.of(parameters()[0]).write(manager.queue(Long.class));

    assertThatExceptionOfType(UndecodableException.class)
        .isThrownBy(() -> ValueCodec.of(parameters()[1]).read(text))
        .withMessageContaining("java.lang.Long");
    assertThatExceptionOfType(UndecodableException.class)
        .isThrownBy(() -> ValueCodec.of(Lock.class).read(text))
        .withMessageContaining("is no dev.warren.sync.Lock");
    String other = new String(text, StandardCharsets.UTF_8).replace("\"queue\"", "\"cue\"");
    assertThatExceptionOfType(UndecodableException.class)
        .isThrownBy(
            () -> ValueCodec.of(parameters()[0]).read(other.getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("cue");
  }

  @Test
  void aClosedManagerShouldEndEveryCall() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class);
    Lock lock = manager.lock();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                begun.countDown();
                return queue.get();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    manager.close();
    manager.close();

    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ManagerGoneException.class);
    assertThatExceptionOfType(ManagerGoneException.class)
        .isThrownBy(lock::acquire)
        .satisfies(e -> assertThat(e.manager()).isEqualTo(manager.id()));
    assertThatExceptionOfType(ManagerGoneException.class).isThrownBy(queue::size);
    assertThatIllegalStateException().isThrownBy(manager::lock).withMessageContaining("closed");
  }

  @Test
  void anInterruptShouldEndAWaitAndLoseNothing() throws Exception {
    Queue<Integer> queue = manager.queue(Integer.class);
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                queue.get();
                end.complete(null);
              } catch (InterruptedException | RuntimeException e) {
                end.complete(e);
              }
            });
    waiter.start();
    waiter.interrupt();

    assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    queue.put(1);
    assertThat(queue.get(NONE)).isEqualTo(1);
  }

  @Test
  void anInterruptedThreadShouldStillRelease() throws Exception {
    Lock lock = manager.lock();
    lock.acquire();
    Thread.currentThread().interrupt();

    lock.release();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(lock.isLocked()).isFalse();
  }
}
