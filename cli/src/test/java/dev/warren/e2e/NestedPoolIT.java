package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.pool.Pool;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool in a task of a pool has processes of its own: nobody waits for a place that he holds. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NestedPoolIT {

  @Test
  void aTaskShouldGetResultsFromAPoolOfItsOwn() {
    Pool pool = Pool.builder().processes(1).jvmOptions("-Xmx128m").open();
    try {
      assertThat(pool.map(NestedPoolIT::sumOfSquares, List.of(2L, 3L))).containsExactly(5L, 14L);
    } finally {
      pool.close();
      pool.join();
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
  }

  static long sumOfSquares(long n) {
    List<Long> numbers = LongStream.rangeClosed(1, n).boxed().toList();
    try (Pool inner = Pool.builder().processes(1).jvmOptions("-Xmx64m").open()) {
      return inner.map(E2eTasks::square, numbers).stream().mapToLong(Long::longValue).sum();
    }
  }
}
