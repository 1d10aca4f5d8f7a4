package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.TaskName;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizerTest {

  private static final TaskName TASK = TaskName.parse("a.B::c");
  private static final int MANY = 1_000_000;

  private final BatchSizer sizer = new BatchSizer(0);

  private void measure(int times, long nanosEach) {
    for (int i = 0; i < times; i++) {
      sizer.measured(TASK, 10, 10 * nanosEach, 100);
    }
  }

  @Test
  void beginsWithOneCall() {
    assertThat(sizer.size(TASK)).isEqualTo(1);
    assertThat(sizer.next(TASK, MANY, 1)).isEqualTo(1);
  }

  @Test
  void growsByStepsToTheTargetTime() {
    long micros = TimeUnit.MICROSECONDS.toNanos(20);

    measure(1, micros);
    assertThat(sizer.size(TASK)).isEqualTo(8);
    measure(1, micros);
    assertThat(sizer.size(TASK)).isEqualTo(64);
    measure(5, micros);
    assertThat(sizer.size(TASK)).isBetween(900, 1_000);
  }

  @Test
  void nothingGrowsBeyondTheLargestBatch() {
    measure(20, 1);

    assertThat(sizer.size(TASK)).isEqualTo(BatchSizer.LARGEST);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 5", "8192, 8192", "100000, 8192"})
  void nothingGrowsBeyondTheLimit(int limit, int largest) {
    BatchSizer limited = new BatchSizer(limit);
    for (int i = 0; i < 20; i++) {
      limited.measured(TASK, 1, 1, 10);
    }

    assertThat(limited.size(TASK)).isEqualTo(largest);
  }

  @Test
  void slowTasksTravelAlone() {
    measure(10, 1_000);
    assertThat(sizer.size(TASK)).isGreaterThan(1);

    measure(20, BatchSizer.TARGET_NANOS + 1);

    assertThat(sizer.size(TASK)).isEqualTo(1);
  }

  @Test
  void largeResultsTravelInFew() {
    measure(20, 1);

    sizer.measured(TASK, 8, 8, 8 * 64 * 1024);

    assertThat(sizer.size(TASK)).isEqualTo(4);
    assertThat(sizer.outcomeBytes(TASK)).isEqualTo(64 * 1024);
    sizer.measured(TASK, 1, 1, 100_000_000);
    assertThat(sizer.size(TASK)).isEqualTo(1);
  }

  @Test
  void hugeTimesDoNoHarm() {
    sizer.measured(TASK, 1, Long.MAX_VALUE, 10);

    assertThat(sizer.size(TASK)).isEqualTo(1);
  }

  @Test
  void aTaskThatWasCompiledSinceCountsAnew() {
    measure(1, TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(sizer.size(TASK)).isEqualTo(1);

    measure(2, TimeUnit.MICROSECONDS.toNanos(10));

    assertThat(sizer.size(TASK)).isEqualTo(64);
  }

  @Test
  void tasksAreMeasuredEachForItself() {
    measure(5, 1_000);

    assertThat(sizer.size(TaskName.parse("a.B::other"))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 1",
    "1, 2, 1",
    "8, 2, 1",
    "9, 2, 2",
    "16, 2, 2",
    "17, 2, 3",
    "800, 2, 100",
    "8, 1000, 1"
  })
  void sharesTheRestAmongTheSlots(int ready, int slots, int expected) {
    measure(20, 1);

    assertThat(sizer.next(TASK, ready, slots)).isEqualTo(expected);
  }

  @Test
  void batchesShrinkTowardsTheEndAndNeverGrow() {
    measure(20, 1);
    int left = 10_000;
    int last = Integer.MAX_VALUE;
    int batches = 0;

    while (left > 0) {
      int next = sizer.next(TASK, left, 4);
      assertThat(next).isBetween(1, last).isLessThanOrEqualTo(left);
      left -= next;
      last = next;
      batches++;
    }

    assertThat(last).isEqualTo(1);
    assertThat(batches).isLessThan(200);
  }
}
