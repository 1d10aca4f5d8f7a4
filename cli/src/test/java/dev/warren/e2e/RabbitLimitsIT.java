package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;

/** On RabbitMQ. */
class RabbitLimitsIT extends LimitsContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
