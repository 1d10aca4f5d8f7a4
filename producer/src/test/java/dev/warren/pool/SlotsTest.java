package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlotsTest {

  @Test
  void localSlotsAreKnown() {
    Slots slots = new Slots(3);

    slots.saw("elsewhere", 1);

    assertThat(slots.count()).isEqualTo(3);
    assertThat(slots.window()).isEqualTo(24);
  }

  @Test
  void sharedSlotsAreThoseThatAnswered() {
    Slots slots = new Slots(0);
    assertThat(slots.count()).isEqualTo(1);

    slots.saw("a", 1);
    slots.saw("a", 1);
    slots.saw("a", 2);
    slots.saw("b", 1);

    assertThat(slots.count()).isEqualTo(3);
    assertThat(slots.window()).isEqualTo(4_096);
  }

  @Test
  void forgetsProcessesThatAreLongGone() {
    AtomicLong seconds = new AtomicLong();
    Slots slots = new Slots(0, () -> TimeUnit.SECONDS.toNanos(seconds.get()));

    for (int pid = 0; pid < 1_000; pid++) {
      seconds.incrementAndGet();
      slots.saw("a", pid);
    }

    assertThat(slots.count()).isEqualTo(60);
  }
}
