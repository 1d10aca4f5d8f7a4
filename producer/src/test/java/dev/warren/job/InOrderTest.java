package dev.warren.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InOrderTest {

  private final List<JobResult> got = new ArrayList<>();

  private static JobResult result(long index) {
    byte[] value =
        ("\"" + "x".repeat((int) index % 50) + index + "\"").getBytes(StandardCharsets.UTF_8);
    return new JobResult(index, new Outcome.Succeeded(index, value));
  }

  private void add(InOrder results, JobResult result) {
    results.add(result);
    for (Optional<JobResult> it = results.next(); it.isPresent(); it = results.next()) {
      got.add(it.get());
    }
  }

  private List<Long> indexes() {
    return got.stream().map(JobResult::index).toList();
  }

  private void isInOrder(long from, long to) {
    assertThat(indexes()).isEqualTo(LongStream.range(from, to).boxed().toList());
    assertThat(got)
        .allSatisfy(
            it ->
                assertThat(it.value(String.class))
                    .isEqualTo(result(it.index()).value(String.class)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyOrderShouldBecomeTheOrderOfTheInput(long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
    Collections.shuffle(order, new Random(seed));

    try (InOrder results = new InOrder(0)) {
      order.forEach(index -> add(results, result(index)));
    }

    isInOrder(0, 1_000);
  }

  @Test
  void theReverseOrderShouldBecomeTheOrderOfTheInput() {
    try (InOrder results = new InOrder(0)) {
      for (long index = 200; index > 0; index--) {
        add(results, result(index));
      }
      assertThat(got).isEmpty();
      add(results, result(0));
    }

    isInOrder(0, 201);
  }

  @Test
  void whatComesInOrderShouldGoOnAtOnce() {
    try (InOrder results = new InOrder(0)) {
      add(results, result(0));
      assertThat(indexes()).containsExactly(0L);
      add(results, result(2));
      assertThat(indexes()).containsExactly(0L);
      add(results, result(1));
      assertThat(indexes()).containsExactly(0L, 1L, 2L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 500})
  void whatSomebodyHasShouldNotComeAgain(int from) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
    Collections.shuffle(order, new Random(from));

    try (InOrder results = new InOrder(from)) {
      order.forEach(index -> add(results, result(index)));
    }

    isInOrder(from, 1_000);
  }

  @Test
  void nothingShouldComeBehindAGap() {
    try (InOrder results = new InOrder(0)) {
      for (int index : new int[] {0, 1, 3, 4}) {
        add(results, result(index));
      }
    }

    isInOrder(0, 2);
  }

  @Test
  void aDuplicateShouldComeOnce() {
    try (InOrder results = new InOrder(0)) {
      for (int index : new int[] {2, 2, 0, 0, 1, 1, 2, 0}) {
        add(results, result(index));
      }
    }

    isInOrder(0, 3);
  }

  @Test
  void whatIsTakenLateShouldBeAllOfIt() {
    try (InOrder results = new InOrder(0)) {
      for (int index : new int[] {1, 0, 0, 2, 3}) {
        results.add(result(index));
      }
      add(results, result(4));
    }

    isInOrder(0, 5);
  }

  @Test
  void aFailureShouldWaitLikeAValue() {
    Failure failure = Failure.of(new IllegalStateException("not yet"));
    try (InOrder results = new InOrder(0)) {
      add(results, new JobResult(1, new Outcome.Failed(1, failure)));
      add(results, result(0));
    }

    assertThat(got).extracting(JobResult::isSuccess).containsExactly(true, false);
    assertThat(got.get(1).errorType()).isEqualTo(IllegalStateException.class.getName());
    assertThat(got.get(1).errorMessage()).isEqualTo("not yet");
  }
}
