package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.task.Schedule;
import dev.warren.task.Terms;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The options that say when a call may run. */
class TaskScheduleTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static TaskOptions in(Duration delay) {
    return TaskOptions.builder().delay(delay).build();
  }

  private static TaskOptions at(Instant time) {
    return TaskOptions.builder().at(time).build();
  }

  @Test
  void optionsThatSayNothingOfTimeShouldCostNothing() {
    assertThat(TaskOptions.none().terms()).isEqualTo(Terms.ofDefaults());
    assertThat(in(Duration.ZERO).schedule(NOON)).isEqualTo(Schedule.atOnce());
    assertThat(at(NOON).schedule(NOON)).isEqualTo(Schedule.atOnce());
    assertThat(at(Instant.EPOCH).schedule(NOON)).isEqualTo(Schedule.atOnce());
  }

  @Test
  void callShouldBeDueAfterItsDelayOrAtItsTime() {
    Instant later = NOON.plusSeconds(90);

    assertThat(in(Duration.ofSeconds(90)).schedule(NOON).due()).contains(later);
    assertThat(at(later).schedule(NOON).due()).contains(later);
    assertThat(in(Duration.ofSeconds(90)).terms().schedule().due()).isPresent();
  }

  @Test
  void timeToBeginInShouldCountFromWhenTheCallMayRun() {
    TaskOptions hasty = TaskOptions.builder().expiresAfter(Duration.ofSeconds(5)).build();

    assertThat(hasty.schedule(NOON)).isEqualTo(Schedule.atOnce().expiringAt(NOON.plusSeconds(5)));
    assertThat(hasty.over(in(Duration.ofSeconds(60))).schedule(NOON).expires())
        .contains(NOON.plusSeconds(65));
    assertThat(hasty.over(at(NOON.minusSeconds(60))).schedule(NOON).expires())
        .contains(NOON.plusSeconds(5));
  }

  @Test
  void delayAndTimeShouldReplaceEachOther() {
    Duration hour = Duration.ofHours(1);

    assertThat(TaskOptions.builder().at(NOON).delay(hour).build().at()).isEmpty();
    assertThat(TaskOptions.builder().delay(hour).at(NOON).build().delay()).isEmpty();
    assertThat(at(NOON).over(in(hour)).delay()).isEmpty();
    assertThat(in(hour).over(at(NOON)).at()).isEmpty();
    assertThat(TaskOptions.none().over(in(hour)).delay()).contains(hour);
    assertThat(TaskOptions.none().over(at(NOON)).at()).contains(NOON);
  }

  @Test
  void timesOutOfTheirBoundsShouldBeRefused() {
    TaskOptions.Builder builder = TaskOptions.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.delay(Duration.ofMillis(-1)))
        .withMessageContaining("366 days");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.delay(Duration.ofDays(366).plusMillis(1)))
        .withMessageContaining("366 days");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at(NOON.plus(Duration.ofDays(367))).schedule(NOON))
        .withMessageContaining("submit it later");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.expiresAfter(Duration.ZERO))
        .withMessageContaining("more than zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.expiresAfter(Duration.ofDays(3_661)));
    assertThat(in(Duration.ofDays(366)).schedule(NOON).due()).isPresent();
  }
}
