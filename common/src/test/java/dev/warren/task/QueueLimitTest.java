package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.QueueLimit.Share;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueLimitTest {

  private static final QueueLimit FOUR = QueueLimit.none("").withConcurrency(4);

  /** How many permits count of those that all settings up to a number have made. */
  private static long valid(QueueLimit limit) {
    return IntStream.rangeClosed(1, (int) limit.number())
        .mapToLong(
            since ->
                IntStream.rangeClosed(1, 20)
                    .filter(index -> limit.allowsRun(new Permit(since, index)))
                    .count())
        .sum();
  }

  @Test
  void thereShouldBeAsManyPermitsAsMayRun() {
    assertThat(FOUR.freshPermits())
        .containsExactly(new Permit(1, 1), new Permit(1, 2), new Permit(1, 3), new Permit(1, 4));
    assertThat(FOUR.freshPermits()).allMatch(FOUR::allowsRun);
    assertThat(FOUR.allowsRun(new Permit(1, 5))).isFalse();
    assertThat(FOUR.allowsRun(new Permit(2, 1))).isFalse();
    assertThat(FOUR.concurrency()).isEqualTo(4);
  }

  @Test
  void moreShouldBeAddedAndThoseThatAreThereStay() {
    QueueLimit six = FOUR.withConcurrency(6);

    assertThat(six.freshPermits()).containsExactly(new Permit(2, 5), new Permit(2, 6));
    assertThat(FOUR.freshPermits()).allMatch(six::allowsRun);
    assertThat(valid(six)).isEqualTo(6);
  }

  @Test
  void fewerShouldVoidTheLastOnesForGood() {
    QueueLimit two = FOUR.withConcurrency(2);
    QueueLimit five = two.withConcurrency(5);

    assertThat(two.freshPermits()).isEmpty();
    assertThat(two.allowsRun(new Permit(1, 2))).isTrue();
    assertThat(two.allowsRun(new Permit(1, 3))).isFalse();
    assertThat(five.allowsRun(new Permit(1, 3))).as("of the first setting").isFalse();
    assertThat(five.shares()).containsExactly(new Share(2, 1), new Share(3, 3));
    assertThat(five.freshPermits())
        .containsExactly(new Permit(3, 3), new Permit(3, 4), new Permit(3, 5));
    assertThat(valid(five)).isEqualTo(5);
    assertThat(five.withConcurrency(1).shares()).containsExactly(new Share(1, 1));
  }

  @Test
  void theSameNumberShouldMakeAllPermitsAnew() {
    QueueLimit again = FOUR.withConcurrency(4);

    assertThat(again.freshPermits()).hasSize(4).allMatch(again::allowsRun);
    assertThat(FOUR.freshPermits()).noneMatch(again::allowsRun);
  }

  @Test
  void anotherLimitShouldMakeNoPermitsAnew() {
    QueueLimit both = FOUR.withRate(3, Duration.ofSeconds(1));

    assertThat(both.freshPermits()).isEmpty();
    assertThat(both.freshStarts()).hasSize(3).allMatch(both::allowsStart);
    assertThat(FOUR.freshPermits()).allMatch(both::allowsRun);
    QueueLimit later = both.withConcurrency(5);
    assertThat(later.freshStarts()).isEmpty();
    assertThat(both.freshStarts()).allMatch(later::allowsStart);
    assertThat(later.allowsStart(new Permit(2, 4))).isFalse();
    assertThat(later.withRate(3, Duration.ofSeconds(2)).allowsStart(new Permit(2, 1))).isFalse();
  }

  @Test
  void aLiftedLimitShouldLimitNothing() {
    QueueLimit lifted = FOUR.withRate(3, Duration.ofSeconds(1)).lifted();

    assertThat(lifted.isNone()).isTrue();
    assertThat(lifted.number()).isEqualTo(3);
    assertThat(lifted.freshPermits()).isEmpty();
    assertThat(lifted.freshStarts()).isEmpty();
    assertThat(FOUR.withConcurrency(0).isNone()).isTrue();
    assertThat(lifted.withConcurrency(1).freshPermits()).containsExactly(new Permit(4, 1));
  }

  @Test
  void whatIsOutOfBoundsShouldBeRefusedWithThem() {
    assertThatThrownBy(() -> FOUR.withConcurrency(-1)).hasMessageContaining("1 to 10000");
    assertThatThrownBy(() -> FOUR.withConcurrency(10_001)).hasMessageContaining("1 to 10000");
    assertThatThrownBy(() -> FOUR.withRate(0, Duration.ofSeconds(1)))
        .hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> FOUR.withRate(1, Duration.ofMillis(249)))
        .hasMessageContaining("PT0.25S to PT1H");
    assertThatThrownBy(() -> QueueLimit.none("a/b")).hasMessageContaining("letters, digits");
    assertThatThrownBy(() -> new Permit(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
