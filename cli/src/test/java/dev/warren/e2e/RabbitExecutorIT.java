package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;

/** On RabbitMQ. */
class RabbitExecutorIT extends ExecutorContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
