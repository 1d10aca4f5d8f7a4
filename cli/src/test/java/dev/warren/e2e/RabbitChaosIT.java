package dev.warren.e2e;

import dev.warren.pool.PoolBuilder;
import org.junit.jupiter.api.Tag;

/** Killed children, with the tasks on RabbitMQ. */
@Tag("broker")
class RabbitChaosIT extends ChaosContract {

  @Override
  PoolBuilder builder() {
    return new RabbitPoolIT().builder();
  }
}
