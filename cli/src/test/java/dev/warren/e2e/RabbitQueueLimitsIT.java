package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** On RabbitMQ. */
@Tag("broker")
class RabbitQueueLimitsIT extends QueueLimitsContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }

  @Override
  Duration period() {
    return Duration.ofSeconds(2);
  }
}
