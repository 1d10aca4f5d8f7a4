package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Terms;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class HandleTest {

  private static final Duration HUGE = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  private final Callbacks callbacks = new Callbacks();
  private final Handle<String> handle = new Handle<>(callbacks);
  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

  private void succeed(String value) {
    handle.complete(Conclusion.succeeded(value));
  }

  private void fail(String message) {
    handle.complete(Conclusion.failed(new IllegalStateException(message)));
  }

  @Test
  void waitsForItsResult() throws Exception {
    Threads.Running<String> one = Threads.start(handle::get).untilItWaits();
    Threads.Running<String> two = Threads.start(() -> handle.get(HUGE)).untilItWaits();
    assertThat(one.result()).isNotDone();
    assertThat(two.result()).isNotDone();

    succeed("value");

    assertThat(one.result().get()).isEqualTo("value");
    assertThat(two.result().get()).isEqualTo("value");
    assertThat(handle.get()).isEqualTo("value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT-9223372036854775808S", "PT0.001S"})
  void aTimeOfZeroOrLessOnlyLooks(String timeout) throws Exception {
    Duration duration = Duration.parse(timeout);
    assertThat(handle.waitFor(duration)).isFalse();
    assertThatThrownBy(() -> handle.get(duration))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("the task goes on");

    succeed(null);

    assertThat(handle.waitFor(duration)).isTrue();
    assertThat(handle.get(duration)).isNull();
  }

  @Test
  void turnsAnyDurationIntoNanoseconds() {
    assertThat(Handle.nanos(Duration.ofNanos(5))).isEqualTo(5);
    assertThat(Handle.nanos(HUGE)).isEqualTo(Long.MAX_VALUE);
    assertThat(Handle.nanos(Duration.ofSeconds(Long.MIN_VALUE))).isLessThanOrEqualTo(0);
  }

  @Test
  void countsOnlyItsFirstCompletion() {
    fail("first");
    succeed("second");

    assertThatThrownBy(handle::get).hasMessage("first");
    assertThat(handle.isSuccessful()).isFalse();
  }

  @Test
  void saysWhetherItIsReadyAndSuccessful() {
    assertThat(handle.isReady()).isFalse();
    assertThatThrownBy(handle::isSuccessful).isInstanceOf(IllegalStateException.class);

    succeed("value");

    assertThat(handle.isReady()).isTrue();
    assertThat(handle.isSuccessful()).isTrue();
  }

  @Test
  void anInterruptEndsTheWaitAndNotTheTask() throws Exception {
    Threads.Running<Boolean> waiting =
        Threads.start(
                () -> {
                  assertThatThrownBy(handle::get).isInstanceOf(PoolInterruptedException.class);
                  return Thread.currentThread().isInterrupted();
                })
            .untilItWaits();

    waiting.thread().interrupt();

    assertThat(waiting.result().get()).isTrue();
    assertThat(handle.isReady()).isFalse();
  }

  @Test
  void anInterruptedThreadStillGetsWhatIsThere() {
    succeed("value");
    Thread.currentThread().interrupt();

    assertThat(handle.get()).isEqualTo("value");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void callbacksRunInTheOrderTheyWereAdded() throws Exception {
    handle.onSuccess(value -> seen.add("1 " + value)).onFailure(e -> seen.add("never"));
    handle.onSuccess(value -> seen.add("2 " + value));

    succeed("value");
    handle.onSuccess(value -> seen.add("3 " + value));
    callbacks.finish();

    assertThat(seen).containsExactly("1 value", "2 value", "3 value");
  }

  @Test
  void failureCallbacksGetWhatGetThrows() throws Exception {
    handle.onFailure(seen::add).onSuccess(value -> seen.add("never"));

    fail("over");
    handle.onFailure(seen::add);
    callbacks.finish();

    assertThat(seen).hasSize(2);
    assertThat((Throwable) seen.get(0)).hasMessage("over");
  }

  @Test
  void aCallbackThatThrowsKeepsNobodyFromTheResult() throws Exception {
    handle.onSuccess(
        value -> {
          throw new IllegalStateException("expected in the log");
        });
    CompletableFuture<String> future = handle.toCompletableFuture();

    succeed("value");

    assertThat(future.get()).isEqualTo("value");
    assertThat(handle.get()).isEqualTo("value");
  }

  @Test
  void futuresEndAsTheHandleDoes() throws Exception {
    CompletableFuture<String> before = handle.toCompletableFuture();
    before.cancel(true);
    CompletableFuture<String> other = handle.toCompletableFuture();

    fail("over");

    assertThatThrownBy(other::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("over");
    assertThat(before).isCancelled();
    assertThatThrownBy(handle.toCompletableFuture()::get).hasRootCauseMessage("over");
  }

  @Test
  void everyListenerHearsOnceThoughItComesWhileTheHandleIsCompleted() throws Exception {
    for (int round = 0; round < 500; round++) {
      Handle<String> fresh = new Handle<>(callbacks);
      CountDownLatch heard = new CountDownLatch(2);
      Threads.Running<Boolean> adding =
          Threads.start(
              () -> {
                fresh.whenDone(how -> heard.countDown());
                fresh.whenDone(how -> heard.countDown());
                return fresh.waitFor(HUGE);
              });

      fresh.complete(Conclusion.succeeded("x"));

      assertThat(adding.result().get()).isTrue();
      heard.await();
    }
  }

  @Test
  void cancellingEndsItAtOnceAndOnce() throws Exception {
    List<Boolean> forced = new ArrayList<>();
    handle.onCancel(forced::add);
    List<Throwable> heard = new CopyOnWriteArrayList<>();
    handle.onFailure(heard::add);
    assertThat(handle.isCancelled()).isFalse();

    assertThat(handle.cancel(true)).isTrue();
    assertThat(handle.cancel(false)).isFalse();
    handle.complete(Conclusion.succeeded("late"));

    assertThat(forced).containsExactly(true);
    assertThat(handle.isCancelled()).isTrue();
    assertThat(handle.isReady()).isTrue();
    assertThat(handle.isSuccessful()).isFalse();
    assertThatThrownBy(handle::get).isInstanceOf(CancellationException.class);
    assertThat(handle.toCompletableFuture().isCancelled()).isTrue();
    assertThat(handle.awaitNeverRan(0)).isTrue();
    callbacks.finish();
    assertThat(heard).singleElement().isInstanceOf(CancellationException.class);
  }

  @Test
  void whatHasAnOutcomeCannotBeCancelled() {
    handle.onCancel(
        force -> {
          throw new AssertionError("nothing to cancel");
        });
    handle.complete(Conclusion.succeeded("done"));

    assertThat(handle.cancel(true)).isFalse();
    assertThat(handle.isCancelled()).isFalse();
    assertThat(handle.get()).isEqualTo("done");
  }

  @Test
  void aTasksOwnCancellationExceptionIsAFailure() {
    handle.complete(Conclusion.failed(new CancellationException("my own")));

    assertThat(handle.isCancelled()).isFalse();
    assertThatThrownBy(handle::get).hasMessage("my own");
  }

  @Test
  void onceItIsSentItsHostSaysWhetherItRan() throws Exception {
    assertThat(handle.taskId()).isEmpty();
    handle.joined(null, 17);
    assertThat(handle.taskId()).hasValue(17);
    assertThat(handle.index()).isEqualTo(-1);

    handle.cancel(false);
    assertThat(handle.awaitNeverRan(1_000)).isFalse();
    handle.settled(true);
    handle.settled(false);

    assertThat(handle.awaitNeverRan(0)).isTrue();
  }

  private WeakReference<Flight> board(Consumer<Flight> then) {
    Draft draft = new Draft(FakeWorkers.TASK, 17);
    draft.add(handle, 1);
    Flight flight = draft.toFlight(7, Terms.ofDefaults());
    flight.board();
    assertThat(handle.flight()).containsSame(flight);
    then.accept(flight);
    return new WeakReference<>(flight);
  }

  private static void awaitGone(WeakReference<Flight> flight) {
    Threads.until(
        () -> {
          System.gc();
          return flight.refersTo(null);
        });
  }

  @Test
  void aResultKeepsNothingOfItsBatch() {
    WeakReference<Flight> flight = board(it -> it.take(17).complete(Conclusion.succeeded("value")));

    awaitGone(flight);
    assertThat(handle.get()).isEqualTo("value");
    assertThat(handle.taskId()).hasValue(17);
  }

  @Test
  void whatIsCancelledKeepsNothingOfItsBatchOnceItsHostHasAnswered() {
    handle.onCancel(kill -> handle.flight().orElseThrow().cancel(17, kill));
    WeakReference<Flight> flight =
        board(
            it -> {
              handle.cancel(true);
              it.take(17).complete(Conclusion.CANCELLED);
            });

    awaitGone(flight);
    assertThat(handle.isCancelled()).isTrue();
  }

  @Test
  void anOutcomeThatCrossesTheCancelSettlesWhetherItRan() throws Exception {
    board(
        it -> {
          Pending call = it.take(17);
          handle.cancel(true);
          call.complete(Conclusion.succeeded("late"));
        });

    assertThat(handle.awaitNeverRan(0)).isFalse();
    handle.settled(true);
    assertThat(handle.awaitNeverRan(0)).isFalse();
  }
}
