package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.task.Batch;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.task.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnTest {

  private static final long FIRST = 500;
  private static final int USUAL = Ticket.USUAL_PRIORITY;

  private static Batch waiting(int size) {
    CallWriter calls = new CallWriter();
    for (int call = 0; call < size; call++) {
      calls.add(FIRST + call);
    }
    return calls.toBatch(1, TaskName.parse("a.B::c"), Terms.ofDefaults(), new byte[0]);
  }

  private static List<Integer> sizes(Turn turn) {
    return turn.batches().stream().map(Batch::size).toList();
  }

  private static List<Long> ids(Batch batch) {
    return IntStream.range(0, batch.size()).mapToObj(batch::taskId).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, USUAL})
  void oneCallShouldBeTriedWhereNobodyKnows(int priority) {
    Turn turn = Turn.of(waiting(100), Duration.ZERO, priority);

    assertThat(sizes(turn)).containsExactly(1);
    assertThat(turn.left().orElseThrow().size()).isEqualTo(99);
  }

  @Test
  void shortCallsShouldShareBatchesOfWhichThereAreAFew() {
    Turn turn = Turn.of(waiting(500), Duration.ofMillis(2), USUAL);

    assertThat(sizes(turn)).containsExactly(10, 10, 10, 10, 10, 10, 10, 10);
    assertThat(turn.left().orElseThrow().size()).isEqualTo(420);
  }

  @Test
  void callsThatTakeNoTimeShouldAllGoAtOnce() {
    Turn turn = Turn.of(waiting(500), Duration.ofNanos(1), USUAL);

    assertThat(sizes(turn)).containsExactly(500);
    assertThat(turn.left()).isEmpty();
  }

  @Test
  void longCallsShouldTravelAlone() {
    assertThat(sizes(Turn.of(waiting(500), Duration.ofMillis(15), USUAL)))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(sizes(Turn.of(waiting(500), Duration.ofMillis(40), USUAL)))
        .containsExactly(1, 1, 1, 1);
    assertThat(sizes(Turn.of(waiting(500), Duration.ofDays(365), USUAL))).containsExactly(1);
  }

  @Test
  void anUrgentJobShouldHaveFourTimesTheTurn() {
    Turn turn = Turn.of(waiting(500), Duration.ofMillis(2), USUAL + 1);

    assertThat(sizes(turn)).hasSize(32).containsOnly(10);
    assertThat(turn.left().orElseThrow().size()).isEqualTo(180);
    assertThat(sizes(Turn.of(waiting(500), Duration.ZERO, Ticket.HIGHEST_PRIORITY)))
        .containsExactly(1, 1, 1, 1);
  }

  @Test
  void theLastBatchShouldHaveWhatThereIs() {
    Turn turn = Turn.of(waiting(25), Duration.ofMillis(2), USUAL);

    assertThat(sizes(turn)).containsExactly(10, 10, 5);
    assertThat(turn.left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000, 300_000, 7_000_000, 50_000_000})
  void everyCallShouldHaveOneTurnInOrderInABatchOfItsOwnId(long nanos) {
    List<Long> calls = new ArrayList<>();
    List<Long> batches = new ArrayList<>();
    Optional<Batch> left = Optional.of(waiting(333));
    while (left.isPresent()) {
      Turn turn = Turn.of(left.get(), Duration.ofNanos(nanos), USUAL);
      turn.batches().forEach(each -> batches.add(each.id()));
      turn.batches().forEach(each -> calls.addAll(ids(each)));
      left = turn.left();
    }

    assertThat(calls).isEqualTo(LongStream.range(FIRST, FIRST + 333).boxed().toList());
    assertThat(batches).doesNotHaveDuplicates();
  }
}
