package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CallbacksTest {

  private final Callbacks callbacks = new Callbacks();
  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void runInOrderOnOneThread() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      callbacks.run(
          () -> {
            threads.add(Thread.currentThread());
            seen.add(number);
          });
    }

    callbacks.finish();

    assertThat(seen).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void oneThatThrowsHarmsNoOther() throws Exception {
    callbacks.run(
        () -> {
          throw new IllegalStateException("expected in the log: unchecked");
        });
    callbacks.run(
        () -> {
          throw new AssertionError("expected in the log: error");
        });
    callbacks.run(() -> sneak(new Exception("expected in the log: checked")));
    callbacks.run(() -> seen.add(Thread.currentThread().getName()));

    callbacks.finish();

    assertThat(seen).containsExactly("warren-callbacks");
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void finishingWaitsForThoseThatCallbacksAdd() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    callbacks.run(
        () -> {
          Threads.awaitQuietly(go);
          seen.add("first");
          callbacks.run(() -> seen.add("second"));
        });
    Threads.Running<Boolean> finishing =
        Threads.start(
                () -> {
                  callbacks.finish();
                  return true;
                })
            .untilItWaits();
    assertThat(finishing.result()).isNotDone();

    go.countDown();

    assertThat(finishing.result().get()).isTrue();
    assertThat(seen).containsExactly("first", "second");
  }

  @Test
  void thoseThatComeAfterTheEndRunOnTheirCallersThread() throws Exception {
    callbacks.finish();

    callbacks.run(() -> seen.add(Thread.currentThread()));

    assertThat(seen).containsExactly(Thread.currentThread());
  }

  @Test
  void knowsItsThread() throws Exception {
    callbacks.run(() -> seen.add(callbacks.isCurrentThread()));
    callbacks.finish();

    assertThat(seen).containsExactly(true);
    assertThat(callbacks.isCurrentThread()).isFalse();
  }

  @Test
  void whatComesAtTheEndWaitsForTheOneThatRuns() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    callbacks.run(
        () -> {
          running.countDown();
          Threads.awaitQuietly(release);
          seen.add("slow");
        });
    running.await();
    Threads.Running<String> finish =
        Threads.start(
                () -> {
                  callbacks.finish();
                  return "finished";
                })
            .untilItWaits();

    Threads.Running<String> late =
        Threads.start(
                () -> {
                  callbacks.run(() -> seen.add("late"));
                  return "ran";
                })
            .untilItWaits();
    release.countDown();

    assertThat(finish.result()).succeedsWithin(Duration.ofSeconds(5));
    assertThat(late.result()).succeedsWithin(Duration.ofSeconds(5));
    assertThat(seen).containsExactly("slow", "late");
  }
}
