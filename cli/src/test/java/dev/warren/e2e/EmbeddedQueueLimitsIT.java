package dev.warren.e2e;

import dev.warren.broker.testing.EmbeddedBrokerExtension;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the embedded broker, which looks once a second for what has waited. */
@Tag("broker")
class EmbeddedQueueLimitsIT extends QueueLimitsContract {

  @RegisterExtension static final EmbeddedBrokerExtension BROKER = new EmbeddedBrokerExtension();

  @Override
  String broker() {
    return BROKER.uri().toString();
  }

  @Override
  Duration period() {
    return Duration.ofSeconds(5);
  }
}
