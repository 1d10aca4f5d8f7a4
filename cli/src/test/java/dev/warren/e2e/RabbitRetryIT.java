package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;

/** On RabbitMQ. */
class RabbitRetryIT extends RetryContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
