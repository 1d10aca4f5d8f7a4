package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;
import org.junit.jupiter.api.Tag;

/** On RabbitMQ. */
@Tag("broker")
class RabbitJobsIT extends JobsContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
