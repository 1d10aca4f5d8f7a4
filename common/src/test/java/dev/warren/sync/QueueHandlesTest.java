package dev.warren.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.warren.codec.TypeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queues and pipes: what their methods do and throw, in one process. */
@Timeout(30)
class QueueHandlesTest {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration SHORT = Duration.ofMillis(30);

  private final Manager manager = Manager.create();

  @AfterEach
  void close() {
    manager.close();
  }

  record Point(int x, long y) {}

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
}
