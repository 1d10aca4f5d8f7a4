package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;

/** On RabbitMQ. */
@Tag("broker")
class RabbitShardsIT extends ShardsContract {

  @Override
  String broker() {
    Optional<RabbitBroker> broker = RabbitBrokers.shared();
    Assumptions.assumeTrue(broker.isPresent(), RabbitBrokers::unavailableReason);
    return broker.orElseThrow().uri().toString();
  }
}
