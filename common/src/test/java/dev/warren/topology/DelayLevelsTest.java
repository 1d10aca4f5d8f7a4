package dev.warren.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayLevelsTest {

  private static final Random RANDOM = new Random(7);

  /** Of any length between the shortest and the longest, on a logarithmic scale. */
  private static Duration anyDelay() {
    double exponent = RANDOM.nextDouble() * Math.log((double) DelayLevels.LONGEST.toMillis());
    return Duration.ofMillis(Math.max(1, (long) Math.exp(exponent)));
  }

  /** What the levels make of a delay. */
  private static Duration waited(Duration delay) {
    long units = DelayLevels.units(delay);
    Duration sum = Duration.ZERO;
    for (int level = 0; level < DelayLevels.COUNT; level++) {
      if (((units >> level) & 1) == 1) {
        sum = sum.plus(DelayLevels.length(level));
      }
    }
    return sum;
  }

  @Test
  void delayShouldNeverBeCutShortNorGrowByMoreThanAQuarterOfASecondOrOnePercent() {
    for (int i = 0; i < 100_000; i++) {
      Duration delay = anyDelay();

      Duration late = waited(delay).minus(delay);

      assertThat(late.isNegative()).as("of %s", delay).isFalse();
      long allowed = Math.max(DelayLevels.UNIT.toMillis(), delay.toMillis() / 100);
      assertThat(late.toMillis()).as("of %s", delay).isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void delayShouldTakeAtMostEightSteps() {
    for (int i = 0; i < 100_000; i++) {
      long units = DelayLevels.units(anyDelay());

      assertThat(Long.bitCount(units)).isBetween(1, 8);
      assertThat(DelayLevels.highest(units)).isBetween(0, DelayLevels.COUNT - 1);
    }
  }

  @Test
  void delayThatTheLevelsCanDoExactlyShouldBeLeftAsItIs() {
    assertThat(waited(Duration.ofNanos(1))).isEqualTo(Duration.ofMillis(250));
    assertThat(waited(Duration.ofMillis(250))).isEqualTo(Duration.ofMillis(250));
    assertThat(waited(Duration.ofMillis(251))).isEqualTo(Duration.ofMillis(500));
    assertThat(waited(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(60));
    assertThat(waited(DelayLevels.LONGEST)).isBetween(DelayLevels.LONGEST, Duration.ofDays(383));
  }

  @Test
  void delayOutOfItsBoundsShouldBeRefused() {
    Duration tooLong = DelayLevels.LONGEST.plusMillis(1);
    assertThatIllegalArgumentException().isThrownBy(() -> DelayLevels.units(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> DelayLevels.units(Duration.ofDays(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DelayLevels.units(tooLong))
        .withMessageContaining("380 days");
  }

  @Test
  void keyShouldTellTheWayFromTheHighestDigitToTheQueue() {
    long units = DelayLevels.units(Duration.ofMillis(1_250));

    String key = DelayLevels.key(units, "warren.tasks.a");

    assertThat(units).isEqualTo(5);
    assertThat(key).isEqualTo("0.".repeat(24) + "1.0.1.warren.tasks.a");
    assertThat(DelayLevels.highest(units)).isEqualTo(2);
    assertThat(DelayLevels.after(2)).isEqualTo("warren.delay.1");
    assertThat(DelayLevels.after(0)).isEqualTo(DelayLevels.DUE);
  }

  @Test
  void keyShouldMatchTheDigitsOfItsOwnLevelsAndItsOwnQueueOnly() {
    String key = DelayLevels.key(5, "warren.tasks.b.warren.tasks.a");

    for (int level = 0; level < DelayLevels.COUNT; level++) {
      boolean one = level == 0 || level == 2;
      assertThat(matches(DelayLevels.keysWith(level, 1), key)).isEqualTo(one);
      assertThat(matches(DelayLevels.keysWith(level, 0), key)).isEqualTo(!one);
    }
    assertThat(matches(DelayLevels.anyDelay("warren.tasks.b.warren.tasks.a"), key)).isTrue();
    assertThat(matches(DelayLevels.anyDelay("warren.tasks.a"), key)).isFalse();
    assertThat(matches(DelayLevels.anyDelay("warren.tasks.b"), key)).isFalse();
  }

  /** As a topic exchange does it. */
  private static boolean matches(String pattern, String key) {
    String regex = pattern.replace(".#", "<rest>").replace(".", "\\.").replace("*", "[^.]*");
    return key.matches(regex.replace("<rest>", "(\\..*)?"));
  }

  @Test
  void longestNameOfAQueueShouldFitInARoutingKey() {
    String queue = QueueSpec.sharedTasks("q".repeat(100)).name();

    assertThat(DelayLevels.key(1, queue).length()).isLessThan(256);
    assertThat(DelayLevels.anyDelay(queue).length()).isLessThan(256);
  }
}
