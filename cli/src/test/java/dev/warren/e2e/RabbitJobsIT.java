package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;

/** On RabbitMQ. */
class RabbitJobsIT extends JobsContract {

  @Override
  String broker() {
    return RabbitBrokers.sharedUri();
  }
}
