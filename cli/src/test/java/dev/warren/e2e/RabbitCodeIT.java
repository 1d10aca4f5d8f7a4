package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;

/** On RabbitMQ. */
class RabbitCodeIT extends CodeContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
