package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;

/** On RabbitMQ. */
class RabbitCancelIT extends CancelContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
