package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LongLimitsTest {

  private static final Limits TEN_DAYS = hard(Duration.ofDays(10));

  private final List<String> logged = new ArrayList<>();
  private final LongLimits limits = new LongLimits("warren.tasks.x", logged::add);

  private static Limits hard(Duration limit) {
    return new Limits(Optional.empty(), Optional.of(limit));
  }

  @Test
  void aLimitThatTheBrokerDoesNotLeaveIsWarnedOfOnce() {
    limits.connected("RabbitMQ 4.2.1", Optional.of(Duration.ofHours(167)));

    limits.sent(TEN_DAYS);
    limits.sent(TEN_DAYS);

    assertThat(logged)
        .containsExactly(
            "a task for warren.tasks.x may run for PT240H, but RabbitMQ 4.2.1 leaves a worker host"
                + " a task for PT167H at most: worker hosts will reject it. Set a shorter"
                + " hardLimit, or use RabbitMQ 4.3 or later");
  }

  @Test
  void whatWorkerHostsAcceptIsNotWarnedOf() {
    limits.sent(TEN_DAYS);
    limits.connected("RabbitMQ 4.2.1", Optional.of(Duration.ofHours(167)));
    limits.sent(Limits.NONE);
    limits.sent(new Limits(Optional.of(Duration.ofDays(10)), Optional.empty()));
    limits.sent(hard(Duration.ofHours(167)));
    limits.connected("another", Optional.empty());
    limits.sent(TEN_DAYS);

    assertThat(logged).isEmpty();
  }
}
