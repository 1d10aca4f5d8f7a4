package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.TaskName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunTimesTest {

  private static final TaskName TASK = TaskName.parse("a.B::c");

  private final RunTimes times = new RunTimes();

  @Test
  void nothingShouldBeKnownOfWhatWasNeverSeen() {
    times.measured(TaskName.parse("a.B::d"), 1, 1_000);
    times.measured(TASK, 0, 1_000);

    assertThat(times.of(TASK)).isZero();
  }

  @Test
  void theFirstMeasurementShouldCountInFull() {
    times.measured(TASK, 10, 10_000);

    assertThat(times.of(TASK)).isEqualTo(Duration.ofNanos(1_000));
  }

  @Test
  void laterOnesShouldCountAFifth() {
    times.measured(TASK, 1, 1_000);
    times.measured(TASK, 2, 4_000);

    assertThat(times.of(TASK)).isEqualTo(Duration.ofNanos(1_200));
  }

  @Test
  void whatWasSeenShouldNotBeTakenForUnknown() {
    times.measured(TASK, 1_000, 0);

    assertThat(times.of(TASK)).isPositive();
  }

  @Test
  void theTaskThatWasNotSeenForLongestShouldGoFirst() {
    TaskName old = TaskName.parse("a.B::old");
    times.measured(old, 1, 5);
    times.measured(TASK, 1, 7);
    for (int i = 0; i < 999; i++) {
      times.of(TASK);
      times.measured(TaskName.parse("a.B::m" + i), 1, 1);
    }

    assertThat(times.of(old)).isZero();
    assertThat(times.of(TASK)).isEqualTo(Duration.ofNanos(7));
  }
}
