package dev.warren.e2e;

import dev.warren.pool.PoolBuilder;

/** Killed children, with the tasks on RabbitMQ. */
class RabbitChaosIT extends ChaosContract {

  @Override
  PoolBuilder builder() {
    return new RabbitPoolIT().builder();
  }
}
