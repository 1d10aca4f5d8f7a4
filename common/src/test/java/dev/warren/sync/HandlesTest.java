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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all kinds of handles have in common: how they travel, and when they refuse and end. */
@Timeout(30)
class HandlesTest {

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
}
