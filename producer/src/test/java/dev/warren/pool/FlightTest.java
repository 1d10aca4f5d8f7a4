package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.CallWriter;
import dev.warren.codec.ValueCodec;
import dev.warren.task.Batch;
import dev.warren.task.TaskName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FlightTest {

  private static final TaskRef TASK =
      new TaskRef(
          TaskName.parse("a.B::c"), CallWriter.encode("captured"), ValueCodec.of(Object.class));

  private final List<Recorder> calls = new ArrayList<>();

  private Flight flight(int size) {
    Draft draft = new Draft(TASK, 100);
    for (int i = 0; i < size; i++) {
      calls.add(new Recorder());
      draft.add(calls.get(i), i);
    }
    return draft.toFlight(7, 3);
  }

  @Test
  void givesEachCallAwayOnce() {
    Flight flight = flight(2);

    assertThat(flight.take(101)).isSameAs(calls.get(1));
    assertThat(flight.take(101)).isNull();
    assertThat(flight.isDone()).isFalse();
    assertThat(flight.take(100)).isSameAs(calls.get(0));
    assertThat(flight.isDone()).isTrue();
  }

  @Test
  void knowsOnlyItsOwnCalls() {
    Flight flight = flight(2);

    assertThat(Stream.of(99L, 102L, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 100L + (1L << 32)))
        .allMatch(id -> flight.take(id) == null);
    assertThat(flight.isDone()).isFalse();
  }

  @Test
  void messageHoldsTheCallsWithoutAnOutcome() {
    Flight flight = flight(3);
    assertThat(FakeWorkers.arguments(flight)).containsExactly(0, 1, 2);

    flight.take(101);

    Batch rest = FakeWorkers.batch(flight);
    assertThat(rest.id()).isEqualTo(7);
    assertThat(rest.crashAttempts()).isEqualTo(3);
    assertThat(rest.captured()).isEqualTo(TASK.captured());
    assertThat(rest.taskId(0)).isEqualTo(100);
    assertThat(rest.taskId(1)).isEqualTo(102);
    assertThat(FakeWorkers.arguments(flight)).containsExactly(0, 2);
  }

  @Test
  void messageIsEmptyWhenNothingIsLeft() {
    Flight flight = flight(1);
    flight.take(100);

    assertThat(flight.message()).isEmpty();
  }

  @Test
  void failureEndsWhatHasNoOutcome() {
    Flight flight = flight(3);
    flight.take(100).complete(Conclusion.succeeded("done"));

    flight.fail(new IllegalStateException("over"));
    flight.fail(new IllegalStateException("again"));

    assertThat(calls.get(0).get()).isEqualTo("done");
    assertThatThrownBy(() -> calls.get(1).get()).hasMessage("over");
    assertThatThrownBy(() -> calls.get(2).get()).hasMessage("over");
    assertThat(flight.isDone()).isTrue();
  }

  @Test
  void completesEachCallOnceWhoeverComesFirst() throws Exception {
    Flight flight = flight(5_000);
    CountDownLatch start = new CountDownLatch(1);
    Runnable outcomes =
        () -> {
          for (long id = 100; id < 5_100; id++) {
            Pending call = flight.take(id);
            if (call != null) {
              call.complete(Conclusion.succeeded(id));
            }
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (Runnable each :
        List.of(outcomes, outcomes, () -> flight.fail(new IllegalStateException()))) {
      Thread thread =
          new Thread(
              () -> {
                Threads.awaitQuietly(start);
                each.run();
              });
      threads.add(thread);
      thread.start();
    }

    start.countDown();
    for (Thread each : threads) {
      each.join();
    }

    assertThat(calls).allMatch(call -> call.completions() == 1);
    assertThat(flight.isDone()).isTrue();
  }
}
