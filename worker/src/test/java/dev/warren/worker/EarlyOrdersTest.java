package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.task.Batch;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EarlyOrdersTest {

  private long now = Long.MAX_VALUE - 5; // It may overflow at any time.
  private final EarlyOrders orders = new EarlyOrders(() -> now);

  private static Batch batch(long from, long to) {
    CallWriter calls = new CallWriter();
    for (long id = from; id < to; id++) {
      calls.add(id);
    }
    return calls.toBatch(9, TaskName.parse("a.B::c"), Terms.ofDefaults(), new byte[0]);
  }

  private Map<Long, Boolean> given(String producer, long from, long to) {
    Map<Long, Boolean> given = new TreeMap<>();
    orders.give(producer, batch(from, to), given::put);
    return given;
  }

  @Test
  void eachIsGivenOnceToItsProducersBatch() {
    orders.keep("p", 1, true);
    orders.keep("p", 2, false);
    orders.keep("p", 7, true);
    orders.keep("q", 3, true);

    assertThat(given("p", 0, 4)).containsOnly(Map.entry(1L, true), Map.entry(2L, false));
    assertThat(given("p", 0, 4)).isEmpty();
    assertThat(given("q", 0, 4)).containsOnly(Map.entry(3L, true));
    assertThat(given("p", 7, 8)).hasSize(1);
  }

  @Test
  void whatIsDroppedIsNotGiven() {
    orders.keep("p", 1, true);
    now += EarlyOrders.GENERATION_NANOS;
    orders.keep("p", 1, false);
    orders.drop("p", 1);
    orders.drop("p", 2);

    assertThat(given("p", 0, 4)).isEmpty();
  }

  @Test
  void isKeptForAWhileAndNotForEver() {
    orders.keep("p", 1, true);
    orders.keep("p", 2, true);
    now += EarlyOrders.GENERATION_NANOS;
    assertThat(given("p", 1, 2)).hasSize(1);

    now += 3 * EarlyOrders.GENERATION_NANOS;
    assertThat(given("p", 2, 3)).isEmpty();
  }

  @Test
  void isForgottenAtLastThoughOthersComeAllTheTime() {
    orders.keep("p", 1, true);
    for (int i = 0; i < 30; i++) {
      now += EarlyOrders.GENERATION_NANOS / 10;
      orders.keep("p", 1_000 + i, true);
    }

    assertThat(given("p", 1, 2)).isEmpty();
    assertThat(given("p", 1_000, 1_030)).hasSizeBetween(10, 20);
  }

  @Test
  void onlyTheLastManyAreKept() {
    for (long id = 0; id < 20_000; id++) {
      orders.keep("producer " + id % 10, id, true);
      orders.keep("found at once", id, true);
      orders.drop("found at once", id);
    }

    int kept = 0;
    for (int i = 0; i < 10; i++) {
      kept += given("producer " + i, 0, 20_000).size();
    }
    assertThat(kept).isBetween(EarlyOrders.KEPT / 2, EarlyOrders.KEPT);
  }
}
