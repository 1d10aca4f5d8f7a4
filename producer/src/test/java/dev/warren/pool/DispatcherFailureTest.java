package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.CallWriter;
import dev.warren.task.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DispatcherFailureTest {

  private final RuntimeException over = new PoolTerminatedException("over", null);

  private final FakeWorkers workers = new FakeWorkers(1, 1_000_000);
  private final Dispatcher dispatcher = workers.dispatcher;

  private Recorder apply(Object argument) {
    Recorder call = new Recorder();
    dispatcher.apply(FakeWorkers.TASK, Terms.ofDefaults(), call, CallWriter.encode(argument));
    return call;
  }

  private MapLane<Object> lane(Handle<List<Object>> handle, int size) {
    List<Object> inputs = new ArrayList<>();
    IntStream.range(0, size).forEach(inputs::add);
    return new MapLane<>(
        FakeWorkers.TASK, Terms.ofDefaults(), 0, inputs, it -> new Object[] {it}, handle);
  }

  @Test
  void failureEndsWhatWaitsWhatIsOutAndWhatComesLater() throws Exception {
    Handle<List<Object>> map = new Handle<>(new Callbacks());
    Handle<List<Object>> late = new Handle<>(new Callbacks());
    Recorder out = apply("out");
    dispatcher.start();
    Flight flight = workers.next();
    dispatcher.add(lane(map, 100));
    ApplyLane open = dispatcher.openLane(FakeWorkers.TASK, Terms.ofDefaults(), 10);
    Recorder waiting = new Recorder();
    dispatcher.add(open, waiting, CallWriter.encode("waiting"));

    dispatcher.fail(over);
    dispatcher.fail(new IllegalStateException("a second time"));
    dispatcher.add(lane(late, 1));
    Recorder afterwards = new Recorder();
    dispatcher.add(open, afterwards, CallWriter.encode("x"));

    for (Recorder each : List.of(out, waiting, afterwards, apply("too late"))) {
      assertThatThrownBy(each::get).isSameAs(over);
    }
    assertThatThrownBy(map::get).isSameAs(over);
    assertThatThrownBy(late::get).isSameAs(over);
    workers.answer(flight);
    assertThat(out.completions()).isEqualTo(1);
    assertThat(dispatcher.flights()).isEmpty();
    dispatcher.awaitDone();
  }

  @Test
  void failureLetsThoseWhoWaitForRoomGo() throws Exception {
    FakeWorkers small = new FakeWorkers(1, 1);
    small.dispatcher.apply(
        FakeWorkers.TASK, Terms.ofDefaults(), new Recorder(), CallWriter.encode(1));
    Recorder second = new Recorder();
    Threads.Running<Boolean> submitting =
        Threads.start(
                () -> {
                  small.dispatcher.apply(
                      FakeWorkers.TASK, Terms.ofDefaults(), second, CallWriter.encode(2));
                  return true;
                })
            .untilItWaits();
    assertThat(submitting.result()).isNotDone();

    small.dispatcher.fail(over);

    assertThat(submitting.result().get()).isTrue();
    assertThatThrownBy(second::get).isSameAs(over);
  }

  @Test
  void aSenderThatThrowsFailsThePool() throws Exception {
    Dispatcher broken =
        new Dispatcher(
            flight -> {
              throw new IllegalStateException("no sender");
            },
            new BatchSizer(0),
            new SendBuffer(1_000_000),
            new Slots(1),
            false);
    Recorder call = new Recorder();
    broken.start();
    broken.apply(FakeWorkers.TASK, Terms.ofDefaults(), call, CallWriter.encode(1));

    broken.awaitDone();

    Threads.until(call::isDone);
    assertThatThrownBy(call::get)
        .isInstanceOf(PoolTerminatedException.class)
        .hasMessageContaining("no sender");
  }

  @Test
  void failureCompletesWhatIsBeingPutTogether() throws Exception {
    CountDownLatch filling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Handle<List<Object>> handle = new Handle<>(new Callbacks());
    dispatcher.add(
        new MapLane<>(
            FakeWorkers.TASK,
            Terms.ofDefaults(),
            1,
            new ArrayList<>(List.of("a", "b")),
            it -> {
              filling.countDown();
              Threads.awaitQuietly(go);
              return new Object[] {it};
            },
            handle));
    dispatcher.start();
    filling.await();
    Threads.Running<Boolean> failing =
        Threads.start(
            () -> {
              dispatcher.fail(over);
              return true;
            });

    go.countDown();

    assertThat(failing.result().get()).isTrue();
    assertThat(handle.waitFor(java.time.Duration.ofSeconds(5))).isTrue();
    assertThatThrownBy(handle::get).isSameAs(over);
  }

  @RepeatedTest(40)
  void completesEveryCallOnceWhateverHappensAtTheSameTime() throws Exception {
    List<Recorder> calls = Collections.synchronizedList(new ArrayList<>());
    List<Handle<List<Object>>> maps = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch begun = new CountDownLatch(30);
    List<Threads.Running<Boolean>> submitters = new ArrayList<>();
    workers.answering(2);
    dispatcher.start();
    for (int i = 0; i < 3; i++) {
      submitters.add(
          Threads.start(
              () -> {
                for (int round = 0; round < 100; round++) {
                  calls.add(apply(round));
                  Handle<List<Object>> map = new Handle<>(new Callbacks());
                  maps.add(map);
                  dispatcher.add(lane(map, 5));
                  begun.countDown();
                }
                return true;
              }));
    }

    begun.await();
    dispatcher.fail(over);

    for (Threads.Running<Boolean> each : submitters) {
      assertThat(each.result().get()).isTrue();
    }
    Threads.until(() -> calls.stream().allMatch(Recorder::isDone));
    Threads.until(() -> maps.stream().allMatch(Handle::isReady));
    assertThat(calls).allMatch(call -> call.completions() == 1);
    workers.close();
  }

  @Test
  void nothingIsLeftInTheBufferWhenAllIsDone() throws Exception {
    workers.answering(2);
    dispatcher.start();
    List<Recorder> calls = new ArrayList<>();
    ApplyLane lane = dispatcher.openLane(FakeWorkers.TASK, Terms.ofDefaults(), 3);
    for (int i = 0; i < 3_000; i++) {
      calls.add(apply("x".repeat(i)));
      Recorder call = new Recorder();
      calls.add(call);
      dispatcher.add(lane, call, CallWriter.encode("y".repeat(i)));
    }
    lane.end();
    dispatcher.laneChanged();
    dispatcher.close();
    dispatcher.awaitDone();

    workers.buffer.acquire(Integer.MAX_VALUE);
    assertThat(calls).allMatch(call -> call.completions() == 1);
    workers.close();
  }
}
