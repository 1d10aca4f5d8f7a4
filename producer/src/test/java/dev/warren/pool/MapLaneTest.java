package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.UnencodableException;
import dev.warren.task.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class MapLaneTest {

  private final Handle<List<Object>> handle = new Handle<>(new Callbacks());

  private MapLane<Object> lane(Object... inputs) {
    return new MapLane<>(
        FakeWorkers.TASK,
        Terms.ofDefaults(),
        0,
        new ArrayList<>(Arrays.asList(inputs)),
        input -> new Object[] {input},
        handle);
  }

  private static Flight fill(MapLane<?> lane, int limit, long firstId) {
    Draft draft = new Draft(FakeWorkers.TASK, firstId);
    lane.fill(draft, limit);
    return draft.toFlight(firstId, Terms.ofDefaults());
  }

  private static void succeed(Flight flight, long id, Object value) {
    flight.take(id).complete(Conclusion.succeeded(value));
  }

  private static void fail(Flight flight, long id, String message) {
    flight.take(id).complete(Conclusion.failed(new IllegalStateException(message)));
  }

  @Test
  void gathersResultsInInputOrderWhateverOrderTheyComeIn() {
    MapLane<Object> lane = lane("a", "b", "c");
    Flight first = fill(lane, 2, 0);
    Flight second = fill(lane, 2, 2);
    assertThat(FakeWorkers.arguments(first)).containsExactly("a", "b");
    assertThat(lane.isExhausted()).isTrue();

    succeed(second, 2, "C");
    succeed(first, 1, null);
    assertThat(handle.isReady()).isFalse();
    succeed(first, 0, "A");

    assertThat(handle.get()).containsExactly("A", null, "C");
    assertThatThrownBy(() -> handle.get().set(0, "x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void raisesTheFirstFailureInInputOrderOnceAllAreDone() {
    Flight flight = fill(lane(0, 1, 2, 3), 4, 0);

    fail(flight, 3, "three");
    fail(flight, 1, "one");
    fail(flight, 2, "two");
    assertThat(handle.isReady()).isFalse();
    succeed(flight, 0, 0);

    assertThatThrownBy(handle::get).isInstanceOf(IllegalStateException.class).hasMessage("one");
  }

  @Test
  void anInputThatCannotTravelFailsAloneAndTheOthersRun() {
    Flight flight = fill(lane(0, new Object(), 2), 3, 0);
    assertThat(FakeWorkers.arguments(flight)).containsExactly(0, 2);

    succeed(flight, 0, 0);
    succeed(flight, 1, 2);

    assertThatThrownBy(handle::get).isInstanceOf(UnencodableException.class);
  }

  @Test
  void nothingButInputsThatCannotTravelEndsTheMapAtOnce() {
    MapLane<Object> lane = lane(new Object(), new Object());
    Draft draft = new Draft(FakeWorkers.TASK, 0);

    lane.fill(draft, 2);

    assertThat(draft.size()).isZero();
    assertThatThrownBy(handle::get).isInstanceOf(UnencodableException.class);
  }

  @Test
  void anInputThatHoldsNoArgumentsFailsAlone() {
    List<Args2<Integer, Integer>> pairs = new ArrayList<>();
    Collections.addAll(pairs, null, Args2.of(1, 2));
    MapLane<Args2<Integer, Integer>> lane =
        new MapLane<>(
            FakeWorkers.TASK, Terms.ofDefaults(), 0, pairs, it -> new Object[] {it.a()}, handle);

    Flight flight = fill(lane, 2, 0);
    succeed(flight, 0, 1);

    assertThatThrownBy(handle::get).isInstanceOf(NullPointerException.class);
  }

  @Test
  void aNullInputIsAnArgumentLikeOthers() {
    Flight flight = fill(lane((Object) null), 1, 0);

    assertThat(FakeWorkers.arguments(flight)).containsExactly((Object) null);
  }

  @Test
  void forgetsInputsThatWereSent() {
    List<Object> inputs = new ArrayList<>(List.of("a", "b", "c"));
    MapLane<Object> lane =
        new MapLane<>(
            FakeWorkers.TASK, Terms.ofDefaults(), 0, inputs, it -> new Object[] {it}, handle);

    fill(lane, 2, 0);

    assertThat(inputs).containsExactly(null, null, "c");
    assertThat(lane.ready()).isEqualTo(1);
  }

  @Test
  void failureEndsTheMapAtOnce() {
    MapLane<Object> lane = lane(0, 1, 2);
    Flight flight = fill(lane, 1, 0);

    lane.fail(new IllegalStateException("over"));
    assertThat(lane.isExhausted()).isTrue();
    assertThatThrownBy(handle::get).hasMessage("over");
    flight.fail(new IllegalStateException("later"));

    assertThatThrownBy(handle::get).hasMessage("over");
  }

  @Test
  void countsRightWhenManyThreadsBringResults() throws Exception {
    int size = 20_000;
    List<Object> inputs = new ArrayList<>();
    IntStream.range(0, size).forEach(inputs::add);
    MapLane<Object> lane =
        new MapLane<>(
            FakeWorkers.TASK, Terms.ofDefaults(), 0, inputs, it -> new Object[] {it}, handle);
    Draft draft = new Draft(FakeWorkers.TASK, 0);
    lane.fill(draft, size);
    Flight flight = draft.toFlight(0, Terms.ofDefaults());
    List<Integer> order = new ArrayList<>(IntStream.range(0, draft.size()).boxed().toList());
    Collections.shuffle(order, new Random(1));

    order.parallelStream()
        .forEach(
            id -> {
              if (id % 1_000 == 7) {
                fail(flight, id, Integer.toString(id));
              } else {
                succeed(flight, id, id);
              }
            });
    lane.fail(new IllegalStateException("what did not fit in the draft"));

    assertThatThrownBy(handle::get).hasMessage("7");
  }

  /** Encoding runs the getters of the inputs, which may block. */
  @Test
  void anInputThatIsStuckDoesNotKeepTheMapFromEnding() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    MapLane<Object> lane =
        new MapLane<>(
            FakeWorkers.TASK,
            Terms.ofDefaults(),
            0,
            new ArrayList<>(List.of("a", "b")),
            input -> {
              stuck.countDown();
              Threads.awaitQuietly(released);
              return new Object[] {input};
            },
            handle);
    Threads.Running<Flight> filling = Threads.start(() -> fill(lane, 2, 0));
    stuck.await();

    lane.fail(new IllegalStateException("over"));

    assertThatThrownBy(handle::get).hasMessage("over");
    released.countDown();
    assertThat(filling.result()).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void aCancelledMapGivesNoMoreAndDropsWhatItGave() {
    MapLane<Object> lane = lane("a", "b", "c");
    Flight flight = fill(lane, 2, 0);
    assertThat(flight.index(1)).isEqualTo(1);

    lane.cancel();

    assertThat(lane.isExhausted()).isTrue();
    assertThat(flight.dropCancelled(true)).isTrue();
    assertThat(flight.order().kill()).containsExactly(0L, 1L);
    assertThat(handle.isReady()).isFalse();
  }
}
