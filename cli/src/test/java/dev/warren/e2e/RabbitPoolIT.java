package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The pool on RabbitMQ. */
class RabbitPoolIT extends PoolContract {

  @Override
  PoolBuilder builder() {
    Optional<RabbitBroker> broker = RabbitBrokers.shared();
    Assumptions.assumeTrue(broker.isPresent(), RabbitBrokers::unavailableReason);
    return Pool.builder().broker(broker.orElseThrow().uri().toString());
  }
}
