package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.CallWriter;
import dev.warren.codec.ValueCodec;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DispatcherTest {

  private static final int BUFFER = 10_000_000;
  private static final int WINDOW = new Slots(1).window();

  private final FakeWorkers workers = new FakeWorkers(1, BUFFER);
  private final Dispatcher dispatcher = workers.dispatcher;
  private final List<Recorder> calls = new ArrayList<>();

  @AfterEach
  void stop() {
    workers.close();
  }

  private Recorder apply(TaskRef task, Object argument) {
    Recorder call = new Recorder();
    calls.add(call);
    dispatcher.apply(task, Terms.ofDefaults(), call, CallWriter.encode(argument));
    return call;
  }

  private Handle<List<Object>> map(int chunkSize, int size) {
    Handle<List<Object>> handle = new Handle<>(new Callbacks());
    List<Object> inputs = new ArrayList<>();
    IntStream.range(0, size).forEach(inputs::add);
    dispatcher.add(
        new MapLane<>(
            FakeWorkers.TASK,
            Terms.ofDefaults(),
            chunkSize,
            inputs,
            it -> new Object[] {it},
            handle));
    return handle;
  }

  private void knowTask(TaskRef task) {
    for (int i = 0; i < 10; i++) {
      workers.sizer.measured(task.name(), 100, 100, 1_000);
    }
  }

  @Test
  void sendsAWindowOfBatchesAndNoMore() {
    for (int i = 0; i < WINDOW + 5; i++) {
      apply(FakeWorkers.TASK, i);
    }
    dispatcher.start();

    List<Flight> out = new ArrayList<>();
    IntStream.range(0, WINDOW).forEach(i -> out.add(workers.next()));
    Threads.until(() -> dispatcher.flights().size() == WINDOW);
    assertThat(workers.sent).isEmpty();
    workers.answer(out.get(3));

    assertThat(FakeWorkers.arguments(workers.next())).containsExactly(WINDOW);
    assertThat(workers.sent).isEmpty();
    assertThat(calls.get(3).get()).isEqualTo(3);
    assertThat(dispatcher.flight(out.get(3).id())).isNull();
    assertThat(dispatcher.flights()).extracting(Flight::id).isSorted().hasSize(WINDOW);
  }

  @Test
  void refusesWhatComesAfterTheClose() {
    dispatcher.start();
    dispatcher.close();

    assertThatThrownBy(() -> apply(FakeWorkers.TASK, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> map(0, 3)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> dispatcher.openLane(FakeWorkers.TASK, Terms.ofDefaults(), 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSingleCallDoesNotWaitBehindALongMap() {
    map(0, 1_000);
    apply(FakeWorkers.task("a.B::other"), "single");
    dispatcher.start();

    workers.next();

    assertThat(FakeWorkers.arguments(workers.next())).containsExactly("single");
  }

  @Test
  void callsOfOneTaskShareABatchAndOthersDoNot() {
    knowTask(FakeWorkers.TASK);
    TaskRef capturing =
        new TaskRef(
            FakeWorkers.TASK.name(), CallWriter.encode(1), null, ValueCodec.of(Object.class));
    for (int i = 0; i < 8; i++) {
      apply(FakeWorkers.TASK, i);
      apply(capturing, -i);
    }
    dispatcher.start();

    Flight one = workers.next();
    Flight two = workers.next();

    assertThat(FakeWorkers.arguments(one)).containsExactly(0, 1);
    assertThat(FakeWorkers.arguments(two)).containsExactly(0, -1);
    assertThat(FakeWorkers.batch(two).captured()).isEqualTo(capturing.captured());
  }

  @Test
  void aChunkSizeIsKept() {
    map(7, 20);
    dispatcher.start();

    assertThat(IntStream.range(0, 3).mapToObj(i -> FakeWorkers.batch(workers.next()).size()))
        .containsExactly(7, 7, 6);
  }

  @Test
  void batchesShrinkTowardsTheEnd() {
    knowTask(FakeWorkers.TASK);
    Handle<List<Object>> handle = map(0, 1_000);
    dispatcher.start();

    List<Integer> sizes = new ArrayList<>();
    while (!handle.isReady()) {
      Flight flight = workers.next();
      sizes.add(FakeWorkers.batch(flight).size());
      workers.answer(flight);
    }

    assertThat(sizes.get(0)).isEqualTo(250);
    assertThat(sizes.get(sizes.size() - 1)).isEqualTo(1);
    assertThat(sizes).isSortedAccordingTo((a, b) -> b - a);
    assertThat(handle.get()).hasSize(1_000).startsWith(0, 1).endsWith(999);
  }

  @Test
  void endsWhenItIsClosedAndEverythingHasAnOutcome() throws Exception {
    apply(FakeWorkers.TASK, 1);
    dispatcher.start();
    Flight flight = workers.next();
    Threads.Running<Boolean> waiting = awaitDone();
    assertThat(waiting.result()).isNotDone();

    dispatcher.close();
    assertThat(waiting.untilItWaits().result()).isNotDone();
    workers.answer(flight);

    assertThat(waiting.result().get()).isTrue();
  }

  @Test
  void endsOnlyWhenWhatIsBeingPutTogetherHasItsOutcomeToo() throws Exception {
    CountDownLatch filling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Handle<List<Object>> handle = new Handle<>(new Callbacks());
    dispatcher.add(
        new MapLane<>(
            FakeWorkers.TASK,
            Terms.ofDefaults(),
            0,
            new ArrayList<>(List.of("input")),
            it -> {
              filling.countDown();
              Threads.awaitQuietly(go);
              return new Object[] {it};
            },
            handle));
    dispatcher.start();
    filling.await();
    dispatcher.close();

    Threads.Running<Boolean> waiting = awaitDone();
    assertThat(waiting.result()).isNotDone();
    go.countDown();
    Flight flight = workers.next();
    assertThat(waiting.untilItWaits().result()).isNotDone();
    workers.answer(flight);

    assertThat(waiting.result().get()).isTrue();
    assertThat(handle.get()).containsExactly("input");
  }

  @Test
  void aLaneThatIsOpenKeepsItFromEnding() throws Exception {
    ApplyLane lane = dispatcher.openLane(FakeWorkers.TASK, Terms.ofDefaults(), 10);
    dispatcher.start();
    Recorder call = new Recorder();
    dispatcher.add(lane, call, CallWriter.encode("part of a chunk"));
    dispatcher.close();
    Threads.Running<Boolean> waiting = awaitDone();
    assertThat(waiting.result()).isNotDone();

    lane.end();
    dispatcher.laneChanged();
    workers.answer(workers.next());

    assertThat(waiting.result().get()).isTrue();
    assertThat(call.get()).isEqualTo("part of a chunk");
  }

  @Test
  void aCallThatCannotBeSentEndsWithoutAFlight() throws Exception {
    Handle<List<Object>> handle = new Handle<>(new Callbacks());
    dispatcher.add(
        new MapLane<>(
            FakeWorkers.TASK,
            Terms.ofDefaults(),
            0,
            new ArrayList<>(List.of("input")),
            it -> new Object[] {new Object()},
            handle));
    dispatcher.close();
    dispatcher.start();

    assertThat(awaitDone().result().get()).isTrue();
    assertThat(workers.sent).isEmpty();
    assertThatThrownBy(handle::get).hasMessageContaining("cannot be written");
  }

  private Threads.Running<Boolean> awaitDone() {
    return Threads.start(
            () -> {
              dispatcher.awaitDone();
              return true;
            })
        .untilItWaits();
  }
}
