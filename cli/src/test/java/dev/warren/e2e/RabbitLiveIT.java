package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;

/** On RabbitMQ. */
class RabbitLiveIT extends LiveContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
