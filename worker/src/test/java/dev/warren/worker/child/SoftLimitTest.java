package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SoftLimitTest {

  private static final Duration LIMIT = Duration.ofMillis(100);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final SoftLimit limit = new SoftLimit(clock::get);

  @AfterEach
  void forgetInterrupts() {
    Thread.interrupted();
  }

  private boolean interruptedAfter(Duration time) {
    clock.addAndGet(time.toNanos());
    limit.look();
    return Thread.interrupted();
  }

  @Test
  void interruptsOnceWhenItIsTime() {
    limit.begin(LIMIT);

    assertThat(interruptedAfter(Duration.ofMillis(99))).isFalse();
    assertThat(interruptedAfter(Duration.ofMillis(1))).isTrue();
    assertThat(interruptedAfter(Duration.ofHours(1))).isFalse();
    assertThat(limit.end()).isTrue();
  }

  @Test
  void leavesAloneWhatHasEnded() {
    limit.begin(LIMIT);
    assertThat(limit.end()).isFalse();

    assertThat(interruptedAfter(Duration.ofHours(1))).isFalse();
    assertThat(limit.end()).isFalse();
  }

  @Test
  void theNextTaskHasItsOwnTime() {
    limit.begin(LIMIT);
    interruptedAfter(Duration.ofHours(1));
    limit.end();
    limit.begin(LIMIT);

    assertThat(interruptedAfter(Duration.ofMillis(99))).isFalse();
    assertThat(limit.end()).isFalse();
  }
}
