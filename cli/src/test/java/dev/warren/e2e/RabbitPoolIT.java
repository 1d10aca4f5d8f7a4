package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;

/** The pool on RabbitMQ. */
class RabbitPoolIT extends PoolContract {

  @Override
  PoolBuilder builder() {
    return Pool.builder().broker(RabbitBrokers.sharedUri());
  }
}
