package dev.warren.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/** On the RabbitMQ that all tests share, whichever that is. */
class RabbitContractIT extends RabbitContract {

  private static RabbitBroker broker;

  @BeforeAll
  static void find() {
    Optional<RabbitBroker> found = RabbitBrokers.shared();
    assumeTrue(found.isPresent(), RabbitBrokers::unavailableReason);
    broker = found.orElseThrow();
  }

  @Override
  String uri() {
    return broker.uri().toString();
  }

  @Override
  void restart() {
    assumeTrue(broker.canRestart(), "this broker is not ours to restart");
    broker.restart();
  }
}
