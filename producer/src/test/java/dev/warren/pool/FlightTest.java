package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.CallWriter;
import dev.warren.codec.ValueCodec;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Batch;
import dev.warren.task.HostOrder;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
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
          TaskName.parse("a.B::c"),
          CallWriter.encode("captured"),
          null,
          ValueCodec.of(Object.class));

  private final List<Recorder> calls = new ArrayList<>();

  private Flight flight(int size) {
    Draft draft = new Draft(TASK, 100);
    for (int i = 0; i < size; i++) {
      calls.add(new Recorder());
      draft.add(calls.get(i), i);
    }
    return draft.toFlight(7, Terms.ofDefaults());
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
    assertThat(rest.terms()).isEqualTo(Terms.ofDefaults());
    assertThat(rest.captured()).isEqualTo(TASK.captured());
    assertThat(rest.taskId(0)).isEqualTo(100);
    assertThat(rest.taskId(1)).isEqualTo(102);
    assertThat(FakeWorkers.arguments(flight)).containsExactly(0, 2);
  }

  /** The dispatcher and whoever sends what is unfinished may have it at the same time. */
  @Test
  void isSentByItselfOnceOnEachConnection() {
    Flight flight = flight(1);

    assertThat(flight.isNewOn(1)).isTrue();
    assertThat(flight.isNewOn(1)).isFalse();
    assertThat(flight.wasSent()).isFalse();
    flight.message();
    assertThat(flight.wasSent()).isTrue();
    assertThat(flight.isNewOn(3)).isTrue();
    assertThat(flight.isNewOn(2)).isFalse();
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

  /** A call that notes down what becomes of its cancelling. */
  private static final class Cancellable implements Pending {
    private boolean cancelled;
    private final List<Boolean> neverRan = new ArrayList<>();
    private Flight joined;

    @Override
    public void complete(Conclusion conclusion) {
      throw new AssertionError("a cancelled call gets no outcome");
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public long index() {
      return 5;
    }

    @Override
    public void joined(Flight flight, long taskId) {
      joined = flight;
    }

    @Override
    public void settled(boolean certainly) {
      neverRan.add(certainly);
    }
  }

  private Flight flightOf(Pending... pending) {
    Draft draft = new Draft(TASK, 100);
    for (Pending each : pending) {
      draft.add(each, 1);
    }
    Flight flight = draft.toFlight(7, Terms.ofDefaults().withLive(true));
    flight.board();
    return flight;
  }

  @Test
  void aCancelledCallStaysUntilItsHostHasAnswered() {
    Cancellable call = new Cancellable();
    Flight flight = flightOf(call, new Recorder());
    assertThat(call.joined).isSameAs(flight);
    assertThat(FakeWorkers.batch(flight).terms().live()).isTrue();

    assertThat(flight.cancel(100, true)).isTrue();
    assertThat(flight.cancel(100, true)).isFalse();
    assertThat(flight.cancel(99, true)).isFalse();
    flight.cancel(101, false);

    assertThat(flight.order()).isEqualTo(new HostOrder(List.of(100L), List.of(101L), 0));
    assertThat(flight.index(100)).isEqualTo(5);
    assertThat(flight.index(101)).isEqualTo(-1);
    assertThat(flight.isDone()).isFalse();
    flight.take(100).complete(Conclusion.of(new Outcome.Cancelled(100, true), null, null, null));
    assertThat(call.neverRan).containsExactly(false);
    flight.take(101).complete(Conclusion.NEVER_RAN);
    assertThat(flight.isDone()).isTrue();
    assertThat(flight.order().isEmpty()).isTrue();
    assertThat(flight.index(100)).isEqualTo(-1);
  }

  @Test
  void whatIsCancelledOnItsWayIsNotSent() {
    Cancellable call = new Cancellable();
    call.cancelled = true;
    Flight flight = flightOf(call, new Recorder());

    assertThat(FakeWorkers.batch(flight).taskId(0)).isEqualTo(101);
    assertThat(call.neverRan).containsExactly(true);
    flight.take(101);
    assertThat(flight.isDone()).isTrue();
  }

  @Test
  void whatWasSentAndCancelledIsNotSentAgain() {
    Cancellable call = new Cancellable();
    Flight flight = flightOf(call);
    flight.message();
    flight.cancel(100, false);

    assertThat(flight.message()).isEmpty();
    assertThat(call.neverRan).containsExactly(false);
    assertThat(flight.isDone()).isTrue();
  }

  @Test
  void knowsTheHostsThatHaveHadItSinceItWasSent() {
    Flight flight = flightOf(new Cancellable());
    assertThat(flight.host()).isEmpty();
    assertThat(flight.foundAt("a")).isTrue();
    assertThat(flight.foundAt("a")).isFalse();
    assertThat(flight.foundAt("b")).isTrue();
    assertThat(flight.foundAt("a")).isFalse();
    assertThat(flight.foundAt("b")).isFalse();
    assertThat(flight.host()).isEqualTo("b");
    flight.message();
    assertThat(flight.host()).isEmpty();
    assertThat(flight.foundAt("a")).isTrue();
  }

  @Test
  void whatIsLeftOutWhenItIsSentAgainIsStillInItsOrders() {
    Flight flight = flightOf(new Cancellable(), new Cancellable(), new Recorder());
    flight.message();
    flight.cancel(100, true);
    flight.cancel(101, false);

    flight.message();

    assertThat(flight.order()).isEqualTo(new HostOrder(List.of(100L), List.of(101L), 0));
    assertThat(flight.take(100)).isNull();
    assertThat(flight.order()).isEqualTo(new HostOrder(List.of(), List.of(101L), 0));
    assertThat(flight.isDone()).isFalse();
    flight.take(102);
    assertThat(flight.isDone()).isTrue();
  }

  @Test
  void callsThatSayTheyAreCancelledAreDroppedTogether() {
    Cancellable one = new Cancellable();
    Cancellable two = new Cancellable();
    Flight flight = flightOf(one, new Recorder(), two);
    assertThat(flight.dropCancelled(true)).isFalse();
    one.cancelled = true;
    two.cancelled = true;

    assertThat(flight.dropCancelled(true)).isTrue();
    assertThat(flight.dropCancelled(true)).isFalse();
    assertThat(flight.order().kill()).containsExactly(100L, 102L);
  }

  @Test
  void whatWasSentAgainMayBeOnMoreThanOneHost() {
    Flight flight = flightOf(new Cancellable());
    flight.message();
    flight.foundAt("a");
    assertThat(flight.host()).isEqualTo("a");

    flight.message();
    flight.foundAt("b");

    assertThat(flight.host()).isEmpty();
  }

  @Test
  void whatWasSentAgainIsNotCertainNeverToHaveRun() {
    Cancellable call = new Cancellable();
    Flight flight = flightOf(call);
    flight.message();
    flight.message();
    flight.cancel(100, true);

    flight.take(100).complete(Conclusion.NEVER_RAN);

    assertThat(call.neverRan).containsExactly(false);
  }
}
