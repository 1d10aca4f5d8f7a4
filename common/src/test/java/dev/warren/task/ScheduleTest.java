package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static InstantSource at(Instant time) {
    return InstantSource.fixed(time);
  }

  @Test
  void scheduleOfWhichNothingIsSaidShouldAskNoClock() {
    InstantSource none =
        () -> {
          throw new AssertionError("asked");
        };

    assertThat(Schedule.atOnce().left(none)).isZero();
    assertThat(Schedule.atOnce().isExpired(none)).isFalse();
  }

  @Test
  void callShouldWaitUntilItIsDue() {
    Schedule schedule = Schedule.atOnce().dueAt(NOON);

    assertThat(schedule.left(at(NOON.minusSeconds(90)))).isEqualTo(Duration.ofSeconds(90));
    assertThat(schedule.left(at(NOON))).isZero();
    assertThat(schedule.left(at(NOON.plusSeconds(1)))).isZero();
  }

  @Test
  void callShouldExpireAtItsTimeAndStayExpired() {
    Schedule schedule = Schedule.atOnce().expiringAt(NOON);

    assertThat(schedule.isExpired(at(NOON.minusMillis(1)))).isFalse();
    assertThat(schedule.isExpired(at(NOON))).isTrue();
    assertThat(schedule.isExpired(at(NOON.plusSeconds(1)))).isTrue();
    assertThat(schedule.left(at(NOON.minusSeconds(1)))).isZero();
  }

  @Test
  void timesShouldBeRoundedUpToTheGridSoThatNeighboursTravelTogether() {
    Schedule schedule = Schedule.atOnce().dueAt(NOON.plusMillis(1)).expiringAt(NOON.plusNanos(1));

    assertThat(schedule.due()).contains(NOON.plusMillis(250));
    assertThat(schedule.expires()).contains(NOON.plusMillis(250));
    assertThat(Schedule.atOnce().dueAt(NOON).due()).contains(NOON);
    assertThat(Schedule.atOnce().dueAt(NOON.plusMillis(249)))
        .isEqualTo(Schedule.atOnce().dueAt(NOON.plusMillis(1)));
  }
}
