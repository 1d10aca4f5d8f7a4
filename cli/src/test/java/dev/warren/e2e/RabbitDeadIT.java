package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;

/** On RabbitMQ. */
class RabbitDeadIT extends DeadContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
