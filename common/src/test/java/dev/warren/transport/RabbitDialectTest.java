package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Limits;
import dev.warren.topology.QueueSpec;
import dev.warren.topology.ReplyQueues;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RabbitDialectTest {

  private static final String TIMEOUT = "x-consumer-timeout";
  private static final QueueSpec SHARED = QueueSpec.sharedTasks("q");
  private static final QueueSpec PRIVATE = QueueSpec.privateTasks("p");
  private static final QueueSpec REPLIES = ReplyQueues.of("p", 1);

  private static RabbitDialect dialect(String version) {
    return RabbitDialect.of("RabbitMQ", version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.3.0", "4.3.5", "4.10.1", "5.0.0"})
  void theConsumerOfSharedTasksWaitsForTheLongestLimit(String version) {
    RabbitDialect dialect = dialect(version);

    assertThat(dialect.consumerArguments(SHARED))
        .containsExactly(Map.entry(TIMEOUT, Duration.ofDays(45).toMillis()));
    assertThat(dialect.allowance(SHARED).orElseThrow())
        .isGreaterThan(Limits.LONGEST)
        .isLessThan(Duration.ofDays(45));
    assertThat(dialect.consumerArguments(PRIVATE)).isEmpty();
    assertThat(dialect.allowance(PRIVATE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.10.8", "4.0.5", "4.2.9"})
  void olderBrokersWaitForWhatTheQueueSays(String version) {
    RabbitDialect dialect = dialect(version);

    for (QueueSpec each : new QueueSpec[] {SHARED, PRIVATE}) {
      assertThat(dialect.consumerArguments(each)).isEmpty();
      assertThat(dialect.arguments(each)).containsEntry(TIMEOUT, Duration.ofDays(7).toMillis());
      assertThat(dialect.allowance(each)).contains(Duration.ofDays(7).minusHours(1));
    }
  }

  @Test
  void repliesAreAcknowledgedAtOnceAnyway() {
    assertThat(dialect("4.2.0").allowance(REPLIES)).isEmpty();
    assertThat(dialect("4.3.0").consumerArguments(REPLIES)).isEmpty();
  }

  @Test
  void noTimeoutNeedsMoreThanThirtyTwoBits() {
    long longest = (Long) dialect("4.3.0").consumerArguments(SHARED).get(TIMEOUT);

    assertThat(longest).isLessThan(1L << 32);
  }
}
